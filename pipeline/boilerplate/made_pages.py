"""Pages to learn from, put together at random from articles and page furniture of the project's own, with exact gold.

`articles*.yml` of a folder hold articles, `words.yml` the wordings of page furniture by language, `layouts.yml` the boxes that
a page can have and the order in which kinds of pages have them. Nothing of it comes from a page on the web. Same folder and
seed, same pages.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

SLOT = re.compile(r"<(\w+)>")
SENTENCE_BREAK = re.compile(r"(?<=[.!?。！？؟]) +|(?<=[。！？])")
BULLETS = ("", "", "", "", "• ", "- ", "* ", "– ")
HEADING_MARKS = ("", "", "", "", "", "## ")
ARTICLE, FRAME = 1.0, 0.0
Row = str | list[Any]


class Line(NamedTuple):
    """A line of a page: its text, the share of it that is article (None: not to be learned from), and what parts it from the line
    before."""

    text: str
    share: float | None
    gap: str


class GoldText(NamedTuple):
    """A text with its gold: `source` is what it was made from, `spans` are (start, end, share of article or None), `weight` is
    how much it counts."""

    source: str
    raw: str
    spans: list[tuple[int, int, float | None]]
    weight: float


class Parts(NamedTuple):
    """What a folder holds: articles by language, wordings by language and slot, boxes, kinds of pages."""

    articles: dict[str, list[dict[str, Any]]]
    words: dict[str, dict[str, list[str]]]
    boxes: dict[str, list[Row]]
    layouts: list[dict[str, Any]]


def read_parts(folder: Path) -> Parts:
    """The parts of pages that a folder holds."""
    articles: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("articles*.yml")):
        for article in yaml.safe_load(path.read_text(encoding="utf-8")):
            articles.setdefault(article.get("language", "en"), []).append(article)
    words = yaml.safe_load((folder / "words.yml").read_text(encoding="utf-8"))
    layouts = yaml.safe_load((folder / "layouts.yml").read_text(encoding="utf-8"))
    return Parts(articles, words, layouts["boxes"], layouts["layouts"])


def make_pages(folder: Path, seed: int = 1) -> Iterator[GoldText]:
    """Every article of a folder in every kind of page that its language and genre allow, as often as the kind says."""
    parts = read_parts(folder)
    for language in sorted(parts.articles):
        for article in parts.articles[language]:
            for layout in parts.layouts:
                for copy in range(layout.get("copies", 1)):
                    if fits(layout, article):
                        page = Page(parts, article, Random(f"{seed} {article['id']} {layout['id']} {copy}"))
                        yield page.make(layout)


def fits(layout: Mapping[str, Any], article: Mapping[str, Any]) -> bool:
    """Whether an article has a kind of page."""
    wanted = layout.get("genres")
    return not wanted or article.get("genre", "news") in wanted


class Page:
    """One page in the making: its article, its language, and the choices that hold for all of it."""

    def __init__(self, parts: Parts, article: dict[str, Any], random: Random) -> None:
        self.parts, self.article, self.random = parts, article, random
        self.language = article.get("language", "en")
        self.others = [other for other in parts.articles[self.language] if other is not article]
        self.chosen: dict[str, str] = {}
        self.decks: dict[str, list[Any]] = {}
        self.capitals = self.language == "en" and random.random() < CAPITALS
        self.lines: list[Line] = []

    def make(self, layout: Mapping[str, Any]) -> GoldText:
        """The page of a layout: the boxes above the article, the article with the boxes inside it, and the boxes below."""
        choose = self.random.choice
        self.around, self.inside, self.between = choose(layout.get("gaps", GAPS))
        self.add_boxes(layout.get("top", {}))
        self.add_article(layout.get("inside", {}), layout)
        self.add_boxes(layout.get("bottom", {}))
        return self.finish(layout.get("weight", 1.0))

    def finish(self, weight: float) -> GoldText:
        """The lines as one text."""
        raw, spans = "", []
        for line in self.lines:
            raw += line.gap if raw else ""
            spans.append((len(raw), len(raw) + len(line.text), line.share))
            raw += line.text
        return GoldText(self.article["id"], raw, spans, weight)

    def add_boxes(self, boxes: Mapping[str, float]) -> None:
        """Those boxes whose chance comes up; each may come more than once where its number is above 1."""
        for name, chance in boxes.items():
            for _ in range(int(chance) + (self.random.random() < chance % 1)):
                self.add_box(name)

    def add_box(self, name: str) -> None:
        """A box of the frame of the page."""
        gap, inside = self.around, self.inside
        texts = list(self.expand_rows(self.parts.boxes[name], {}))
        upper = name.startswith("menu") and self.random.random() < 0.12
        for text in texts:
            share = None if text.lower() == self.article["title"].lower() else FRAME
            self.lines.append(Line(text.upper() if upper else text, share, gap))
            gap = inside

    def expand_rows(self, rows: Sequence[Row], fixed: dict[str, Any]) -> Iterator[str]:
        """The lines of a box; what its rows leave open is chosen once, so that all rows of a list look alike."""
        for row in rows:
            if isinstance(row, list):
                low, high, *repeated = row
                for _ in range(self.random.randint(low, high)):
                    yield from self.expand_rows(repeated, fixed)
                continue
            if row not in fixed:
                optional = row.startswith("? ")
                left_out = optional and self.random.random() < 0.5
                fixed[row] = "" if left_out else self.random.choice(row.removeprefix("? ").split(" || "))
            text = self.fill(fixed[row]).strip()
            if text:
                yield text

    def fill(self, template: str) -> str:
        """A wording with its slots filled."""
        return SLOT.sub(lambda found: self.fill(self.word_for(found[1])), template)

    def word_for(self, slot: str) -> str:
        """A wording for a slot; headlines are in capitals on some pages, and dates keep one form on a page."""
        text = self.choose_word(slot)
        return capitalise(text) if self.capitals and slot in HEADLINES else text

    def choose_word(self, slot: str) -> str:
        """A wording for a slot."""
        if slot in NUMBERS:
            low, high, form = NUMBERS[slot]
            return format(self.random.randint(low, high), form)
        if slot in ("title", "caption"):
            return str(self.article.get(slot) or self.deal("other").get(slot) or "")
        if slot in KEPT_FORMS:
            return str(self.chosen.setdefault(slot, self.random.choice(self.words(slot))))
        if slot == "comment" and self.article.get("comments") and self.random.random() < 0.6:
            return str(self.deal("own_comment"))
        if slot in ("teaser", "lede", "more_of_lede"):
            return self.shorten(lede(self.deal("other")), slot)
        return str(self.deal(slot))

    def shorten(self, text: str, slot: str) -> str:
        """What a teaser shows of a first paragraph."""
        if slot == "lede":
            return text
        if slot == "teaser":
            return first_words(SENTENCE_BREAK.split(text)[0], self.random.choice((99, 99, 16, 24)))
        return first_words(text, self.random.choice((30, 40, 55)))

    def deal(self, slot: str) -> Any:
        """The next wording for a slot, or the next other article: none comes twice before all have come once."""
        deck = self.decks.setdefault(slot, [])
        if not deck:
            deck += self.gather(slot)
            self.random.shuffle(deck)
        return deck.pop()

    def gather(self, slot: str) -> list[Any]:
        """All that can stand in a slot."""
        if slot == "other":
            return list(self.others)
        if slot == "headline":
            return [text for other in self.others for text in (other["title"], *other.get("related", ()))]
        if slot == "own":
            return list(self.article.get("related") or [self.deal("headline")])
        if slot == "own_comment":
            return list(self.article["comments"])
        return list(self.words(slot))

    def words(self, slot: str) -> list[str]:
        """The wordings of a slot in the language of the page; in English where it has none."""
        own = self.parts.words.get(self.language, {})
        return own.get(slot) or self.parts.words["en"][slot]

    def add_article(self, inside: Mapping[str, float], layout: Mapping[str, Any]) -> None:
        """The blocks of the article, with boxes between some of them."""
        blocks = self.cut_article(layout)
        bullet, heading = self.random.choice(BULLETS), self.random.choice(HEADING_MARKS)
        places = {name: self.places(chance, len(blocks)) for name, chance in inside.items()}
        for number, block in enumerate(blocks):
            for name, wanted in places.items():
                for _ in range(wanted.count(number)):
                    self.add_box(name)
            text = block.replace("## ", heading, 1) if block.startswith("## ") else block
            text = bullet + text[2:] if text.startswith("* ") else text
            tight = block.startswith("* ") and number and blocks[number - 1].startswith("* ")
            self.lines.append(Line(text, ARTICLE, self.inside if tight else self.between))

    def places(self, chance: float, count: int) -> list[int]:
        """Before which blocks a box comes: one for every whole of `chance`, one more by the rest of it."""
        times = int(chance) + (self.random.random() < chance % 1)
        return [self.random.randrange(1, count) for _ in range(times)] if count > 1 else []

    def cut_article(self, layout: Mapping[str, Any]) -> list[str]:
        """The article as it stands, in part, with long or with short paragraphs."""
        blocks, random = list(self.article["text"]), self.random
        if len(blocks) > 4 and random.random() < layout.get("shortened", 0.4):
            blocks = blocks[: random.randint(2, len(blocks))]
        while len(blocks) > 1 and blocks[-1].startswith("## "):
            blocks.pop()
        form = random.choice(layout.get("forms", FORMS))
        if form == "as is" or self.article.get("genre") in ("poem", "table"):
            return blocks
        if form == "one line":
            return [" ".join(re.sub(r"^(?:## |\* )", "", block) for block in blocks)]
        joined: list[str] = []
        for block in blocks:
            plain = not block.startswith(("## ", "* "))
            if form == "joined" and plain and joined and joined[-1][-1] in ".!?。" and not joined[-1].startswith(("## ", "* ")):
                joined[-1] += ("" if self.language in ("zh", "ja") else " ") + block
                form = "joined" if random.random() < 0.5 else "waiting"
                continue
            form = "joined" if form == "waiting" else form
            joined += split_block(block, 1 if form == "sentences" else 2) if plain and form in ("sentences", "pairs") else [block]
        return joined


def split_block(block: str, count: int) -> list[str]:
    """A paragraph as paragraphs of so many sentences."""
    sentences = [sentence for sentence in SENTENCE_BREAK.split(block) if sentence]
    return [" ".join(sentences[n : n + count]) for n in range(0, len(sentences), count)]


def capitalise(text: str) -> str:
    """A headline with capitals, as American papers write it.

    >>> capitalise("How to mend a flat tyre in the rain")
    'How to Mend a Flat Tyre in the Rain'
    """
    words = text.split(" ")
    return " ".join(word if n and word in SMALL_WORDS else word[:1].upper() + word[1:] for n, word in enumerate(words))


def lede(article: Mapping[str, Any]) -> str:
    """The first paragraph of an article."""
    return next((str(block) for block in article["text"] if not block.startswith(("## ", "* "))), str(article["title"]))


def first_words(text: str, count: int) -> str:
    """A text cut off after so many words, with dots."""
    words = text.split(" ")
    return text if len(words) <= count else f"{' '.join(words[:count])}..."


FORMS = ("as is", "as is", "as is", "joined", "sentences", "pairs")
# How boxes, lines in a box and paragraphs are parted.
GAPS = (("\n\n", "\n", "\n\n"), ("\n\n", "\n", "\n\n"), ("\n\n", "\n\n", "\n\n"), ("\n", "\n", "\n"), ("\n", "\n", "\n\n"))
HEADLINES = frozenset(("title", "headline", "own", "clickbait"))
SMALL_WORDS = frozenset("a an the of in on at to for from by with and or as but into over".split()) | {""}
CAPITALS = 0.4
# From, to, and how they are written.
NUMBERS = {
    "n": (1, 48, ""), "k": (2, 980, ""), "m": (1, 12, "02"), "year": (2008, 2024, ""), "day": (1, 28, ""), "hour": (1, 23, ""),
    "minute": (0, 59, "02"),
}  # fmt: skip
KEPT_FORMS = frozenset(("date", "site", "date_time", "byline"))
