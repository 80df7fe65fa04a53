"""Find the numbers of a text, one after the other, from anchors: the grammar around the words of `numerals`."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.figures.number_parts import ARTICLE_OF, PART_AFTER, read_few, read_part, read_vague
from pipeline.figures.number_run import read_run
from pipeline.figures.numerals import (
    DECIMAL_COMMA,
    DIGITS,
    EXPONENT,
    FRACTIONS,
    LEXICON,
    SLASHED,
    SUPERSCRIPTS,
    Numeral,
    anchor,
    divide,
    exact,
    row_of_numbers,
    scale_after,
    scale_letters,
    times,
    words_of,
)  # fmt: skip
from pipeline.lexicon import Entry, check_examples, read_entries

NUMBER = re.compile(DIGITS)
PLAIN = re.compile(r"\d++(?![.,/⁄]| [\d/⁄]|-\d)")  # most numbers: nothing stands behind that could be part of them
CIRCUMFLEX = re.compile(r"\^(\d{1,2})\b")
POWER_SIGNS = frozenset("x×·*eE")
SIGN_ENDS = frozenset("-−– ")
SLASH = re.compile(SLASHED)
FRACTION = re.compile(r"(?:(\d+)[ -])?(\d+) ?[/⁄] ?(\d+)")
VULGAR = re.compile(rf" ?([{''.join(FRACTIONS)}])")
AND_FRACTION = re.compile(r"[ -]and[ -](?:a|an|one)[ -](half|third|quarter|fifth)\b|[ -]and[ -](three)[ -]quarters\b", re.I)
POINT = re.compile(r" point ((?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b ?){1,6})", re.I)
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.I)
LETTERS = re.compile(r"[\w-]*")
SIGN = re.compile(r"(?:^|(?<!\d)[\s(:=])[-−–]$|[$€£][-−]$|\b(?:minus|negative) $", re.I)
ARTICLE = re.compile(
    r"\b(half an?|an?|quarter of an?|several|an? few|few|an? couple|an? couple of|hundreds of|tens of|dozens of|another|per)[ -]$",
    re.I,
)
ONE = Decimal(1)
DIGIT_WORDS = {word: str(digit) for digit, word in enumerate("zero one two three four five six seven eight nine".split())} | {
    "oh": "0"
}


def find_numerals(text: str, start: int, end: int) -> Iterator[Numeral]:
    """The numbers of `text[start:end]` in order, without overlaps; rows of bare numbers are passed over.

    >>> [str(n.value) for n in find_numerals("4.2 million of 1,200 and two dozen in half a million", 0, 52)]
    ['4200000', '1200', '24', '500000']
    """
    position = floor = start
    search = anchor().search
    while found := search(text, position, end):
        numeral = read_numeral(text, found.start(), floor)
        if numeral is None:
            after = LETTERS.match(text, found.end())
            position = after.end() if after and text[found.start()].isdigit() else found.end()
            continue
        row = row_of_numbers().match(text, numeral.start, end)
        if row is not None:
            position = floor = row.end()
            continue
        position = max(numeral.end, found.end())
        floor = numeral.end
        if numeral.start >= start and numeral.end <= end:
            yield numeral


def read_numeral(text: str, position: int, floor: int) -> Numeral | None:
    """The number whose first digit or number word stands at `position`; its article may stand before, not before `floor`."""
    first = text[position]
    if first in FRACTIONS:
        return finish(text, position, position + 1, vulgar(first), "fraction")
    if first.isdigit():
        return read_digits(text, position, floor)
    word = word_at(text, position)
    parts = words_of()
    before = text[max(floor, position - 16) : position]
    if word in parts["unit"] or word in parts["ten"]:
        return read_words(text, position)
    if word in parts["hundred"] or word in parts["scale"]:
        return read_scale_word(text, position, before)
    if word in parts["vague"]:
        return read_vague(text, position, word)
    if word in parts["fraction"]:
        return read_part(text, position, word, before)
    return read_few(text, position, word, before)


def word_at(text: str, position: int) -> str:
    """The letters at `position`, in lower case."""
    end = position
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[position:end].lower()


def vulgar(sign: str) -> Decimal:
    """The value of a one-character fraction."""
    top, _, bottom = FRACTIONS[sign].partition("/")
    return divide(Decimal(top), Decimal(bottom)) if bottom else Decimal(top)


def read_digits(text: str, position: int, floor: int) -> Numeral | None:
    """A number that begins with digits; None where they are part of a name, of an ordinal or of a longer code."""
    start = position
    if position > floor and text[position - 1] == "." and (position == 1 or text[position - 2] in " (\n[<>=~"):
        start = position - 1
    if plain := PLAIN.match(text, start):
        value, end = Decimal(plain.group()), plain.end()
    else:
        slashed = SLASH.match(text, start)
        if slashed and (read := read_slashed(slashed.group())) is not None:
            return finish(text, start, slashed.end(), read, "fraction")
        found = DECIMAL_COMMA.match(text, start) or NUMBER.match(text, start)
        if found is None:
            return None
        value, end = exact(found.group()), found.end()
    if ORDINAL.match(text, end):
        return None
    value, end = with_power(text, end, value)
    if text[start - 1 : start] in SIGN_ENDS and (sign := SIGN.search(text[max(0, start - 10) : start])):
        start, value = start - (1 if text[start - 1] in "-−–" else len(sign.group())), -value
    return finish(text, start, end, value, "digits")


def with_power(text: str, end: int, value: Decimal) -> tuple[Decimal, int]:
    """The value of digits that end at `end`, with the small fraction and the power of ten behind them, and where those end."""
    following = text[end : end + 2].lstrip(" ")[:1]
    if following in FRACTIONS and (part := VULGAR.match(text, end)):
        value, end = value + vulgar(part.group(1)), part.end()
        following = text[end : end + 2].lstrip(" ")[:1]
    if following == "^" and value == 10 and (raised := CIRCUMFLEX.match(text, end)):
        return value ** int(raised.group(1)), raised.end()
    if following in POWER_SIGNS and (power := EXPONENT.match(text, end)):
        return raise_power(value, power), power.end()
    return value, end


def read_slashed(digits: str) -> Decimal | None:
    """The value of "1/3" or "2 1/2"; None for what is no proper fraction ("24/7", "9/0").

    >>> read_slashed("1/4"), read_slashed("2-1/2"), read_slashed("3 1 / 2"), read_slashed("24/7")
    (Decimal('0.25'), Decimal('2.5'), Decimal('3.5'), None)
    """
    found = FRACTION.fullmatch(digits)
    if found is None:
        return None
    top, bottom = Decimal(found[2]), Decimal(found[3])
    if bottom == 0 or top >= bottom or (bottom > 100 and top != 1):
        return None
    return Decimal(found[1] or 0) + divide(top, bottom)


def raise_power(value: Decimal, found: re.Match[str]) -> Decimal:
    """The value times ten (or two) to the power that stands behind it."""
    ten, two, plain = found.groups()
    if two:
        return times(value, Decimal(2) ** int(two))
    power = int((ten or plain).translate(SUPERSCRIPTS).replace("−", "-").replace("–", "-"))
    return value.scaleb(max(min(power, 40), -40))


def finish(text: str, start: int, end: int, value: Decimal, form: str, scaled: Decimal = ONE) -> Numeral:
    """The number with the fraction and the scale that follow it."""
    if scaled == 1 and text.startswith("and", end + 1) and (half := AND_FRACTION.match(text, end)):
        part = Decimal(3) if half.group(2) else Decimal(1)
        value, end = value + divide(part, words_of()["fraction"][(half.group(1) or "quarter").lower()]), half.end()
    bare, mark = end, ""
    for _ in range(2):
        following = text[end : end + 1]
        if (text[end + 1 : end + 2] if following in (" ", "-") else following) not in scale_letters():
            break
        scale = scale_after().match(text, end)
        if scale is None:
            break
        mark = scale.group(3) or ""
        if mark and form not in ("digits", "mixed", "fraction"):
            mark = ""
            break
        mark = mark.strip()
        word = (scale.group(1) or scale.group(2) or "").lower()
        if word == "gross":
            break
        factor = words_of()["mark"][mark] if mark else Decimal(100) if word == "hundred" else words_of()["scale"][word]
        value, end, form, scaled = times(value, factor), scale.end(), "mixed", times(scaled, factor)
        if mark:
            break
        bare = end
    if scaled > 1 and not mark and (half := AND_FRACTION.match(text, end)):
        part = divide(Decimal(3) if half.group(2) else ONE, words_of()["fraction"][(half.group(1) or "quarter").lower()])
        value, end = value + times(part, scaled), half.end()
    return Numeral(start, end, value, None, None, form, mark, bare, scaled)


def read_words(text: str, position: int, seed: Decimal | None = None, start: int | None = None) -> Numeral | None:
    """A number that begins with a number word, with its fraction ("two-thirds", "two and a half million")."""
    read = read_run(text, position, seed)
    if read is None:
        return None
    value, end, scaled = read
    begin = position if start is None else start
    if part := part_behind(text, end, value):
        return Numeral(begin, part[1], part[0], None, None, "fraction", "", part[1])
    if point := POINT.match(text, end):
        digits = "".join(DIGIT_WORDS[word.lower()] for word in point.group(1).split())
        value, end = value + Decimal(f"0.{digits}"), end + len(point.group().rstrip())
    if ORDINAL_WORD.match(text, end):
        return None
    if begin >= 6 and text[begin - 6 : begin].lower() == "minus ":
        begin, value = begin - 6, -value
    return finish(text, begin, end, value, "words", scaled)


ORDINAL_WORD = re.compile(r"-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b|(?<=[a-z])(?:th|ieth)\b", re.I)
PART_BEHIND = re.compile(rf"(?P<join>[ -])(?P<part>{'|'.join(sorted(words_of()['fraction'], key=len, reverse=True))})\b", re.I)


def part_behind(text: str, end: int, value: Decimal) -> tuple[Decimal, int] | None:
    """The fraction that a counted part makes ("two-thirds", "one in" not), and where it ends."""
    found = PART_BEHIND.match(text, end)
    if found is None:
        return None
    part = found.group("part").lower()
    plural = part.endswith(("s", "lves"))
    if plural == (value == 1) or value >= 100:
        return None
    loose = part.startswith(("quarter", "half")) and found.group("join") == " "
    if (loose or not plural) and not (
        text.startswith(" of", found.end()) or found.group("join") == "-" or PART_AFTER.match(text, found.end())
    ):
        return None
    value = divide(value, words_of()["fraction"][part])
    if of := ARTICLE_OF.match(text, found.end()):
        return times(value, words_of()["scale"][of.group(1).lower()]), of.end()
    return value, found.end()


def read_scale_word(text: str, position: int, before: str) -> Numeral | None:
    """ "a hundred", "half a million", "a dozen": a scale word with its article; a bare scale word is no number."""
    found = ARTICLE.search(before)
    if found is None:
        return None
    article = found.group(1).lower()
    start = position - len(found.group())
    if article in ("a", "an", "another"):
        return read_words(text, position, Decimal(1), start if article != "another" else position)
    if article.startswith("half"):
        read = read_words(text, position, Decimal("1"), start)
        return read._replace(value=times(read.value, Decimal("0.5"))) if read and read.value is not None else None
    return None


def check_lexicon() -> None:
    """Hold every entry of the number words to its examples; raises LexiconError."""

    def matches(entry: Entry, example: str) -> bool:
        known = {str(word) for word in entry["words"]}
        found = [example[numeral.start : numeral.end] for numeral in find_numerals(example, 0, len(example))]
        return any(re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", written, re.I) for word in known for written in found)

    check_examples(LEXICON, read_entries(__package__, LEXICON), matches)
