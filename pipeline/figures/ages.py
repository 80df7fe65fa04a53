"""Ages: "66-year-old", "aged 12", "children under 5", "Hana Salih, 34, said"."""

import re

from pipeline.figures.draft import Draft

AGE = re.compile(
    r"[- ](?:years?|months?|weeks?|days?)[- ](?:old|of[- ]age)s?\b|[- ]?(?:yo|y/o|year-olds?|yr old|year olds?)\b", re.I
)
AGED = re.compile(
    r"\b(?:aged?|ages|age of|at the age of|age range)(?: between| from| \d{1,2}(?:, \d{1,2}){0,2},? (?:and|or))? $"
    r"|\b(?:children|kids|boys|girls|adults|those|people|men|women|pupils) (?:under|over) (?:the age of )?$"
    r"|\b(?:he|she|who)(?:'s| is| was| will be| would be| turned| turns)(?: now| just| only)? $",
    re.I,
)
AFTER_AGED = re.compile(r"[,.;:)!?–—-]| (?:and|or|by|when|at|in|on|to|were|was|are|is|who|with|but|years?)\b|$")
APPOSED_AGE = re.compile(r"[A-Z][\w.'’-]+, $")
AFTER_APPOSED = re.compile(r",|\)|\.(?: |$)| and\b")


PERSON_OF = re.compile(r"\b(?:man|woman|boy|girl|teenager|youth|father|mother|son|daughter|farmer|widow|pensioner|student) of $")


def set_age(draft: Draft, text: str, floor: int) -> None:
    """Make an age of "66-year-old", "aged 12", "Hana Salih, 34, said"."""
    if found := AGE.match(text, draft.numeral.end):
        draft.end, draft.kind, draft.rule = found.end(), "age", "age.old"
        if draft.unit is None:
            draft.unit, draft.unit_name = "a", "year"
    elif draft.measured or draft.value is None or draft.value > 120 or draft.value != draft.value.to_integral_value():
        return
    elif AFTER_AGED.match(text, draft.end) and AGED.search(text, max(0, draft.start - 30), draft.start):
        draft.kind, draft.unit, draft.unit_name, draft.rule = "age", "a", "year", "age.aged"
    elif draft.value > 0 and PERSON_OF.search(text, max(floor, draft.start - 24), draft.start):
        draft.kind, draft.unit, draft.unit_name, draft.rule = "age", "a", "year", "age.person_of"
    elif (
        draft.value > 9
        and text[draft.numeral.start].isdigit()
        and AFTER_APPOSED.match(text, draft.end)
        and APPOSED_AGE.search(text, max(floor, draft.start - 20), draft.start)
    ):
        draft.kind, draft.unit, draft.unit_name, draft.rule, draft.confidence = "age", "a", "year", "age.apposed", 0.7
