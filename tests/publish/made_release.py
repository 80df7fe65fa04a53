"""Made-up rows for every table that keep the three laws, as many as asked for: texts composed of pieces with known spans."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pyarrow as pa

from pipeline.publish.about import GEONAMES, About, Contributor, Licence, Source
from pipeline.tables import TABLES, arrow_schema
from pipeline.text.keys import make_key

Rows = dict[str, list[dict[str, Any]]]

PLACES = (
    ("Mosul", "PPLA", "IRQ", "Nineveh", 36.335, 43.119), ("Tikrit", "PPLA", "IRQ", "Salah al-Din", 34.607, 43.678),
    ("Baghdad", "PPLC", "IRQ", "Baghdad", 33.341, 44.401), ("Raqqa", "PPLA", "SYR", "Raqqa", 35.95, 39.009),
    ("Aleppo", "PPLA", "SYR", "Aleppo", 36.201, 37.161), ("Hama", "PPLA", "SYR", "Hama", 35.131, 36.757),
    ("Kyiv", "PPLC", "UKR", "Kyiv City", 50.454, 30.524), ("Bamako", "PPLC", "MLI", "Bamako", 12.609, -7.975),
    ("Kabul", "PPLC", "AFG", "Kabul", 34.528, 69.172), ("Bogotá", "PPLC", "COL", "Bogota D.C.", 4.61, -74.082),
    ("Manila", "PPLC", "PHL", "Metro Manila", 14.604, 120.982), ("Maiduguri", "PPLA", "NGA", "Borno", 11.846, 13.16),
)  # fmt: skip
ACTORS = (
    ("Islamic State", "armed_group", None, "REB"), ("Iraqi Army", "organisation", "IRQ", "MIL"),
    ("protesters", "people_group", None, "CVL"),
    ("Syrian Democratic Forces", "armed_group", "SYR", "REB"), ("the government", "organisation", "IRQ", "GOV"),
    ("United Nations", "organisation", "IGO", "IGO"), ("police", "organisation", None, "COP"), ("Ukraine", "state", "UKR", "GOV"),
)  # fmt: skip
# Event type, mode, ACLED type and sub-type, role of its figure, the words before the figure, what is counted.
TELLINGS = (
    ("ASSAULT", "shoot", "Battles", "Armed clash", "killed", " killed ", "soldiers"),
    ("ASSAULT", "bomb", "Explosions/Remote violence", "Remote explosive/landmine/IED", "injured", " wounded ", "people"),
    ("PROTEST", "demonstrate", "Protests", "Peaceful protest", "participants", " rallied with ", "demonstrators"),
    ("COERCE", "arrest", "Strategic developments", "Arrests", "arrested", " arrested ", "suspects"),
    ("AID", "aid", None, None, None, " brought food to ", "families"),
    ("CONSULT", "visit", None, None, None, " met with ", "elders"),
    ("ASSAULT", "destroy", "Strategic developments", "Looting/property destruction", "destroyed", " destroyed ", "hiding places"),
)  # fmt: skip
BOILERPLATE = (
    ("subscription", "Subscribe now for just $5 a month and read without ads."),
    ("related", "Related: July 20, 2019 France, Germany and Britain condemn the move"),
    ("share", "Share on Facebook | Share on X"),
    ("cookie_notice", "We and our 842 partners use cookies."),
)
ABOUT = About(
    title="Sample of events and figures",
    description="Events and figures found in texts composed for tests.",
    licence=Licence("CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    code_version="0.1.0+test",
    schema_version="1.0",
    sources=(Source("Composed texts", licence="CC0-1.0", attribution="Texts composed for tests."), GEONAMES),
    homepage="https://example.org/factline",
    contributors=(Contributor("The Factline developers"),),
)

# What a text can hold to do harm to a page, a table or a reader.
HOSTILE = '<script>alert(1)</script> "quoted" it\'s ]]> --> \u202eRTL\u202c, =1+1 ' + "x" * 10_000


class Text:
    """A text that grows piece by piece and knows where each piece lies."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def add(self, piece: str) -> tuple[int, int]:
        start = self.length
        self.pieces.append(piece)
        self.length += len(piece)
        return start, self.length

    def __str__(self) -> str:
        return "".join(self.pieces)


