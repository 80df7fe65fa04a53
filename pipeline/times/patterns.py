"""The notation of the grammar's patterns: word classes, quoted words, named groups and segments, made into regular expressions.

A pattern is matched against a text in which every word is one character, its code. `MONTH` stands for any word of that class,
`'of'` for that very word, `day:DAY` names what is found, `( | )` groups, `?` and `{1,3}` repeat, `<NAME>` inserts a macro, and
`[ ]` marks a segment: a pattern with segments yields one expression for each of them, not one for all.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

PART = re.compile(r"\s*(?:(?P<name>[a-z]\w*):)?(?:'(?P<word>[^']+)'|(?P<cls>[A-Z][A-Z0-9_]*)|(?P<mark>[()|\[\]?]|\{\d,\d\}))")
MACRO = re.compile(r"<([A-Z_0-9]+)>")


class PatternError(ValueError):
    """A pattern of the grammar cannot be read."""


class Pattern(NamedTuple):
    """A compiled pattern: which classes each named group may be, how many segments it has, and what it can begin with.

    `firsts` and `seconds` are the codes that can come first and second, `single` whether one code alone can match.
    """

    regex: re.Pattern[str]
    classes: Mapping[str, tuple[str, ...]]
    segments: int
    firsts: frozenset[str]
    seconds: frozenset[str]
    single: bool


class Node(NamedTuple):
    """A piece of a pattern: its regular expression, the codes that can come first and second, whether it can be empty or single."""

    regex: str
    firsts: frozenset[str]
    seconds: frozenset[str]
    empty: bool
    single: bool


NO_CODES: frozenset[str] = frozenset()


def followed(first: Node, second: Node) -> Node:
    """One piece behind the other."""
    return Node(
        first.regex + second.regex,
        first.firsts | (second.firsts if first.empty else NO_CODES),
        first.seconds | (second.firsts if first.single else NO_CODES) | (second.seconds if first.empty else NO_CODES),
        first.empty and second.empty,
        (first.single and second.empty) or (first.empty and second.single),
    )


def expand_macros(pattern: str, macros: Mapping[str, str]) -> str:
    """The pattern with every `<NAME>` replaced by its macro, macros within macros too.

    >>> expand_macros("<DAY> MONTH", {"DAY": "'the'? day:DAY"})
    "('the'? day:DAY) MONTH"
    """
    while MACRO.search(pattern):
        pattern = MACRO.sub(lambda found: f"({macros[found[1]]})", pattern)
    return pattern


def words_of(pattern: str) -> set[str]:
    """The quoted words of a pattern."""
    return {found["word"] for found in PART.finditer(pattern) if found["word"]}


def compile_pattern(pattern: str, codes: Mapping[str, frozenset[str]]) -> Pattern:
    """The compiled pattern; `codes` are those of each class of words, a quoted word being a class with "=" before it.

    Raises PatternError where brackets do not match, a sign is unknown or no word is of a class.
    """
    return Compiler(pattern, codes).compile()


class Compiler:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str, codes: Mapping[str, frozenset[str]]) -> None:
        self.pattern = pattern
        self.codes = codes
        self.position = 0
        self.classes: dict[str, tuple[str, ...]] = {}
        self.segments = 0

    def compile(self) -> Pattern:
        """The whole pattern."""
        node = self.alternatives()
        if self.position < len(self.pattern.rstrip()):
            raise PatternError(f"cannot read {self.pattern!r} from character {self.position}")
        return Pattern(re.compile(node.regex), self.classes, self.segments, node.firsts, node.seconds, node.single)

    def take(self) -> re.Match[str] | None:
        """The next sign, or None at the end of the pattern or before a closing bracket or bar."""
        found = PART.match(self.pattern, self.position)
        if found is None or found["mark"] in (")", "]", "|"):
            return None
        self.position = found.end()
        return found

    def alternatives(self) -> Node:
        """Sequences separated by bars."""
        nodes = [self.sequence()]
        while self.peek("|"):
            nodes.append(self.sequence())
        regex = nodes[0].regex if len(nodes) == 1 else "(?:" + "|".join(node.regex for node in nodes) + ")"
        return Node(
            regex,
            frozenset().union(*(node.firsts for node in nodes)),
            frozenset().union(*(node.seconds for node in nodes)),
            any(node.empty for node in nodes),
            any(node.single for node in nodes),
        )

    def peek(self, mark: str) -> bool:
        """Whether the next sign is `mark`; if so it is taken."""
        found = PART.match(self.pattern, self.position)
        if found is None or found["mark"] != mark:
            return False
        self.position = found.end()
        return True

    def sequence(self) -> Node:
        """Pieces one after the other."""
        whole = Node("", NO_CODES, NO_CODES, True, False)
        while (found := self.take()) is not None:
            whole = followed(whole, self.repeated(self.piece(found)))
        return whole

    def repeated(self, node: Node) -> Node:
        """The piece with the repetition that follows it."""
        if self.peek("?"):
            return node._replace(regex=f"(?:{node.regex})?", empty=True)
        found = PART.match(self.pattern, self.position)
        if found and found["mark"] and found["mark"].startswith("{"):
            self.position = found.end()
            again = node.seconds | (node.firsts if node.single or node.empty else NO_CODES)
            return node._replace(
                regex=f"(?:{node.regex}){found['mark']}", seconds=again, empty=node.empty or found["mark"][1] == "0"
            )
        return node

    def piece(self, found: re.Match[str]) -> Node:
        """A class, a word, a group or a segment."""
        if found["mark"] == "[":
            self.segments += 1
            number = self.segments
            node = self.bracketed("]")
            return node._replace(regex=f"(?P<segment{number}>{node.regex})")
        if found["mark"] == "(":
            start = self.position
            node = self.bracketed(")")
            return self.named(found["name"], node, tuple(re.findall(r"[A-Z][A-Z0-9_]*", self.pattern[start : self.position])))
        if found["mark"]:
            raise PatternError(f"{found['mark']!r} cannot stand at character {found.start()} of {self.pattern!r}")
        name = f"={found['word']}" if found["word"] else found["cls"]
        if name not in self.codes:
            raise PatternError(f"no word is {name!r}")
        codes = self.codes[name]
        node = Node("[" + "".join(sorted(map(re.escape, codes))) + "]", codes, NO_CODES, False, True)
        return self.named(found["name"], node, (found["cls"] or "",))

    def named(self, name: str | None, node: Node, classes: tuple[str, ...]) -> Node:
        """The piece as a named group, where it has a name."""
        if name is None:
            return node
        unique = name if name not in self.classes else f"{name}__{len(self.classes)}"  # alternatives may share a name
        self.classes[unique] = classes
        return node._replace(regex=f"(?P<{unique}>{node.regex})")

    def bracketed(self, closing: str) -> Node:
        """What stands in brackets."""
        node = self.alternatives()
        if not self.peek(closing):
            raise PatternError(f"{closing!r} is missing at character {self.position} of {self.pattern!r}")
        return node
