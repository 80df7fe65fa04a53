"""The evidence behind events, figures and documents: sentences in marked pieces, and what each document lost to boilerplate."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.publish.page.shown import cut
from pipeline.publish.select import rows_where

LONGEST_SENTENCE = 4_000
MOST_REPORTS = 50  # of one event; the tables have them all
Row = Mapping[str, Any]
SENTENCE_COLUMNS = ["document_id", "evidence_start", "evidence_end", "evidence_text"]
REPORT_COLUMNS = [*SENTENCE_COLUMNS, *"""report_id event_id trigger_start trigger_end rule_id merge_rule attributed_to is_background
polarity modality date_edtf date_basis confidence""".split()]  # fmt: skip
FIGURE_COLUMNS = [*SENTENCE_COLUMNS, *"figure_id char_start char_end text rule_id attributed_to confidence".split()]
PARTY_COLUMNS = ["report_id", "role", "char_start", "char_end"]
BLOCK_COLUMNS = "document_id label kept char_start char_end rule_id score removed_text".split()
# What is marked in a sentence, the first kind wins where two overlap.
MARKS = (("figure", "figures"), ("time", "times"))


class Mark(NamedTuple):
    """Characters `start` to `end` of a raw text, and what they are in the sentence."""

    start: int
    end: int
    kind: str


def read_evidence(
    release: Path, events: Collection[str], figures: Collection[str], documents: Collection[str]
) -> dict[str, dict[str, Any]]:
    """Evidence by event_id, figure_id and document_id for the rows that the page shows."""
    reports = _where(release, "reports", "event_id", events, REPORT_COLUMNS)
    chosen = _where(release, "figures", "figure_id", figures, FIGURE_COLUMNS)
    sources = {r["document_id"] for r in reports} | {f["document_id"] for f in chosen}
    titles = _titles(release, sources)
    marks = _marks_by_document(release, sources)
    parties: dict[str, list[Mark]] = defaultdict(list)
    for row in _where(release, "report_actors", "event_id", events, PARTY_COLUMNS):
        parties[row["report_id"]].append(Mark(row["char_start"], row["char_end"], row["role"]))
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"reports": []})
    for report in reports:
        told = found[report["event_id"]]["reports"]
        if len(told) < MOST_REPORTS:
            told.append(describe_report(report, titles, parties[report["report_id"]], marks[report["document_id"]]))
    quoted = Sentences(_where(release, "reports", "document_id", {row["document_id"] for row in chosen}, SENTENCE_COLUMNS))
    for row in chosen:
        found[row["figure_id"]] = describe_figure(row, titles, quoted, marks[row["document_id"]])
    return dict(found) | describe_documents(release, documents)


def describe_report(report: Row, titles: Mapping[str, Row], parties: list[Mark], others: Sequence[Mark]) -> dict[str, Any]:
    """One report: its sentence in pieces, where it stands, and the rules behind it."""
    start, end = report["evidence_start"], report["evidence_end"]
    trigger = Mark(report["trigger_start"], report["trigger_end"], "trigger")
    marks = [trigger, *parties, *_within(others, start, end)]
    return {
        "pieces": pieces(report["evidence_text"], start, marks),
        **_address(report, titles),
        "rule": report["rule_id"],
        "merge": report["merge_rule"],
        "says": cut(report["attributed_to"]),
        "background": report["is_background"],
        "sense": f"{report['polarity']}, {report['modality']}",
        "date": report["date_edtf"],
        "basis": report["date_basis"],
        "confidence": round(report["confidence"], 3),
    }


class Sentences:
    """The sentences that reports quote, to be found again by a figure that stands in one."""

    def __init__(self, reports: Iterable[Row]) -> None:
        self._by_document: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
        for row in reports:
            self._by_document[row["document_id"]][row["evidence_start"], row["evidence_end"]] = row["evidence_text"]

    def of(self, figure: Row) -> tuple[int, str] | None:
        """First character and text of a quoted sentence that holds the figure, None where no report quotes it."""
        for (start, end), text in self._by_document[figure["document_id"]].items():
            if start <= figure["char_start"] and figure["char_end"] <= end:
                return start, text
        return None


def describe_figure(figure: Row, titles: Mapping[str, Row], quoted: Sentences, others: Sequence[Mark]) -> dict[str, Any]:
    """One figure: the sentence where the release quotes it, else the figure's own characters."""
    whole = figure.get("evidence_text")
    start, text = (figure["evidence_start"], whole) if whole else quoted.of(figure) or (figure["char_start"], figure["text"])
    own = Mark(figure["char_start"], figure["char_end"], "trigger")
    return {
        "pieces": pieces(text, start, [own, *_within(others, start, start + len(text))]),
        **_address(figure, titles),
        "rule": figure["rule_id"],
        "says": cut(figure["attributed_to"]),
        "confidence": round(figure["confidence"], 3),
    }


