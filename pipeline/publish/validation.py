"""VALIDATION.json and VALIDATION.md: which checks stood between the tables and this release, and what they found."""

from collections.abc import Iterator

from pipeline.lexicon import Entry, read_entries
from pipeline.publish.draft import Draft


def write_validation(draft: Draft) -> None:
    """Both files in the draft's folder."""
    checks = [check._asdict() for check in draft.checks]
    failed = sum(not check.passed for check in draft.checks)
    floors = [dict(entry) for entry in quality_floors()]
    found = {"version": draft.version, "rows": dict(draft.rows), "failed": failed, "checks": checks, "quality_floors": floors}
    draft.write_json("VALIDATION.json", found)
    draft.write_text("VALIDATION.md", "\n".join(_lines(draft, failed)) + "\n")


def quality_floors() -> tuple[Entry, ...]:
    """What the code is held to by its own tests: kind, smallest share in percent, and what is counted."""
    return read_entries("pipeline.publish", "quality.yml")


def _lines(draft: Draft, failed: int) -> Iterator[str]:
    yield from (f"# Validation of release {draft.version}", "")
    yield f"{len(draft.checks)} checks, {failed} failed. A failed blocking check leaves the previous release in place."
    yield from ("", "| check | table | passed | rows | failures | what it holds |", "|---|---|---|---:|---:|---|")
    for check in draft.checks:
        passed = "yes" if check.passed else "no"
        told = check.description.replace("|", "\\|")
        yield f"| {check.name} | {check.table or 'all'} | {passed} | {check.rows:,} | {check.failures:,} | {told} |"
    yield from ("", "| table | rows |", "|---|---:|")
    yield from (f"| {name} | {rows:,} |" for name, rows in draft.rows.items())
    yield from (
        "",
        "The code that made this release meets at least these shares of the expectations in texts written for the project:",
    )
    yield from ("", "| kind | at least | of |", "|---|---:|---|")
    yield from (f"| {entry['id']} | {entry['floor']} % | {entry['what']} |" for entry in quality_floors())
    yield from (
        "",
        "`factline verify` repeats the checks on the downloaded files, and with the raw texts also the grounding of every span.",
    )
