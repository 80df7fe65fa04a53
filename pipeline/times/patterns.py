"""The notation of the grammar's patterns: word classes, quoted words, named groups and segments, made into regular expressions.

A pattern is matched against a text in which every word is one character, its code. `MONTH` stands for any word of that class,
`'of'` for that very word, `day:DAY` names what is found, `( | )` groups, `?` and `{1,3}` repeat, `<NAME>` inserts a macro, and
`[ ]` marks a segment: a pattern with segments yields one expression for each of them, not one for all.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

PART = re.compile(r"\s*(?:(?P<name>[a-z]\w*):)?(?:'(?P<word>[^']+)'|(?P<cls>[A-Z][A-Z0-9_]*)|(?P<mark>[()|\[\]?]|\{\d,\d\}))")
MACRO = re.compile(r"<([A-Z_0-9]+)>")


class PatternError(ValueError):
    """A pattern of the grammar cannot be read."""


class Pattern(NamedTuple):
    """A compiled pattern: which classes each named group may be, how many segments it has, and the codes that it can begin with."""

    regex: re.Pattern[str]
    classes: Mapping[str, tuple[str, ...]]
    segments: int
    firsts: frozenset[str]


class Node(NamedTuple):
    """A piece of a pattern: its regular expression, the codes it can begin with, and whether it can be empty."""

    regex: str
    firsts: frozenset[str]
    empty: bool


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


def compile_pattern(pattern: str, codes_of: Callable[[str, bool], frozenset[str]]) -> Pattern:
    """The compiled pattern; `codes_of(name, quoted)` gives the codes of a class or of a quoted word.

    Raises PatternError where brackets do not match or a sign is unknown.
    """
    return Compiler(pattern, codes_of).compile()


class Compiler:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str, codes_of: Callable[[str, bool], frozenset[str]]) -> None:
        self.pattern = pattern
        self.codes_of = codes_of
        self.position = 0
        self.classes: dict[str, tuple[str, ...]] = {}
        self.segments = 0

    def compile(self) -> Pattern:
        """The whole pattern."""
        node = self.alternatives()
        if self.position < len(self.pattern.rstrip()):
            raise PatternError(f"cannot read {self.pattern!r} from character {self.position}")
        return Pattern(re.compile(node.regex), self.classes, self.segments, node.firsts)

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
        return Node(regex, frozenset().union(*(node.firsts for node in nodes)), any(node.empty for node in nodes))

    def peek(self, mark: str) -> bool:
        """Whether the next sign is `mark`; if so it is taken."""
        found = PART.match(self.pattern, self.position)
        if found is None or found["mark"] != mark:
            return False
        self.position = found.end()
        return True

    def sequence(self) -> Node:
        """Pieces one after the other."""
        regex, firsts, empty = "", frozenset[str](), True
        while (found := self.take()) is not None:
            node = self.repeated(self.piece(found))
            regex += node.regex
            if empty:
                firsts |= node.firsts
                empty = node.empty
        return Node(regex, firsts, empty)

    def repeated(self, node: Node) -> Node:
        """The piece with the repetition that follows it."""
        if self.peek("?"):
            return Node(f"(?:{node.regex})?", node.firsts, True)
        found = PART.match(self.pattern, self.position)
        if found and found["mark"] and found["mark"].startswith("{"):
            self.position = found.end()
            return Node(f"(?:{node.regex}){found['mark']}", node.firsts, found["mark"][1] == "0")
        return node

    def piece(self, found: re.Match[str]) -> Node:
        """A class, a word, a group or a segment."""
        if found["mark"] == "[":
            self.segments += 1
            number = self.segments
            node = self.bracketed("]")
            return Node(f"(?P<segment{number}>{node.regex})", node.firsts, node.empty)
        if found["mark"] == "(":
            start = self.position
            node = self.bracketed(")")
            return self.named(found["name"], node, tuple(re.findall(r"[A-Z][A-Z0-9_]*", self.pattern[start : self.position])))
        if found["mark"]:
            raise PatternError(f"{found['mark']!r} cannot stand at character {found.start()} of {self.pattern!r}")
        codes = self.codes_of(found["word"] or found["cls"], bool(found["word"]))
        node = Node("[" + "".join(sorted(map(re.escape, codes))) + "]", codes, False)
        return self.named(found["name"], node, (found["cls"] or "",))

    def named(self, name: str | None, node: Node, classes: tuple[str, ...]) -> Node:
        """The piece as a named group, where it has a name."""
        if name is None:
            return node
        unique = name if name not in self.classes else f"{name}__{len(self.classes)}"  # alternatives may share a name
        self.classes[unique] = classes
        return Node(f"(?P<{unique}>{node.regex})", node.firsts, node.empty)

    def bracketed(self, closing: str) -> Node:
        """What stands in brackets."""
        node = self.alternatives()
        if not self.peek(closing):
            raise PatternError(f"{closing!r} is missing at character {self.position} of {self.pattern!r}")
        return node
