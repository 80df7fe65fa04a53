"""Tell someone that a refresh failed or that its counts jumped: a command, or an HTTP address, of the operator's choice.

Both come from the command line or the environment of the process, never from anything below the raw folder.
"""

import json
import os
import shlex
import subprocess
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any, NamedTuple

COMMAND, URL = "FACTLINE_ALERT_COMMAND", "FACTLINE_ALERT_URL"
SECONDS = 20  # an alert that takes longer is given up: it must not hold up the run
LONGEST = 20_000  # characters of one fact


class Alert(NamedTuple):
    """Whom to tell: a command that gets JSON on its standard input, an address that gets it by POST, both, or nobody."""

    command: str = ""
    url: str = ""


def configured() -> Alert:
    """The alert that the environment asks for."""
    return Alert(os.environ.get(COMMAND, ""), os.environ.get(URL, ""))


def tell(alert: Alert, subject: str, facts: Mapping[str, Any]) -> list[str]:
    """Send an alert; returns in words what could not be sent. Never raises: a run does not fail for want of a listener."""
    body = json.dumps({"subject": subject, **{name: shortened(value) for name, value in facts.items()}}, default=str).encode()
    problems = []
    if alert.command:
        problems.append(run_command(alert.command, subject, body))
    if alert.url:
        problems.append(post(alert.url, body))
    return [problem for problem in problems if problem]


def shortened(value: Any) -> Any:
    """A fact of bearable length."""
    return f"{value[:LONGEST]}…" if isinstance(value, str) and len(value) > LONGEST else value


def run_command(command: str, subject: str, body: bytes) -> str:
    """Run the command without a shell, the alert on its standard input; "" or what went wrong."""
    try:
        words = shlex.split(command)
        environment = os.environ | {"FACTLINE_ALERT_SUBJECT": subject}
        done = subprocess.run(words, input=body, env=environment, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        return f"the alert command {command!r} could not be run: {error}"
    said = done.stderr.decode("utf-8", "replace").strip()[-200:]
    return f"the alert command {command!r} ended with {done.returncode}: {said}" if done.returncode else ""


def post(url: str, body: bytes) -> str:
    """POST the alert as JSON; "" or what went wrong."""
    if not url.startswith(("http://", "https://")):
        return f"the alert address {url!r} is neither http:// nor https://"
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            answer.read(1024)
    except (OSError, ValueError, urllib.error.URLError) as error:
        return f"the alert address {url} did not take it: {error}"
    return ""
