"""The evidence behind events, figures and documents: sentences in marked pieces, and what each document lost to boilerplate."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

from pipeline.publish.lookup import Lookup, by_key, grouped, looking
from pipeline.publish.page.marks import Mark, Marks, read_marks
from pipeline.publish.page.shown import cut

LONGEST_SENTENCE = 4_000
MOST_REPORTS = 50  # of one event; the tables have them all
Row = Mapping[str, Any]
SENTENCE_COLUMNS = ["document_id", "evidence_start", "evidence_end", "evidence_text"]
REPORT_COLUMNS = [*SENTENCE_COLUMNS, *"""report_id event_id trigger_start trigger_end rule_id merge_rule attributed_to is_background
polarity modality date_edtf date_basis confidence""".split()]  # fmt: skip
FIGURE_COLUMNS = [*SENTENCE_COLUMNS, *"figure_id char_start char_end text rule_id attributed_to confidence".split()]
PARTY_COLUMNS = ["report_id", "role", "char_start", "char_end"]
TITLE_COLUMNS = ["document_id", "title", "publisher", "published_at", "url", "source_path"]
BLOCK_COLUMNS = "document_id label kept char_start char_end rule_id score removed_text".split()


def read_evidence(release: Path, groups: Sequence[Sequence[str]]) -> Iterator[dict[str, dict[str, Any] | None]]:
    """Evidence for each group of keys, by event_id, figure_id and document_id."""
    with looking(release) as lookup:
        everything = [key for keys in groups for key in keys]
        documents = {row["document_id"] for row in lookup.rows("reports", "event_id", everything, ["document_id"])}
        documents |= {row["document_id"] for row in lookup.rows("figures", "figure_id", everything, ["document_id"])}
        marks = read_marks(release, documents)
        for keys in groups:
            yield describe_keys(lookup, keys, marks)


def describe_keys(lookup: Lookup, keys: Sequence[str], marks: Marks) -> dict[str, dict[str, Any] | None]:
    """The evidence of some rows, whichever tables they are of."""
    reports = {event: rows[:MOST_REPORTS] for event, rows in grouped(lookup.reports_of(keys, REPORT_COLUMNS), "event_id").items()}
    figures = list(lookup.rows("figures", "figure_id", keys, FIGURE_COLUMNS))
    quoting = {row["document_id"] for row in figures}
    sources = quoting | {report["document_id"] for rows in reports.values() for report in rows}
    titles = by_key(lookup.rows("documents", "document_id", sources, TITLE_COLUMNS), "document_id")
    parties: dict[str, list[Mark]] = defaultdict(list)
    for row in lookup.rows("report_actors", "event_id", keys, PARTY_COLUMNS):
        parties[row["report_id"]].append(Mark(row["char_start"], row["char_end"], row["role"]))
    found: dict[str, dict[str, Any]] = {
        event: {"reports": [describe_report(report, titles, parties[report["report_id"]], marks) for report in rows]}
        for event, rows in reports.items()
    }
    quoted = Sentences(lookup.rows("reports", "document_id", quoting, SENTENCE_COLUMNS))
    found |= {row["figure_id"]: describe_figure(row, titles, quoted, marks) for row in figures}
    found |= describe_documents(lookup, keys)
    return {key: found.get(key) for key in keys}


def describe_report(report: Row, titles: Mapping[str, Row], parties: list[Mark], others: Marks) -> dict[str, Any]:
    """One report: its sentence in pieces, where it stands, and the rules behind it."""
    start, end = report["evidence_start"], report["evidence_end"]
    trigger = Mark(report["trigger_start"], report["trigger_end"], "trigger")
    marks = [trigger, *parties, *others.within(report["document_id"], start, end)]
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


def describe_figure(figure: Row, titles: Mapping[str, Row], quoted: Sentences, others: Marks) -> dict[str, Any]:
    """One figure: the sentence where the release quotes it, else the figure's own characters."""
    whole = figure.get("evidence_text")
    start, text = (figure["evidence_start"], whole) if whole else quoted.of(figure) or (figure["char_start"], figure["text"])
    own = Mark(figure["char_start"], figure["char_end"], "trigger")
    return {
        "pieces": pieces(text, start, [own, *others.within(figure["document_id"], start, start + len(text))]),
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


def describe_documents(lookup: Lookup, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The ledger of each document: its blocks with label, span, verdict, rule, and how the removed ones begin."""
    found: dict[str, dict[str, Any]] = {
        row["document_id"]: {"blocks": []} for row in lookup.rows("documents", "document_id", keys, ["document_id"])
    }
    for row in sorted(lookup.rows("blocks", "document_id", keys, BLOCK_COLUMNS), key=itemgetter("char_start")):
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