def pieces(text: str, offset: int, marks: Sequence[Mark]) -> list[list[str]]:
    """A text in pieces, each with what it is ("" for nothing); where marks overlap, the earlier in the list has the characters.

    >>> pieces("Police arrested 3 men", 100, [Mark(107, 115, "trigger"), Mark(100, 106, "source"), Mark(112, 117, "figure")])
    [['Police', 'source'], [' ', ''], ['arrested', 'trigger'], [' 3 men', '']]
    """
    free: list[Mark] = []
    for mark in marks:
        if offset <= mark.start < mark.end <= offset + len(text) and all(mark.end <= m.start or m.end <= mark.start for m in free):
            free.append(mark)
    cuts: list[list[str]] = []
    position = offset
    for mark in sorted(free):
        cuts += [[text[position - offset : mark.start - offset], ""], [text[mark.start - offset : mark.end - offset], mark.kind]]
        position = mark.end
    cuts.append([text[position - offset :], ""])
    return _shortened([piece for piece in cuts if piece[0]])


def describe_documents(release: Path, documents: Collection[str]) -> dict[str, dict[str, Any]]:
    """The ledger of each document: its blocks with label, span, verdict, rule, and how the removed ones begin."""
    found: dict[str, dict[str, Any]] = {key: {"blocks": []} for key in documents}
    for row in _where(release, "blocks", "document_id", documents, BLOCK_COLUMNS):
        span = [row["char_start"], row["char_end"]]
        verdict = [row["label"], row["kept"], *span, row["rule_id"], round(row["score"], 3)]
        found[row["document_id"]]["blocks"].append([*verdict, " ".join((row["removed_text"] or "").split())])
    return found


def _shortened(cuts: list[list[str]]) -> list[list[str]]:
    """The pieces up to the longest sentence that the page shows."""
    left = LONGEST_SENTENCE
    kept = []
    for text, kind in cuts:
        kept.append([text if len(text) <= left else text[:left] + "…", kind])
        left -= len(text)
        if left <= 0:
            break
    return kept


def _address(row: Row, titles: Mapping[str, Row]) -> dict[str, Any]:
    """In which document, where, the row's sentence stands."""
    document = titles[row["document_id"]]
    return {
        "title": cut(document["title"]) or document["source_path"],
        "publisher": cut(document["publisher"]),
        "published": document["published_at"],
        "url": document["url"],
        "path": document["source_path"],
        "span": [row["evidence_start"], row["evidence_end"]],
    }


def _marks_by_document(release: Path, documents: Collection[str]) -> dict[str, list[Mark]]:
    """Figures, times and places of each document, sorted by place in the text."""
    found: dict[str, list[Mark]] = defaultdict(list)
    for kind, table in MARKS:
        for row in _where(release, table, "document_id", documents, ["document_id", "char_start", "char_end"]):
            found[row["document_id"]].append(Mark(row["char_start"], row["char_end"], kind))
    for row in _where(release, "mentions", "document_id", documents, ["document_id", "char_start", "char_end", "place_id"]):
        if row["place_id"]:
            found[row["document_id"]].append(Mark(row["char_start"], row["char_end"], "place"))
    for marks in found.values():
        marks.sort(key=lambda mark: (mark.start, mark.end))
    return found


def _within(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """The marks that lie in a sentence."""
    first = bisect_left(marks, start, key=lambda mark: mark.start)
    last = bisect_left(marks, end, key=lambda mark: mark.start)
    return list(marks[first:last])


def _titles(release: Path, documents: Collection[str]) -> dict[str, Row]:
    columns = ["document_id", "title", "publisher", "published_at", "url", "source_path"]
    return {row["document_id"]: row for row in _where(release, "documents", "document_id", documents, columns)}


def _where(release: Path, table: str, column: str, wanted: Collection[str], columns: list[str]) -> list[dict[str, Any]]:
    """The rows of a table whose `column` is one of those wanted."""
    chosen: list[dict[str, Any]] = rows_where(release / f"{table}.parquet", column, wanted, columns).to_pylist()
    return chosen
