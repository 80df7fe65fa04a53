"""Towns by what stands around them: called a town, a city that says where a thing is, a namesake abroad, one that no list has."""

from collections.abc import Mapping

from pipeline.names.gazetteer import Row
from pipeline.names.name import Place
from pipeline.names.node import Node
from pipeline.names.scan import Scan
from pipeline.text.keys import make_key

CALLED = frozenset("city town village port hamlet".split())
GREAT = 500_000  # inhabitants of a city that stands before a noun without more ado
SMALL = 100_000  # inhabitants below which a town abroad is named together with its country


def is_called_town(scan: Scan, node: Node) -> bool:
    """Whether a name is called a town before it: "the port city of Tyre"."""
    left = [token.lower for token in scan.tokens[max(node.start - 2, 0) : node.start]]
    return len(left) == 2 and left[1] == "of" and left[0] in CALLED


def is_of_city(scan: Scan, node: Node, row: Row) -> bool:
    """Whether a great city says where a thing is: "in a Lima restaurant"."""
    right = scan.tokens[node.end].text if node.end < len(scan.tokens) else ""
    return row.population > GREAT and right[:1].islower()


def is_namesake(row: Row, countries: Mapping[str, int], main: str | None) -> bool:
    """Whether a row is a small town of a country that a text on another one (`main`, named twice or more) does not name."""
    unnamed = row.feature == "PPL" and row.population < SMALL and not countries.get(row.country)
    return unnamed and main is not None and countries.get(main, 0) > 1


def unlisted_in(name: str, country: str) -> Place:
    """A town that the gazetteer does not have in the country that the text names; where in it is not known."""
    return Place(make_key("plc", name.lower(), country), name, "PPL", country, None, None, None, None)
