"""Speed and quality of the boilerplate step beside jusText and the line rules of C4, in one run.

    python tests/benchmarks/bench_boilerplate.py [PAGES.jsonl ...]

Without files: the project's own gold texts, article pages (the samples, paragraphs mixed), and whole pages (such bodies in
frames of menus, boxes and footers, of which a publisher has one; the headlines in it change from page to page). Each line of
a file has `text`, and `gold` where the article is known. Speed is megabytes of UTF-8 input by processor second, each
page at the best of six rounds; what is remembered of short lines is forgotten before each round, so that only repeats inside
one round help. F1 is over runs of four words of the kept text, precision and recall averaged over pages.
jusText is an optional import: `pip install justext`.
"""

import gc
import html
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from pipeline.boilerplate.block import KEPT_LABELS
from pipeline.boilerplate.label import label_blocks
from pipeline.boilerplate.model import see_short
from tests.benchmarks.corpus import make_texts

WORD = re.compile(r"\w+")
Cleaner = Callable[[str], str]
Pages = list[tuple[str, str | None]]
ARTICLES, PUBLISHERS, MENU_LINES, HEADLINES = 150, 12, 45, 15


def clean_with_factline(text: str) -> str:
    """The kept blocks as text."""
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


def read_pages(path: str) -> Pages:
    """(text, gold) of every page of a file."""
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    return [(row["text"], row.get("gold")) for row in rows]


def quality_blocks() -> list[tuple[str, list[tuple[str, str]]]]:
    """The gold texts of the project: what joins their blocks, and (label, text) of each."""
    entries = [
        entry
        for path in sorted((Path(__file__).parents[1] / "quality" / "blocks").glob("*.yml"))
        for entry in yaml.safe_load(path.read_text("utf-8"))
    ]
    return [
        (
            entry.get("join", "\n\n"),
            [(label, str(words)) for block in entry["blocks"] for label, words in block.items() if label != "glued"],
        )
        for entry in entries
    ]


def gold_pages() -> Pages:
    """The gold texts with what is kept of them."""
    return [
        (join.join(words for _, words in blocks), join.join(words for label, words in blocks if label in KEPT_LABELS))
        for join, blocks in quality_blocks()
    ]


def framed_pages() -> Pages:
    """Bodies of articles in the frames of whole pages."""
    pool = [words for _, blocks in quality_blocks() for label, words in blocks if label not in KEPT_LABELS and len(words) < 90]
    bodies = ["\n\n".join(text.split("\n\n")[3:-3]) for text in make_texts(ARTICLES)]
    headlines = [" ".join(body.split()[:9]).rstrip(".,") for body in bodies if body]
    pages: Pages = []
    for number, body in enumerate(bodies):
        frame, page = random.Random(number % PUBLISHERS), random.Random(number)
        menu, footer = ("\n".join(frame.sample(pool, MENU_LINES)) for _ in range(2))
        links = "\n".join(page.sample(headlines, HEADLINES))
        pages.append((f"{menu}\n\n{body}\n\nRelated stories\n{links}\n\n{footer}\n", body))
    return pages


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words."""
    words = WORD.findall(text)
    return (
        Counter(zip(*(words[n:] for n in range(4)), strict=False)) if len(words) >= 4 else Counter([tuple(words)] if words else [])
    )


def score(cleaner: Cleaner, pages: Pages) -> tuple[float, float, float, int]:
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


def speed(cleaner: Cleaner, pages: Pages) -> float:
    """Megabytes a processor second; of each page the best round counts, so that other work on the machine hardly does."""
    best = [float("inf")] * len(pages)
    for _ in range(6):
        see_short.cache_clear()
        gc.collect()
        gc.disable()  # as where shards are read
        for number, (text, _gold) in enumerate(pages):
            started = time.process_time_ns()
            cleaner(text)
            best[number] = min(best[number], time.process_time_ns() - started)
        gc.enable()
    return sum(len(text.encode()) for text, _ in pages) / sum(best) * 1e3


def compare(name: str, pages: Pages) -> None:
    """Print one line for each cleaner, with how many times as fast as it ours is."""
    lines = sum(text.count("\n") + 1 for text, _ in pages)
    size = sum(len(text.encode()) for text, _ in pages)
    print(f"\n{name}: {len(pages)} pages, {size / 1e6:.2f} MB, {size / lines:.0f} bytes a line")
    ours = 0.0
    for cleaner_name, cleaner in (
        ("factline", clean_with_factline),
        ("C4 line rules", clean_with_c4),
        ("jusText", justext_cleaner()),
    ):
        if cleaner is None:
            print(f"{cleaner_name:<14} not installed")
            continue
        pace = speed(cleaner, pages)
        ours = ours or pace
        print(
            f"{cleaner_name:<14} {pace:7.2f} MB/s  factline is {ours / pace:5.2f} times as fast  {describe_quality(cleaner, pages)}"
        )


def describe_quality(cleaner: Cleaner, pages: Pages) -> str:
    """The figures of quality in one line, "" where no page has gold."""
    if not any(gold for _, gold in pages):
        return ""
    precision, recall, both, emptied = score(cleaner, pages)
    return f"F1 {both:.3f}  precision {precision:.3f}  recall {recall:.3f}  emptied {emptied}"


def main() -> None:
    """Compare on every set of pages."""
    if sys.argv[1:]:
        for path in sys.argv[1:]:
            compare(Path(path).name, read_pages(path))
        return
    compare("gold texts of the project", gold_pages())
    compare("article pages", [(text, None) for text in make_texts(ARTICLES)])
    compare("whole pages", framed_pages())


if __name__ == "__main__":
    main()
