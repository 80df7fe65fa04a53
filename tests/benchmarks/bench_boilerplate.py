"""Speed and quality of the boilerplate step beside jusText and the line rules of C4, in one run.

    python tests/benchmarks/bench_boilerplate.py [PAGES.jsonl ...]

Each line of a file has `text`, and `gold` where the article is known. Without files the project's own gold texts are used.
Speed is megabytes of UTF-8 input by processor second, the best of three rounds after a warm one. F1 is over runs of four
words of the kept text, precision and recall averaged over pages. jusText is an optional import: `pip install justext`.
"""

import html
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

import yaml

from pipeline.boilerplate.block import KEPT_LABELS
from pipeline.boilerplate.label import label_blocks

WORD = re.compile(r"\w+")
Cleaner = Callable[[str], str]


def clean_with_factline(text: str) -> str:
    """The kept blocks."""
    return "\n".join(text[block.start : block.end] for block in label_blocks(text) if block.kept)


def clean_with_c4(text: str) -> str:
    """The line rules of the C4 corpus: ends with a mark, five words, no JavaScript, policy or cookie lines."""
    marks, banned = (
        (".", "?", "!", '"'),
        ("javascript", "terms of use", "privacy policy", "cookie policy", "uses cookies", "lorem ipsum"),
    )
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(
        line
        for line in lines
        if line.endswith(marks) and len(line.split()) >= 5 and not any(word in line.lower() for word in banned)
    )


def justext_cleaner() -> Cleaner | None:
    """jusText over one paragraph a line, or None where it is not installed."""
    try:
        import justext
    except ImportError:
        return None
    stoplist = justext.get_stoplist("English")

    def clean(text: str) -> str:
        page = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
        found = justext.justext(page or "<p></p>", stoplist)
        return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)

    return clean


def read_pages(paths: list[str]) -> list[tuple[str, str | None]]:
    """(text, gold) of every page."""
    if paths:
        rows = [json.loads(line) for path in paths for line in Path(path).read_text("utf-8").splitlines()]
        return [(row["text"], row.get("gold")) for row in rows]
    pages = []
    for path in sorted((Path(__file__).parents[1] / "quality" / "blocks").glob("*.yml")):
        for entry in yaml.safe_load(path.read_text("utf-8")):
            blocks = [next(iter(block.items())) for block in entry["blocks"]]
            join = entry.get("join", "\n\n")
            kept = [str(words) for label, words in blocks if label in KEPT_LABELS]
            pages.append((join.join(str(words) for _, words in blocks), join.join(kept)))
    return pages


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words."""
    words = WORD.findall(text)
    return (
        Counter(zip(*(words[n:] for n in range(4)), strict=False)) if len(words) >= 4 else Counter([tuple(words)] if words else [])
    )


def score(cleaner: Cleaner, pages: list[tuple[str, str | None]]) -> tuple[float, float, float, int]:
    """Precision, recall and F1 over the pages with gold, and the number of emptied pages."""
    precisions, recalls, emptied = [], [], 0
    for text, gold in pages:
        if not gold:
            continue
        found, wanted = runs(cleaner(text)), runs(gold)
        shared = (found & wanted).total()
        emptied += not found
        precisions += [shared / found.total()] if found else []
        recalls += [shared / wanted.total()] if wanted else []
    precision, recall = fmean(precisions or [0.0]), fmean(recalls or [0.0])
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1.0), emptied


def speed(cleaner: Cleaner, pages: list[tuple[str, str | None]]) -> float:
    """Megabytes a processor second."""
    size, best = sum(len(text.encode()) for text, _ in pages), float("inf")
    for _ in range(4):
        started = time.process_time()
        for text, _gold in pages:
            cleaner(text)
        best = min(best, time.process_time() - started)
    return size / best / 1e6


def main() -> None:
    """Print one line for each cleaner."""
    pages = read_pages(sys.argv[1:])
    cleaners = {"factline": clean_with_factline, "C4 line rules": clean_with_c4, "jusText": justext_cleaner()}
    print(f"{len(pages)} pages, {sum(len(text.encode()) for text, _ in pages) / 1e6:.2f} MB")
    for name, cleaner in cleaners.items():
        if cleaner is None:
            print(f"{name:<14} not installed")
            continue
        precision, recall, both, emptied = score(cleaner, pages)
        figures = f"F1 {both:.3f}  precision {precision:.3f}  recall {recall:.3f}  emptied {emptied}"
        print(f"{name:<14} {speed(cleaner, pages):7.2f} MB/s  {figures}")


if __name__ == "__main__":
    main()
