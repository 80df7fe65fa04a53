"""Names and nouns of weapons, vehicles and platforms, read from things.yml."""

from functools import lru_cache, partial

from pipeline.lexicon import Entry, check_examples, read_entries
from pipeline.names.heads import plural_form
from pipeline.text.page import split_tokens

PACKAGE = "pipeline.names"


def spaced(name: str) -> str:
    """A name as its tokens joined by spaces.

    >>> spaced("AK-47")
    'AK - 47'
    """
    return " ".join(token.text for token in split_tokens(name, 0, len(name)))


def forms_of(entry: Entry) -> dict[str, tuple[str, bool]]:
    """Tokens joined by spaces -> (kind, whether capitals must be as written)."""
    found: dict[str, tuple[str, bool]] = {}
    for part in entry["words"].split(","):
        noun, _, plural = part.strip().partition("/")
        for form in (noun, plural or plural_form(noun)):
            found[spaced(form).lower()] = (entry["kind"], False)
    for name in entry["names"].split(","):
        found[spaced(name.strip())] = (entry["kind"], True)
    return found


def matches_thing(forms: frozenset[str], _: Entry, text: str) -> bool:
    """Whether an example ends in one of the forms."""
    return any(spaced(text).endswith(form) for form in forms)


@lru_cache(maxsize=1)
def thing_names() -> tuple[dict[str, tuple[str, bool]], dict[str, int]]:
    """All forms, and for each first word in lower case how many tokens the longest has."""
    things: dict[str, tuple[str, bool]] = {}
    longest: dict[str, int] = {}
    for entry in read_entries(PACKAGE, "things.yml"):
        forms = forms_of(entry)
        check_examples("things.yml", (entry,), partial(matches_thing, frozenset(forms)))
        for words, thing in forms.items():
            things.setdefault(words, thing)
            first, *more = words.lower().split(" ")
            longest[first] = max(longest.get(first, 0), len(more) + 1)
    return things, longest
