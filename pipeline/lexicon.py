"""Read a lexicon: YAML that lies beside the one module that reads it, every entry with examples and counterexamples.

A lexicon is a list of entries. Each entry has a unique `id`, `match` (texts it must match) and `avoid` (texts it must not);
the module that reads it says what else an entry holds and how it is tried on a text. An entry that breaks its own
examples stops the program with the file, the entry and the example: such a rule must never reach a release.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

Entry = Mapping[str, Any]
Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LexiconError(ValueError):
    """A lexicon cannot be used; the message names file, entry and example."""


@lru_cache(maxsize=64)
def read_entries(package: str, name: str) -> tuple[Entry, ...]:
    """The entries of `name` beside the modules of `package`, in file order.

    Raises LexiconError where the file is not a list of mappings with unique `id`.
    """
    text = (files(package) / name).read_text(encoding="utf-8")
    try:
        entries = yaml.load(text, Loader=Loader)  # the loader is yaml's safe one, in C where it is built
    except yaml.YAMLError as error:
        raise LexiconError(f"{package}/{name}: not YAML: {error}") from error
    if not isinstance(entries, list):
        raise LexiconError(f"{package}/{name}: a lexicon is a list of entries, this is {type(entries).__name__}")
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise LexiconError(f"{package}/{name}: entry {number} has no id")
        if entry["id"] in seen:
            raise LexiconError(f"{package}/{name}: id {entry['id']!r} occurs twice")
        seen.add(entry["id"])
    return tuple(entries)


@contextmanager
def no_collection() -> Iterator[None]:
    """Leave the search for cyclic garbage for later: extractors make none, and each search looks at every entry of the lexicons."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


def check_examples(name: str, entries: Iterable[Entry], matches: Callable[[Entry, str], bool]) -> None:
    """Hold every entry to its own `match` and `avoid`; raises LexiconError at the first that it breaks."""
    for entry in entries:
        if not entry.get("match"):
            raise LexiconError(f"{name}: entry {entry['id']!r} has no example to match")
        for example in entry["match"]:
            if not matches(entry, example):
                raise LexiconError(f"{name}: entry {entry['id']!r} must match {example!r} and does not")
        for example in entry.get("avoid", ()):
            if matches(entry, example):
                raise LexiconError(f"{name}: entry {entry['id']!r} must not match {example!r} and does")
