"""Sample texts with gold written by hand: what share of it the pipeline finds, kind by kind, never less than a floor.

`python tests/quality/test_articles_gold.py` prints the shares and every miss. A floor is raised when an extractor gets better and
lowered only with a reason in the commit that does it.
"""

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from pipeline.document import read_document
from pipeline.lexicon import read_entries
from pipeline.reading.records import RawDocument, read_slice
from pipeline.reading.shards import plan_shards
from pipeline.rows import DocumentTables, ReportRow

RAW = Path(__file__).parents[2] / "raw"
GOLD = Path(__file__).with_name("gold_articles.yml")

# Smallest share, in percent, of the expectations of each kind that must be met; every release states them.
FLOORS = {entry["id"]: entry["floor"] for entry in read_entries("pipeline.publish", "quality.yml")}

Gold = Mapping[str, Any]


class Verdict(NamedTuple):
    """One expectation of one article, whether it was met, and what was found instead."""

    article: str
    kind: str
    met: bool
    wanted: str
    found: str


class Article(NamedTuple):
    """One text with its gold and the rows that the pipeline made of it."""

    gold: Gold
    text: str
    rows: DocumentTables

    @property
    def name(self) -> str:
        return name_of(self.gold)

    def span(self, quotation: Any) -> tuple[int, int]:
        """Where a quotation stands; an AssertionError where it is not there exactly once, or not `nth` times."""
        at, nth = (quotation["at"], quotation.get("nth")) if isinstance(quotation, dict) else (quotation, None)
        starts = [match.start() for match in re.finditer(re.escape(at), self.text)]
        assert len(starts) == 1 or (nth and int(nth) <= len(starts)), f"{self.name}: {at!r} occurs {len(starts)} times"
        start = starts[int(nth or 1) - 1]
        return start, start + len(at)

    def over(self, rows: Sequence[Any], quotation: Any, start: str = "char_start", end: str = "char_end") -> list[Any]:
        """The rows whose span touches a quotation."""
        first, last = self.span(quotation)
        return [row for row in rows if getattr(row, start) < last and first < getattr(row, end)]


def name_of(gold: Gold) -> str:
    return f"{gold['path']}:{gold['id']}" if "id" in gold else str(gold["path"])


