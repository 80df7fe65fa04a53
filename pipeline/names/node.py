"""What the scan of a page leaves behind: pieces of names and nouns, by the tokens that they cover."""

from dataclasses import dataclass

from pipeline.names.heads import Head
from pipeline.names.known import Known


@dataclass(slots=True)
class Node:
    """Tokens `start` to `end` of a page. `type` is one of

    country, demonym, people, actor, person, metonym, place (named by the lexicons); gaz (rows of the gazetteer); head (a noun for
    who acts); title (an abbreviated title); body (an organisation by its shape); site (a place by its shape); name (capitals that
    nothing explains yet); thing (weapon, vehicle, platform, operation).
    """

    start: int
    end: int
    type: str
    known: Known | None = None
    rows: tuple[int, ...] = ()
    head: Head | None = None
    sector: str = ""
    kind: str = ""
    first: bool = False
