"""A corpus of any size out of the sample texts: paragraphs mixed and numbers changed, so that neither caches nor copies flatter."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.reading.records import read_slice
from pipeline.reading.shards import plan_shards

RAW = Path(__file__).parent.parent.parent / "raw"
NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,])")


def sample_texts() -> list[str]:
    """The sample texts as they were read."""
    spool = RAW.parent / ".dagster" / "factline" / "spool"
    read = (found for shard in plan_shards(RAW, spool) for part in shard.slices for found in read_slice(part))
    return [found.text for found in read if found.text]


def vary(texts: list[str], number: int) -> str:
    """One text: header and footer of one sample, paragraphs of three, numbers changed."""
    rng = random.Random(number)
    parts = [rng.choice(texts).split("\n\n") for _ in range(3)]
    frame, body = parts[0], [paragraph for part in parts for paragraph in part[3:-3]]
    rng.shuffle(body)
    text = "\n\n".join([*frame[:3], *body[: max(len(frame) - 6, 4)], *frame[-3:]])
    return NUMBER.sub(lambda found: str(max(1, int(found.group()) + rng.randint(-1, 3))), text)


def make_texts(count: int) -> Iterator[str]:
    """`count` texts of about the size of the samples; the same on every machine."""
    texts = sample_texts()
    return (vary(texts, number) for number in range(count))


def write_corpus(folder: Path, count: int) -> int:
    """Write `count` records as JSON Lines into `folder`; returns the bytes of their texts."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    with (folder / "texts.jsonl").open("w", encoding="utf-8") as sink:
        for number, text in enumerate(make_texts(count)):
            size += len(text.encode("utf-8"))
            day = f"20{14 + number % 8}-{1 + number % 12:02}-{1 + number % 28:02}"
            sink.write(json.dumps({"id": str(number), "text": text, "published_at": day}) + "\n")
    return size