@cache
def gold_articles() -> tuple[Gold, ...]:
    # BaseLoader leaves every scalar a string, so that 2014-06 and 2014-06-11 are read alike.
    return tuple(yaml.load(GOLD.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


@cache
def raw_documents() -> Mapping[str, RawDocument]:
    with tempfile.TemporaryDirectory() as spool:
        documents = [one for shard in plan_shards(RAW, Path(spool)) for part in shard.slices for one in read_slice(part)]
    return {f"{one.source_path}:{one.source_id}" if one.source_id else one.source_path: one for one in documents}


@cache
def articles() -> tuple[Article, ...]:
    found = [(gold, raw_documents()[name_of(gold)]) for gold in gold_articles()]
    return tuple(Article(gold, raw.text or "", read_document(raw).rows) for gold, raw in found)


@cache
def verdicts() -> tuple[Verdict, ...]:
    return tuple(verdict for article in articles() for judge in JUDGES for verdict in judge(article))


def judge_document(article: Article) -> Iterator[Verdict]:
    document = article.rows.documents[0]
    if "title" in article.gold:
        yield Verdict(article.name, "title", words(document.title) == words(article.gold["title"]), "title", str(document.title))
    day = str(document.published_at or "")[:10]
    yield Verdict(article.name, "published", day == article.gold["published"], article.gold["published"], day)


def judge_blocks(article: Article) -> Iterator[Verdict]:
    for kind, wanted in (("keep", True), ("drop", False)):
        for quotation in article.gold[kind]:
            hit = article.over(article.rows.blocks, quotation)
            labels = " ".join(f"{block.label}/{block.rule_id}" for block in hit)
            yield Verdict(article.name, kind, all(block.kept is wanted for block in hit), quoted(quotation), labels)


def judge_dates(article: Article) -> Iterator[Verdict]:
    for gold in article.gold["dates"]:
        found = [day(time.edtf) for time in article.over(article.rows.times, gold)]
        met = any(edtf in gold["edtf"].split("|") for edtf in found)
        yield Verdict(article.name, "date", met, f"{gold['at']!r} {gold['edtf']}", str(found))


def judge_figures(article: Article) -> Iterator[Verdict]:
    for gold in article.gold["figures"]:
        hit = article.over(article.rows.figures, gold)
        good = [figure for figure in hit if is_figure(figure, gold)]
        found = str([(f.text, f.kind, str(f.value), f.unit, f.currency) for f in hit])
        yield Verdict(article.name, "figure", bool(good), f"{gold['at']!r} {gold}", found)
        if not good:
            continue
        if "item" in gold:
            items = [figure.item for figure in good]
            met = any(words(item) & words(option) for item in items for option in gold["item"].split("|"))
            yield Verdict(article.name, "figure item", met, f"{gold['at']!r} {gold['item']}", str(items))
        for field in ("qualifier", "role"):
            if field in gold:
                values = [getattr(figure, field) for figure in good]
                met = any(value in gold[field].split("|") for value in values)
                yield Verdict(article.name, f"figure {field}", met, f"{gold['at']!r} {gold[field]}", str(values))
    for quotation in article.gold["not_figures"]:
        texts = [figure.text for figure in article.over(article.rows.figures, quotation)]
        yield Verdict(article.name, "no figure", not texts, quoted(quotation), str(texts))


def judge_events(article: Article) -> Iterator[Verdict]:
    for gold in article.gold["events"]:
        hit = article.over(article.rows.reports, gold, "trigger_start", "trigger_end")
        good = [report for report in hit if report.event_type in gold["types"]]
        found = str([(report.event_type, report.trigger) for report in hit])
        yield Verdict(article.name, "event", bool(good), f"{gold['at']!r} {'|'.join(gold['types'])}", found)
        if good:
            yield from judge_details(article, gold, good)
    for quotation in article.gold["not_events"]:
        hit = article.over(article.rows.reports, quotation, "trigger_start", "trigger_end")
        triggers = [(report.event_type, report.trigger) for report in hit]
        yield Verdict(article.name, "no event", not triggers, quoted(quotation), str(triggers))


def judge_details(article: Article, gold: Gold, reports: Sequence[ReportRow]) -> Iterator[Verdict]:
    options = {
        "date": [{day(report.date_edtf)} for report in reports],
        "polarity": [{report.polarity} for report in reports],
        "modality": [{report.modality} for report in reports],
        "killed": [{str(report.fatalities_best), str(report.fatalities_low)} for report in reports],
        "place": [words(report.place_name, report.admin1) for report in reports],
        "source": [party_words(article, report, "source") for report in reports],
        "target": [party_words(article, report, "target", "victim") for report in reports],
    }
    for field, found in options.items():
        if field in gold:
            alternatives = gold[field].split("|")
            if field in ("place", "source", "target"):
                met = any(words(alternative) & one for alternative in alternatives for one in found)
            else:
                met = any(alternative in one for alternative in alternatives for one in found)
            yield Verdict(article.name, f"event {field}", met, f"{gold['at']!r} {gold[field]}", str([sorted(one) for one in found]))


JUDGES = (judge_document, judge_blocks, judge_dates, judge_figures, judge_events)


def is_figure(figure: Any, gold: Gold) -> bool:
    """Whether a figure has the value, bounds, currency, unit and kind that are expected."""
    for field, value in (("value", figure.value), ("low", figure.value_low), ("high", figure.value_high)):
        if field in gold and (value is None or abs(float(value) - float(gold[field])) > 1e-6 * max(1, abs(float(gold[field])))):
            return False
    unit = f"{figure.unit or ''} {figure.unit_name or ''} {figure.kind}".lower()
    return (
        gold.get("currency", figure.currency) == figure.currency
        and figure.kind in gold.get("kind", figure.kind).split("|")
        and any(option in unit for option in gold.get("unit", "").lower().split("|"))
    )


def party_words(article: Article, report: ReportRow, *roles: str) -> frozenset[str]:
    """Words of the parties of a report in the given roles, as written and as the names of their actors."""
    parties = [row for row in article.rows.report_actors if row.report_id == report.report_id and row.role.endswith(roles)]
    actors = {row.actor_id for row in parties if row.actor_id}
    names = [row.name for row in (*article.rows.actor_names, *article.rows.actors) if row.actor_id in actors]
    return words(*(row.text for row in parties), *names)


def words(*texts: str | None) -> frozenset[str]:
    """Lower-case words without a plural s."""
    found = re.findall(r"\w+", " ".join(text for text in texts if text).lower())
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in found)


def day(edtf: str | None) -> str:
    """EDTF without a clock time or a mark of doubt."""
    return re.sub(r"T[\d:.Z+-]+", "", edtf or "").strip("~?%")


def quoted(quotation: Any) -> str:
    return repr(quotation["at"] if isinstance(quotation, dict) else quotation)


def percent_met(kind: str) -> float:
    of_kind = [verdict.met for verdict in verdicts() if verdict.kind == kind]
    return 100 * sum(of_kind) / len(of_kind)


def table_of_misses(kind: str) -> str:
    misses = [verdict for verdict in verdicts() if verdict.kind == kind and not verdict.met]
    return "\n".join(f"{verdict.article} | {verdict.wanted} | found {verdict.found}" for verdict in misses)


@pytest.mark.parametrize("gold", gold_articles(), ids=name_of)
def test_every_quotation_of_the_gold_stands_in_its_text(gold: Gold) -> None:
    article = Article(gold, raw_documents()[name_of(gold)].text or "", None)
    kinds = ("keep", "drop", "dates", "figures", "not_figures", "events", "not_events")
    assert all(article.span(quotation) for kind in kinds for quotation in gold[kind])


def test_every_kind_of_expectation_has_a_floor() -> None:
    assert {verdict.kind for verdict in verdicts()} == set(FLOORS)


@pytest.mark.parametrize("kind", FLOORS)
def test_share_of_expectations_met_is_not_below_the_floor(kind: str) -> None:
    assert percent_met(kind) >= FLOORS[kind], f"{kind}: {percent_met(kind):.1f} %, floor {FLOORS[kind]} %\n{table_of_misses(kind)}"


def main() -> None:
    """Print every miss, or those of the kinds named on the command line, and the share met of each kind."""
    for kind in sys.argv[1:] or FLOORS:
        print(table_of_misses(kind).replace("\n", f"\n{kind} | "))
    for kind in FLOORS:
        of_kind = [verdict.met for verdict in verdicts() if verdict.kind == kind]
        print(f"{kind:18} {sum(of_kind):4d} / {len(of_kind):4d}  {percent_met(kind):5.1f} %  floor {FLOORS[kind]}")
    print(f"{'all':18} {sum(v.met for v in verdicts()):4d} / {len(verdicts()):4d}")


if __name__ == "__main__":
    main()
