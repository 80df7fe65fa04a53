"""Bring one sentence of a page into the form that the rules read: tokens with tags, chunks, clauses, and the names and times
in it.
"""

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.events.chunks import chunk
from pipeline.events.clauses import read_clauses
from pipeline.events.datelines import dateline_end
from pipeline.events.gate import forms_of, may_hold
from pipeline.events.groups import Sentence
from pipeline.events.tagging import LOOKS, is_titled, tag_tokens
from pipeline.events.word_forms import WORDS
from pipeline.names.name import Mention
from pipeline.text.page import Page, Token
from pipeline.times.timex import Time

LONGEST = 400  # tokens; a longer "sentence" is a table or a list
PLAIN_TIMES = frozenset(("DATE", "TIME", "SET"))


def analyse(
    page: Page,
    number: int,
    mentions: Sequence[Mention],
    mention_starts: Sequence[int],
    times: Sequence[Time],
    time_starts: Sequence[int],
    wartime: bool = False,
) -> Sentence | None:
    """Sentence `number` of the page, or None where no word of it can begin an event."""
    place = page.sentences[number]
    opens = page.passages[place.passage].start == place.start
    tokens = page.tokens_in(dateline_end(page.text, place.start) if opens else place.start, place.end)
    lowers = [token.lower for token in tokens]
    if not 2 <= len(tokens) <= LONGEST or not may_hold(lowers):
        return None
    names, mention_at = known_tokens(tokens, place.start, place.end, mentions, mention_starts, times, time_starts)
    looks = [LOOKS[token.text] for token in tokens]
    titled = is_titled(looks)
    tags = tag_tokens(tokens, names, titled, looks)
    chunks = chunk(tokens, tags)
    return Sentence(
        page, number, place.start, place.end, tokens, lowers, forms_of(lowers), tags, chunks, read_clauses(chunks),
        mentions, mention_at, [mentions[at] for at in dict.fromkeys(mention_at) if at is not None], titled, wartime,
    )  # fmt: skip


def known_tokens(
    tokens: Sequence[Token],
    start: int,
    end: int,
    mentions: Sequence[Mention],
    mention_starts: Sequence[int],
    times: Sequence[Time],
    time_starts: Sequence[int],
) -> tuple[list[str], list[int | None]]:
    """For each token the tag that names and times give it (empty if none) and the number of the mention that covers it."""
    names = [""] * len(tokens)
    mention_at: list[int | None] = [None] * len(tokens)
    starts = [token.start for token in tokens]
    for number in range(bisect_left(mention_starts, start), len(mentions)):
        mention = mentions[number]
        if mention.start >= end:
            break
        for index in range(bisect_left(starts, mention.start), bisect_left(starts, mention.end)):
            mention_at[index] = number
            names[index] = name_tag(tokens, index, mention)
    for number in range(bisect_left(time_starts, start), len(times)):
        if times[number].start >= end:
            break
        if times[number].timex_type in PLAIN_TIMES:
            for index in range(bisect_left(starts, times[number].start), bisect_left(starts, times[number].end)):
                names[index] = "X"
    return names, mention_at


def name_tag(tokens: Sequence[Token], index: int, mention: Mention) -> str:
    """Names are nouns; a nationality before a noun is an adjective."""
    first = tokens[index].text[0]
    if first in "-‑":
        return ""
    if first.islower():
        if mention.kind in ("weapon", "vehicle", "platform") and (index == 0 or tokens[index - 1].lower in ("to", "will", "would")):
            return ""
        if index and is_verb_inside(tokens, index, mention):
            return ""
    if mention.kind == "nationality" and index + 1 < len(tokens) and not tokens[index].lower.endswith("s"):
        following = WORDS[tokens[index + 1].lower]
        if (
            tokens[index + 1].text[0].isalpha()
            and not following.closed
            and (following.noun or following.adjective or not following.known)
        ):
            return "A"
    return "N"


def is_verb_inside(tokens: Sequence[Token], index: int, mention: Mention) -> bool:
    """Whether a past tense that a mention swallowed is the verb of the sentence: "police arrested students"."""
    word = WORDS[tokens[index].lower]
    if not word.verb or word.form not in ("ed", "past"):
        return False
    before = WORDS[tokens[index - 1].lower]
    if before.closed in ("H", "B", "M"):
        return True
    if mention.kind == "people_group":
        return tokens[index - 1].start >= mention.start and before.noun and not before.adjective
    return mention.kind == "person" or (not word.noun and not word.adjective)
