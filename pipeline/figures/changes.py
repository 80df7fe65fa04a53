"""Whether a figure is a rise or a fall, or the level after one: "rose by half", "down 3 % from 12", "a 5 % drop"."""

import re
from functools import lru_cache

from pipeline.figures.draft import Draft
from pipeline.lexicon import Entry, check_examples, read_entries

LEXICON = "changes.yml"
GAP = (
    r"(?: (?:by|to|from|about|another|a|an|further|some|just|as much as|over|around|nearly|almost|sharply|slightly|steadily|dramatically|modestly|rapidly|more|than|in|of|again|additional|the|its|their|only|"
    r"still|back|too|up|down|prices?|rates?|output|production|value|costs?|wages|spending|net))*,? ?$"
)
DOWN_VERB = re.compile(r"\b(?:shut|shutting|shuts|gunned|shot|shoot|broke|burned|sat|laid|tracked|hunted|took|take|turned|handed|cracked|up and|slow|slowed|end|ended|ends|made|make|set|blew|blow|picked|stood|give|gave|gives|grew|grow|rounded|brought|sped|backed|call|called) $")


@lru_cache(maxsize=1)
def patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str], dict[str, str]]:
    """Words before and behind a figure, as patterns and as maps to the change."""
    before: dict[str, str] = {}
    behind: dict[str, str] = {}
    for entry in read_entries(__package__, LEXICON):
        before.update(dict.fromkeys(entry["before"].split(), entry["id"]))
        behind.update(dict.fromkeys(entry["behind"].split(), entry["id"]))
    return (
        re.compile(rf"\b({'|'.join(sorted(before, key=len, reverse=True))})\b(?! to \d[^ ]* (?:people|men)){GAP}", re.IGNORECASE),
        re.compile(rf"(?: (?:year-on-year|annual|net|sharp|overall|monthly|quarterly|price|pay|sales|percentage))* ({'|'.join(sorted(behind, key=len, reverse=True))})\b(?! than)", re.IGNORECASE),
        before,
        behind,
    )


def place_change(text: str, draft: Draft, floor: int) -> None:
    """Set the figure's change; a joined "from 12 to 15" with a change takes the new level as its value."""
    if draft.kind in ("age", "score", "rank"):
        return
    before, behind, known_before, known_behind = patterns()
    found = before.search(text, max(floor, draft.start - 44), draft.start)
    if found is not None and not (found.group(1).lower() in ("up", "down") and DOWN_VERB.search(text, max(floor, found.start() - 10), found.start())):
        word = found.group(1).lower()
        if draft.qualifier != "at_most" or word not in ("up", "raise", "raised", "cut"):
            draft.change = known_before[word]
    elif (draft.measured or draft.kind in ("percent", "ratio")) and (after := behind.match(text, draft.end)):
        draft.change = known_behind[after.group(1).lower()]
    if draft.change is not None and draft.joined == "from_to" and draft.last is not None:
        draft.value = draft.last


def check_lexicon() -> None:
    """Hold every entry to its examples; raises LexiconError."""
    from pipeline.figures.find import find_in_text

    def matches(entry: Entry, example: str) -> bool:
        return any(figure.change == entry["id"] for figure in find_in_text(example))

    check_examples(LEXICON, read_entries(__package__, LEXICON), matches)