def made_rows(documents: int, hostile: str = "", seed: int = 0) -> Iterator[tuple[Rows, dict[str, str]]]:
    """Rows and raw texts, one pair a document; places and actors come last, with their counts."""
    dice = random.Random(seed)
    named: dict[str, int] = defaultdict(int)
    for number in range(documents):
        yield made_document(number, dice, named, hostile)
    yield {"places": list(_places(named)), "actors": list(_actors(named)), "actor_names": _actor_names(named)}, {}


def made_chunks(documents: int, hostile: str = "", seed: int = 0) -> tuple[dict[str, pa.Table], dict[str, str]]:
    """The same as whole Arrow tables, and the raw texts by document."""
    rows: Rows = {name: [] for name in TABLES}
    texts: dict[str, str] = {}
    for part, raw in made_rows(documents, hostile, seed):
        for name, more in part.items():
            rows[name].extend(more)
        texts |= raw
    return {name: arrow_rows(name, found) for name, found in rows.items()}, texts


def arrow_rows(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as an Arrow table; columns that a row does not name are null."""
    return pa.Table.from_pylist(rows, schema=arrow_schema(name))


def as_functions(tables: dict[str, pa.Table]) -> dict[str, Callable[[], list[pa.Table]]]:
    """The tables in the form that publish_release takes."""
    return {name: (lambda rows=rows: [rows]) for name, rows in tables.items()}


def made_document(number: int, dice: random.Random, named: dict[str, int], hostile: str) -> tuple[Rows, dict[str, str]]:
    """One document: a title, five told events, boilerplate between them."""
    document, text = make_key("doc", "made", number), Text()
    rows: Rows = {name: [] for name in TABLES}
    published = date(2019, 1, 1) + timedelta(days=number % 2000)

    def block(start: int, label: str, kept: bool) -> None:
        key = make_key("blk", document, len(rows["blocks"]))
        rows["blocks"].append({
            "block_id": key, "document_id": document, "position": len(rows["blocks"]), "char_start": start, "char_end": text.length,
            "label": label, "kept": kept, "rule_id": f"made.{label}", "score": 0.9,
        })  # fmt: skip

    title = f"{dice.choice(TELLINGS)[0].title()} in {dice.choice(PLACES)[0]} {hostile}"
    text.add(title + "\n\n")
    block(0, "title", True)
    for told in range(5):
        start = text.length
        tell_event(rows, text, document, published, dice, named, hostile if told == 0 else "")
        text.add("\n")
        block(start, "body", True)
        label, words = BOILERPLATE[(number + told) % len(BOILERPLATE)]
        start = text.length
        text.add(words + "\n")
        block(start, label, False)
    raw = str(text)
    kept = sum(found["char_end"] - found["char_start"] for found in rows["blocks"] if found["kept"])
    rows["documents"] = [{
        "document_id": document, "source_path": f"made/{number:06d}.txt", "sha256": sha256(raw.encode()).hexdigest(),
        "text_sha256": sha256(raw.encode()).hexdigest(), "media_type": "text/plain", "encoding": "utf-8", "status": "ok",
        "title": title, "publisher": f"Gazette {number % 7}", "published_at": published.isoformat(),
        "published_basis": "metadata", "language": "en",
        "licence": "CC0-1.0", "char_count": len(raw), "kept_char_count": kept, "word_count": len(raw.split()),
        "block_count": len(rows["blocks"]),
    }]  # fmt: skip
    return rows, {document: raw}


def tell_event(
    rows: Rows, text: Text, document: str, published: date, dice: random.Random, named: dict[str, int], hostile: str
) -> None:
    """One sentence that tells an event, with its report, event, parties, figure, time and mentions."""
    kind, mode, acled, sub, role, verb, item = dice.choice(TELLINGS)
    source, target, place = dice.choice(ACTORS), dice.choice(ACTORS), dice.choice(PLACES)
    count, day = dice.randrange(1, 90), published - timedelta(days=dice.randrange(1, 6))
    start = text.length
    source_span = text.add(source[0])
    trigger_span = text.add(verb.strip().join((" ", " ")))
    trigger_span = trigger_span[0] + 1, trigger_span[1] - 1
    figure_span = text.add(f"{count} {item}")
    text.add(" of ")
    target_span = text.add(target[0])
    text.add(" in ")
    place_span = text.add(place[0])
    text.add(" on ")
    time_span = text.add(f"{day.day} {day:%B %Y}")
    _, end = text.add(f", officials said{hostile and ' ' + hostile}.")
    raw = str(text)
    report, event = make_key("rep", document, start), make_key("evt", document, start)
    time, figure, place_id = make_key("tim", document, start), make_key("fig", document, start), make_key("plc", place[0])
    edtf = day.isoformat()
    where = {"place_id": place_id, "place_name": place[0], "country": place[2], "admin1": place[3], "latitude": place[4],
             "longitude": place[5], "where_precision": 1}  # fmt: skip
    toll = {"fatalities_best": count, "fatalities_low": count, "fatalities_high": count + 2} if role == "killed" else {}
    what = {"event_type": kind, "event_mode": mode, "acled_event_type": acled, "acled_sub_event_type": sub, "polarity": "asserted",
            "modality": dice.choice(("actual", "actual", "actual", "planned")), "date_edtf": edtf, "date_start": day,
            "date_end": day, "date_basis": "explicit", "confidence": round(dice.random(), 3)}  # fmt: skip
    rows["times"].append({
        "time_id": time, "document_id": document, "char_start": time_span[0], "char_end": time_span[1],
        "text": raw[slice(*time_span)], "timex_type": "DATE",
        "timex_value": edtf, "edtf": edtf, "date_start": day, "date_end": day, "precision": "day",
        "basis": "explicit", "rule_id": "made.date",
    })  # fmt: skip
    rows["figures"].append({
        "figure_id": figure, "document_id": document, "char_start": figure_span[0], "char_end": figure_span[0] + len(str(count)),
        "text": str(count), "kind": "count", "value": Decimal(count), "qualifier": "exact", "item": item,
        "item_head": item.rstrip("s"),
        "role": role, "date_start": day, "date_end": day, "place_id": place_id, "report_id": report, "attributed_to": "officials",
        "evidence_start": start, "evidence_end": end, "rule_id": "made.count", "confidence": 0.8,
    })  # fmt: skip
    for span, mention, actor in ((source_span, source, True), (target_span, target, True), (place_span, place, False)):
        named[mention[0]] += 1
        rows["mentions"].append({
            "mention_id": make_key("men", document, span[0]), "document_id": document, "char_start": span[0], "char_end": span[1],
            "text": raw[slice(*span)], "kind": mention[1] if actor else "place", "confidence": 0.9, "rule_id": "made.name",
            "actor_id": make_key("act", mention[0]) if actor else None, "place_id": None if actor else place_id,
            "where_precision": None if actor else 1,
        })  # fmt: skip
    rows["reports"].append(what | where | toll | {
        "report_id": report, "event_id": event, "document_id": document, "evidence_start": start, "evidence_end": end,
        "evidence_text": raw[start:end], "trigger_start": trigger_span[0], "trigger_end": trigger_span[1],
        "trigger": raw[slice(*trigger_span)], "is_background": False, "attributed_to": "officials", "time_id": time,
        "merge_rule": "made.alone", "merge_score": 1.0, "rule_id": f"made.{mode}",
    })  # fmt: skip
    for party, span, who in (("source", source_span, source), ("target", target_span, target)):
        rows["report_actors"].append({
            "report_id": report, "event_id": event, "document_id": document, "role": party, "position": 0,
            "actor_id": make_key("act", who[0]), "text": raw[slice(*span)], "char_start": span[0], "char_end": span[1],
            "country": who[2], "sector": who[3],
        })  # fmt: skip
    rows["events"].append(what | where | toll | {
        "event_id": event, "date_precision": 1, "source_actor_id": make_key("act", source[0]),
        "target_actor_id": make_key("act", target[0]), "report_count": 1, "document_count": 1, "publisher_count": 1,
        "first_published": published.isoformat(), "last_published": published.isoformat(),
    })  # fmt: skip


def _places(named: dict[str, int]) -> Iterator[dict[str, Any]]:
    for name, code, country, admin1, latitude, longitude in PLACES:
        if named[name]:
            yield {"place_id": make_key("plc", name), "name": name, "feature_code": code, "country": country, "admin1": admin1,
                   "latitude": latitude, "longitude": longitude, "mention_count": named[name]}  # fmt: skip


def _actors(named: dict[str, int]) -> Iterator[dict[str, Any]]:
    for name, kind, country, sector in ACTORS:
        if named[name]:
            yield {"actor_id": make_key("act", name), "name": name, "kind": kind, "country": country, "sector": sector,
                   "mention_count": named[name]}  # fmt: skip


def _actor_names(named: dict[str, int]) -> list[dict[str, Any]]:
    return [{"actor_id": make_key("act", name), "name": name} for name, *_ in ACTORS if named[name]]
