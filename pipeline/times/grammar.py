"""The grammar of time expressions: rules of grammar.yml, compiled, and where they match in a text.

At each word the longest match wins; among equals the rule that stands first in the file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.lexicon import Entry, LexiconError, read_entries
from pipeline.text.page import Page
from pipeline.times.islands import CORE_ANCIENT, core_of, islands, kinds_of
from pipeline.times.items import Item, Reader
from pipeline.times.patterns import Pattern, PatternError, compile_pattern, expand_macros, words_of
from pipeline.times.vocabulary import Vocabulary, load_vocabulary

ENDS = "123"
MOST_ITEMS = 32  # more than any pattern can match


class Rule(NamedTuple):
    """A rule of the grammar: `means` names the reading, `guard` the test of a match, `give` holds what the words do not say."""

    rule_id: str
    order: int
    pattern: Pattern
    means: str
    guard: str | None
    give: Mapping[str, Any]


class Match(NamedTuple):
    """Characters `start` to `end` that a rule matched, and the values of its groups by name."""

    start: int
    end: int
    rule: Rule
    groups: Mapping[str, Any]
    items: tuple[Item, ...]


class Grammar(NamedTuple):
    """All rules, by the code of the word that they can begin with."""

    vocabulary: Vocabulary
    by_first: Mapping[str, Sequence[Rule]]
    entries: tuple[Entry, ...]


@lru_cache(maxsize=1)
def load_grammar() -> Grammar:
    """The grammar; raises LexiconError for a rule that cannot be read."""
    entries = read_entries(__package__, "grammar.yml")
    macros = {entry["id"]: entry["macro"] for entry in entries if "macro" in entry}
    sources = [(entry, expand_macros(source, macros)) for entry in entries if "macro" not in entry for source in patterns_of(entry)]
    vocabulary = load_vocabulary(frozenset().union(*(words_of(source) for _, source in sources)))
    by_first: dict[str, list[Rule]] = {}
    codes = vocabulary.codes_by_class()
    for order, (entry, source) in enumerate(sources):
        rule = compile_rule(entry, order, source, codes)
        for code in rule.pattern.firsts:
            by_first.setdefault(code, []).append(rule)
    return Grammar(vocabulary, by_first, tuple(entry for entry in entries if "macro" not in entry))


def patterns_of(entry: Entry) -> list[str]:
    """The patterns of an entry: one or a list."""
    found = entry["pattern"]
    return [found] if isinstance(found, str) else list(found)


def compile_rule(entry: Entry, order: int, source: str, codes: Mapping[str, frozenset[str]]) -> Rule:
    """The rule of one pattern of an entry; `codes` are those of each class of words."""
    try:
        pattern = compile_pattern(source, codes)
    except (PatternError, ValueError) as error:
        raise LexiconError(f"grammar.yml: entry {entry['id']!r}: {error}") from error
    return Rule(entry["id"], order, pattern, entry["means"], entry.get("guard"), entry.get("give", {}))


Guard = Callable[[Match, str], bool]


def find_matches(page: Page, runs: Sequence[tuple[int, int]], passes: Guard) -> list[Match]:
    """The matches in the given runs of tokens, in order, none overlapping; `passes` is asked where a rule has a guard."""
    grammar, text = load_grammar(), page.text
    kinds = kinds_of(grammar.vocabulary, page.lowers)
    core = core_of(text)
    reader = Reader(grammar.vocabulary, text, page.tokens)
    return [
        match
        for first, last in runs
        for start, end in islands(kinds, first, last, core)
        for match in matches_of(grammar, reader.items(start, end), text, passes, core is CORE_ANCIENT)
    ]


def matches_of(grammar: Grammar, items: Sequence[Item], text: str, passes: Guard, ancient: bool) -> Iterator[Match]:
    """The matches among the items of one island; `ancient` in a text that tells of years before 1000."""
    codes = "".join([item.code for item in items])
    position = 0
    while position < len(items):
        found: list[Match] = []
        after = position + 1
        if codes[position] in grammar.by_first:
            found, after = best_match(items, codes, position, text, passes, ancient)
        yield from found
        position = after


class Hit(NamedTuple):
    """A rule that matches so many codes, and the codes of each of its groups and segments, counted from the first."""

    rule: Rule
    length: int
    groups: Sequence[tuple[str, str, slice]]
    segments: Sequence[slice]


@lru_cache(maxsize=8192)
def rules_for(codes: str) -> tuple[Rule, ...]:
    """The rules that can begin with one code, or with two: a few of all that can begin with the first."""
    rules = load_grammar().by_first.get(codes[0], ())
    return tuple(rule for rule in rules if rule.pattern.single or codes[1:] in rule.pattern.seconds)


@lru_cache(maxsize=8192)
def hits_at(codes: str) -> tuple[Hit, ...]:
    """The rules that match from the first of the codes, the longest first, then in the order of the file.

    The same few words stand round most dates, so what matches is remembered.
    """
    found = []
    for rule in rules_for(codes[:2]):
        hit = rule.pattern.regex.match(codes)
        if hit is not None and hit.end():
            groups = [(name.split("__")[0], name, slice(*hit.span(name))) for name in rule.pattern.classes if hit[name] is not None]
            segments = [slice(*hit.span(f"segment{number}")) for number in range(1, rule.pattern.segments + 1)]
            found.append(Hit(rule, hit.end(), groups, segments))
    return tuple(sorted(found, key=lambda one: (-one.length, one.rule.order)))


def best_match(
    items: Sequence[Item], codes: str, position: int, text: str, passes: Guard, ancient: bool
) -> tuple[list[Match], int]:
    """The longest match at an item that passes its guard, as one expression or one for each segment, and the item after it."""
    for hit in hits_at(codes[position : position + MOST_ITEMS]):
        span = items[position : position + hit.length]
        if crosses_line(text, span) or ("bare" in hit.rule.give and not ancient):
            continue
        matches = read_match(hit, span)
        if hit.rule.guard is None or all(passes(match, text) for match in matches):
            return matches, position + hit.length
    return [], position + 1


LINE_STARTERS = frozenset({"WEEKDAY", "WEEKDAY_SHORT", "NUMDATE", "CLOCK", "EVERY", "TODAY"})


def crosses_line(text: str, items: Sequence[Item]) -> bool:
    """Whether a line begins within the match, and with a word that begins an expression of its own: wrapped lines seldom do."""
    if "\n" not in text[items[0].start : items[-1].end]:
        return False
    pairs = pairwise(items)
    return any("\n" in text[first.end : second.start] and not LINE_STARTERS.isdisjoint(second.values) for first, second in pairs)


def read_match(hit: Hit, items: Sequence[Item]) -> list[Match]:
    """The expressions of a hit: names that end in 1, 2 or 3 belong to that segment alone, all other names to each."""
    rule = hit.rule
    groups = {key: value_of(rule, name, items[span]) for key, name, span in hit.groups}
    if not rule.pattern.segments:
        return [Match(items[0].start, items[-1].end, rule, dict(rule.give) | groups, tuple(items))]
    matches = []
    for number, segment in enumerate(hit.segments, 1):
        span = tuple(items[segment])
        own = {name.rstrip(ENDS): value for name, value in groups.items() if name[-1] not in ENDS or name[-1] == str(number)}
        matches.append(Match(span[0].start, span[-1].end, rule, dict(rule.give) | own, span))
    return matches


def value_of(rule: Rule, name: str, items: Sequence[Item]) -> Any:
    """The value of a group: that of its first item in the first class that the group may be, else True."""
    for item in items:
        for wanted in rule.pattern.classes[name]:
            if wanted in item.values:
                return item.values[wanted]
        for name_of_class in item.values:
            if name_of_class.startswith("="):
                return item.values[name_of_class]
    return True
