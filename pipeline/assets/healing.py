"""Faults that may pass by themselves: a step that meets one is tried again a little later; all others stop the run at once."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from pipeline.reading.files import PASSING

RETRIES = 3
FIRST_WAIT = 2.0  # seconds; each further wait is twice as long


@contextmanager
def healing(context: dg.AssetExecutionContext) -> Iterator[None]:
    """Ask Dagster to try the step again after a fault of a drive or a network; a full disk or a missing right is none."""
    try:
        yield
    except OSError as error:
        if error.errno not in PASSING:
            raise
        wait = FIRST_WAIT * 2**context.retry_number
        context.log.warning(f"{error}; trying again in {wait:.0f} s")
        raise dg.RetryRequested(max_retries=RETRIES, seconds_to_wait=wait) from error
