"""Made-up rows for every table that keep the three laws, as many as asked for: texts composed of pieces with known spans."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

import pyarrow as pa

from pipeline.publish.about import GEONAMES, About, Contributor, Licence, Source
from pipeline.tables import TABLES, arrow_schema
from pipeline.tables.pieces import Piece, as_pieces
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
HOSTILE = '<script>alert(1)</script> "quoted" it\'s ]]> --> \u202eRTL\u202c, =1+1 "",\r\n tab\t \u2028 😀 ' + "x" * 10_000


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


def in_pieces(tables: dict[str, pa.Table], rows: int = 10) -> dict[str, list[Piece]]:
    """The tables in the form that publish_release takes: so many rows to a piece."""
    return {
        name: as_pieces(name, (table.slice(start, rows) for start in range(0, table.num_rows, rows)))
        for name, table in tables.items()
    }


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
            "removed_text": None if kept else "".join(text.pieces)[start : start + 120],
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


class Told(NamedTuple):
    """A composed sentence: its parts, their spans, and the keys of what it tells."""

    document: str
    start: int
    end: int
    raw: str
    day: date
    count: int
    telling: tuple[Any, ...]
    source: tuple[Any, ...]
    target: tuple[Any, ...]
    place: tuple[Any, ...]
    spans: dict[str, tuple[int, int]]

    def key(self, prefix: str) -> str:
        return make_key(prefix, self.document, self.start)

    def written(self, part: str) -> dict[str, Any]:
        start, end = self.spans[part]
        return {"document_id": self.document, "char_start": start, "char_end": end, "text": self.raw[start:end]}


def tell_event(
    rows: Rows, text: Text, document: str, published: date, dice: random.Random, named: dict[str, int], hostile: str
) -> None:
    """One sentence that tells an event, with its report, event, parties, figure, time and mentions."""
    told = compose(text, document, published, dice, hostile)
    add_findings(rows, told, named)
    add_event(rows, told, published, dice)


def compose(text: Text, document: str, published: date, dice: random.Random, hostile: str) -> Told:
    """Write the sentence, piece by piece."""
    telling, source, target, place = dice.choice(TELLINGS), dice.choice(ACTORS), dice.choice(ACTORS), dice.choice(PLACES)
    count, day, start = dice.randrange(1, 90), published - timedelta(days=dice.randrange(1, 6)), text.length
    spans = {"source": text.add(source[0])}
    text.add(" ")
    spans["trigger"] = text.add(telling[5].strip())
    text.add(" ")
    spans["figure"] = text.add(str(count))
    text.add(f" {telling[6]} of ")
    spans["target"] = text.add(target[0])
    text.add(" in ")
    spans["place"] = text.add(place[0])
    text.add(" on ")
    spans["time"] = text.add(f"{day.day} {day:%B %Y}")
    _, end = text.add(f", officials said{hostile and ' ' + hostile}.")
    return Told(document, start, end, str(text), day, count, telling, source, target, place, spans)


def add_findings(rows: Rows, told: Told, named: dict[str, int]) -> None:
    """The sentence's time, figure and mentions."""
    day = {"date_start": told.day, "date_end": told.day}
    rows["times"].append(told.written("time") | day | {
        "time_id": told.key("tim"), "timex_type": "DATE", "timex_value": told.day.isoformat(), "edtf": told.day.isoformat(),
        "precision": "day", "basis": "explicit", "rule_id": "made.date",
    })  # fmt: skip
    rows["figures"].append(told.written("figure") | day | {
        "figure_id": told.key("fig"), "kind": "count", "value": Decimal(told.count), "qualifier": "exact", "item": told.telling[6],
        "item_head": told.telling[6].rstrip("s"), "role": told.telling[4], "place_id": make_key("plc", told.place[0]),
        "report_id": told.key("rep"), "attributed_to": "officials", "evidence_start": told.start, "evidence_end": told.end,
        "evidence_text": told.raw[told.start : told.end], "rule_id": "made.count", "confidence": 0.8,
    })  # fmt: skip
    for part, who in (("source", told.source), ("target", told.target), ("place", told.place)):
        named[who[0]] += 1
        is_place = part == "place"
        rows["mentions"].append(told.written(part) | {
            "mention_id": make_key("men", told.document, told.spans[part][0]), "kind": "place" if is_place else who[1],
            "actor_id": None if is_place else make_key("act", who[0]), "place_id": make_key("plc", who[0]) if is_place else None,
            "where_precision": 1 if is_place else None, "confidence": 0.9, "rule_id": "made.name",
        })  # fmt: skip


def add_event(rows: Rows, told: Told, published: date, dice: random.Random) -> None:
    """The sentence's report, its parties, and the event that it alone tells."""
    kind, mode, acled, sub, role, *_ = told.telling
    name, _, country, admin1, latitude, longitude = told.place
    both = {
        "event_id": told.key("evt"), "event_type": kind, "event_mode": mode, "acled_event_type": acled, "acled_sub_event_type": sub,
        "polarity": "asserted", "modality": dice.choice(("actual", "actual", "actual", "planned")),
        "date_edtf": told.day.isoformat(), "date_start": told.day, "date_end": told.day, "date_basis": "explicit",
        "place_id": make_key("plc", name), "place_name": name, "country": country, "admin1": admin1, "latitude": latitude,
        "longitude": longitude, "where_precision": 1, "confidence": round(dice.random(), 3),
    }  # fmt: skip
    if role == "killed":
        both |= {"fatalities_best": told.count, "fatalities_low": told.count, "fatalities_high": told.count + 2}
    first, last = told.spans["trigger"]
    rows["reports"].append(both | {
        "report_id": told.key("rep"), "document_id": told.document, "evidence_start": told.start, "evidence_end": told.end,
        "evidence_text": told.raw[told.start : told.end], "trigger_start": first, "trigger_end": last,
        "trigger": told.raw[first:last], "is_background": False, "attributed_to": "officials", "time_id": told.key("tim"),
        "merge_rule": "made.alone", "merge_score": 1.0, "rule_id": f"made.{mode}",
    })  # fmt: skip
    for part, who in (("source", told.source), ("target", told.target)):
        rows["report_actors"].append(told.written(part) | {
            "report_id": told.key("rep"), "event_id": told.key("evt"), "role": part, "position": 0,
            "actor_id": make_key("act", who[0]), "country": who[2], "sector": who[3],
        })  # fmt: skip
    rows["events"].append(both | {
        "date_precision": 1, "source_actor_id": make_key("act", told.source[0]), "target_actor_id": make_key("act", told.target[0]),
        "report_count": 1, "document_count": 1, "publisher_count": 1, "first_published": published.isoformat(),
        "last_published": published.isoformat(),
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
