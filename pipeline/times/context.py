"""Where the reader stands in the text: the day of publication, what was named last, whether news or history is told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from pipeline.times.surroundings import before
from pipeline.times.when import When, bounds, of_date, rank

BOUNDED = frozenset(("by", "until", "till", "through"))


@dataclass(slots=True)
class Mention:
    """A piece of the calendar that the text named, by its number in the list of times, and the sentence that it stands in."""

    when: When
    number: int
    sentence: int


@dataclass
class Context:
    """State of one walk through a text.

    `narrative`: dates are counted from what the text named last, not from the day of publication. For the
    expression at hand `tense` is -1, 0 or 1 (told as past, without a sign, as to come), `habit` that
    its sentence tells what happens year after year, and it stands at `position` in `text`.
    """

    published: date | None
    narrative: bool
    year: int | None = None
    main_years: frozenset[int] = frozenset()
    tense: Callable[[], int] = lambda: 0
    habit: Callable[[], bool] = lambda: False
    text: str = ""
    position: int = 0
    sentence: int = 0
    passage: int = 0
    mentions: list[Mention] = field(default_factory=list)

    @property
    def word(self) -> str:
        """The word before the expression at hand, in lower case."""
        return before(self.text, self.position).lower()

    def note(self, when: When, number: int, inferred: bool) -> None:
        """Remember what the text named. A season without its year ("over the winter") does not move the story on."""
        if rank(when.unit) <= rank("year") and not (inferred and when.unit == "season"):
            self.mentions.append(Mention(when, number, self.sentence))
            if self.is_main(when):
                self.year = when.year

    def is_main(self, when: When) -> bool:
        """Whether the year belongs to the main line of the text, not to an aside."""
        return not self.main_years or when.year in self.main_years or when.year - 1 in self.main_years

    def latest(self, coarsest: str = "year", within: int | None = None, main: bool = False) -> Mention | None:
        """What was named last and is no coarser than asked, within so many sentences; with `main` no aside."""
        for mention in reversed(self.mentions[-12:]):
            if within is not None and self.sentence - mention.sentence > within:
                return None
            if rank(mention.when.unit) <= rank(coarsest) and (not main or self.is_main(mention.when)):
                return mention
        return None

    def origin(self, coarsest: str = "year") -> tuple[When, str, int | None] | None:
        """From where "last year" and "two days ago" count: publication, or in a history without one what was named last."""
        if self.published is not None:
            return of_date(self.published), "relative_to_publication", None
        mention = self.latest(coarsest)
        return (mention.when, "relative_to_text", mention.number) if mention else None

    def told(self, coarsest: str = "year") -> tuple[When, str, int | None] | None:
        """From where "the following day" and "that year" count: what was named last, else publication."""
        mention = self.latest(coarsest, within=0) or self.latest(coarsest, main=self.narrative)
        if mention is not None:
            return mention.when, "relative_to_text", mention.number
        return (of_date(self.published), "relative_to_publication", None) if self.published and not self.narrative else None

    def base(self, coarsest: str = "year") -> tuple[When, str, int | None] | None:
        """Origin in news, what was told last in a narrative."""
        return self.told(coarsest) if self.narrative else self.origin(coarsest)


def year_of(context: Context, month: int, day: int) -> tuple[int | None, str, int | None]:
    """The year of a month or day named without one, with basis and anchor."""
    same = context.latest(within=0)
    if context.narrative:
        mention = context.latest(main=True)
        if mention is not None:
            return narrative_year(mention.when, month), "relative_to_text", mention.number
        return context.year, "relative_to_text" if context.year is not None else "unresolved", None
    if context.published is None:
        return None, "unresolved", None
    if same is not None and same.when.year < context.published.year - 1 and context.tense() <= 0:
        return narrative_year(same.when, month), "relative_to_text", same.number
    return news_year(context.published, month, day, context.tense(), context.word in BOUNDED), "relative_to_publication", None


def narrative_year(when: When, month: int) -> int:
    """A history goes forward: February after November is the next year's."""
    known = when.month
    if known and known - month >= 7:
        return when.year + 1
    if known and month - known >= 10:
        return when.year - 1
    return when.year


def news_year(published: date, month: int, day: int, tense: int, bounded: bool = False) -> int:
    """The year nearest to publication for a day, the latest one for a month unless the tense says otherwise."""
    distance = (month - published.month) * 30 + ((day - published.day) if day else 0)
    if bounded:
        return published.year + (1 if distance < -180 else -1 if distance > 180 else 0)
    if distance > 0 and tense <= 0:
        limit = 75 if day else 31 if tense < 0 else 45
        return published.year if distance <= limit else published.year - 1
    if distance < -60 and tense > 0:
        return published.year + 1
    if distance < -280 and tense >= 0:
        return published.year + 1
    return published.year


def first_day(when: When) -> date | None:
    """The first day of a piece of the calendar."""
    return bounds(when)[0]
