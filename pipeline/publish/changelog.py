"""What each release changed against the one before it: outputs/changes/<version>.md and .json.

They stand outside the releases, because what was published before is no part of a release: the same texts and the same code
must give the same bytes on a machine that has published nothing yet.
"""

from pathlib import Path

from pipeline.publish.diff import diff_releases
from pipeline.publish.diff_words import as_json, as_markdown
from pipeline.publish.layout import RELEASES, write_whole

CHANGES = "changes"


def write_changes(outputs: Path, before: str, after: str) -> Path:
    """The changes from one published version to another, as Markdown (the path returned) and JSON."""
    diff = diff_releases(outputs / RELEASES / before, outputs / RELEASES / after)
    folder = outputs / CHANGES
    folder.mkdir(exist_ok=True)
    write_whole(folder / f"{after}.json", as_json(diff))
    write_whole(folder / f"{after}.md", as_markdown(diff))
    return folder / f"{after}.md"
