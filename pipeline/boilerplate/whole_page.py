"""What only the whole page tells: the title and its repeats, standfirst, captions, letters to the reader, offers, repeats."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.boilerplate.below import clear_below
from pipeline.boilerplate.block import KEPT
from pipeline.boilerplate.lines import Piece
from pipeline.boilerplate.lists import LEAST_PARAGRAPH, remove_advert_lines, remove_link_lists
from pipeline.boilerplate.live import keep_entries
from pipeline.boilerplate.shape import addresses_someone
from pipeline.boilerplate.top import GUESSES, LOOSE, mark_head, mark_names, mark_standfirst
from pipeline.boilerplate.verdicts import BULLETS, SURE, Judged, Verdict
from pipeline.text.lower_words import lower_words

SELLING = frozenset(("paywall", "subscription", "newsletter"))
TEXT_LABELS, PASSED_OVER = frozenset(("body", "list_item")), SELLING | {"advertisement"}
CREDITS = ("credit.photo", "caption.")
REACH, LEAST_ALONE = 3, -0.5
LETTER_REACH, SIGNATURES, LEAST_REPEAT = 25, 4, 15
CLOSING = re.compile(
    r"^(?:thank you|thanks|sincerely|yours|best (?:wishes|regards)|kind regards|with (?:best|kind|gratitude|thanks)"
    r"|warm(?:ly| regards)|vielen dank|herzlich|ihre?\b|merci|cordialement|gracias|atentamente|شكرا)",
    re.IGNORECASE,
)
# What a caption does not say, and credits of what stands elsewhere on the page.
TOLD = re.compile(r"\b(?:said|says|told|was|were|will|had|has|have|lost|rose|fell|due to|according to)\b")
ELSEWHERE = re.compile(r"\W*(?:main|cover|header|top|lead|graphic|video|source|feature)", re.IGNORECASE)


def revise(page: Judged, verdicts: list[Verdict], title: str | None) -> None:
    """Put right the verdicts of a page, in place, one concern after the other."""
    pieces = page.sight.pieces
    mark_head(page, verdicts)
    remove_letters(page, verdicts)
    remove_offer_lists(page, verdicts)
    remove_advert_lines(page, verdicts)
    remove_link_lists(page, verdicts)
    restore_paragraphs(page, verdicts)
    keep_entries(page, verdicts)
    clear_below(page, verdicts)
    mark_title(page, verdicts, title)
    mark_captions(pieces, verdicts)
    mark_names(page, verdicts)
    mark_standfirst(page, verdicts)
    mark_repeats(pieces, verdicts)
    mark_runs_of_headings(verdicts)
    remove_idle_headings(page, verdicts)


def bare(text: str) -> str:
    """The words of a text alone, for comparison.

    >>> bare("**Iraq’s Defeat** of Daesh ")
    'iraq s defeat of daesh'
    """
    return " ".join(lower_words(text))


def remove_letters(page: Judged, verdicts: list[Verdict]) -> None:
    """A letter to the reader goes as a whole: from its greeting to the last plea, its bullets, thanks and signatures."""
    last = -1
    for number in page.sight.opens.get("letter", ()):
        if number > last:
            last = letter_end(page, number)
            for inside in range(number, last + 1):
                rule_id = verdicts[inside].rule_id if verdicts[inside].label in SELLING else "section.letter"
                verdicts[inside] = Verdict("paywall", rule_id, 0.9)


def letter_end(page: Judged, start: int) -> int:
    """The last block of the letter that begins at `start`: its signatures, or its last plea and the list under that.

    Two paragraphs that address nobody are the article again.
    """
    pieces, last, paragraphs = page.sight.pieces, start, 0
    for number in range(start + 1, min(start + LETTER_REACH, len(pieces))):
        paragraphs += page.sight.words[number] >= LEAST_PARAGRAPH and is_paragraph(page, number)
        if paragraphs > 1:
            return last
        if CLOSING.match(pieces[number].text) and len(pieces[number].text) < 60:
            return signatures_end(pieces, number)
        if any(notice.label in SELLING for notice in page.sight.notices.get(number, ())) or (
            last == number - 1 and pieces[number].mark and pieces[number].mark[0] in BULLETS
        ):
            last = number
    return last


def signatures_end(pieces: Sequence[Piece], number: int) -> int:
    """The last of the short lines after a closing formula."""
    for following in range(number + 1, min(number + 1 + SIGNATURES, len(pieces))):
        text = pieces[following].text
        if len(text) > 70 or text[-1:] in ".!?":
            return following - 1
        number = following
    return number


def remove_offer_lists(page: Judged, verdicts: list[Verdict]) -> None:
    """Bullets under a line that sells something sell it too."""
    pieces, selling = page.sight.pieces, ""
    for number, piece in enumerate(pieces):
        if verdicts[number].label in SELLING:
            selling = verdicts[number].label if piece.text[-1:] in ":：" or selling else ""
        elif selling and piece.mark and piece.mark[0] in BULLETS:
            verdicts[number] = Verdict(selling, "section.offer", 0.85)
        else:
            selling = ""


def restore_paragraphs(page: Judged, verdicts: list[Verdict]) -> None:
    """Running text that only a share row, an advertisement or a link parts from the article belongs to it: nothing may be lost."""
    lost = {n for n, verdict in enumerate(verdicts) if verdict.rule_id in GUESSES and is_paragraph(page, n)}
    if not lost:
        return
    opening = {number for numbers in page.sight.opens.values() for number in numbers}
    for order in (range(len(verdicts)), range(len(verdicts) - 1, -1, -1)):
        since = REACH + 1
        for number in order:
            label = verdicts[number].label
            if label in TEXT_LABELS:
                since = 0
            elif label in PASSED_OVER:
                continue
            elif page.sections[number] or number in opening:
                since = REACH + 1
            elif since <= REACH and number in lost:
                verdicts[number] = Verdict("body", "context.near_article", 0.5)
                since = 0
            else:
                since += 1


def is_paragraph(page: Judged, number: int) -> bool:
    """Whether a block looks like a sentence of an article, taken alone, and addresses nobody."""
    text = page.sight.pieces[number].text
    if page.sight.words[number] < 8 or page.sight.scores[number] < LEAST_ALONE or text[-1:] not in '.!?”"’»。؟':
        return False
    return not addresses_someone(text)


def mark_title(page: Judged, verdicts: list[Verdict], title: str | None) -> None:
    """The block that is the title; lines that say the same elsewhere are its duplicates."""
    texts = [piece.text for piece in page.sight.pieces]
    number, rule_id = find_title(page, verdicts, title, texts)
    if number < 0:
        return
    verdicts[number] = Verdict("title", rule_id, 0.9)
    if rule_id == "title.above_byline":
        verdicts[0] = Verdict("navigation", "site.name", 0.8)
    words = bare(texts[number])
    if len(words) < LEAST_REPEAT:
        return
    first, most = words.split(" ", 1)[0], len(texts[number]) + 60
    reach = len(first) + 2
    for other, text in enumerate(texts):
        if len(text) <= most and first in text[:reach].lower() and other != number:
            said = bare(text)
            if said == words or (other < number and said.startswith(words)):
                verdicts[other] = Verdict("duplicate", "repeat.title", SURE)


def find_title(page: Judged, verdicts: Sequence[Verdict], title: str | None, texts: Sequence[str]) -> tuple[int, str]:
    """The number of the title and the rule that found it; -1 for none."""
    wanted = bare(title) if title else ""
    if wanted:
        for number, text in enumerate(texts[:200]):
            if len(text) < len(title or "") + 40 and bare(text) == wanted:
                return number, "title.given"
    body = next(
        (number for number, verdict in enumerate(verdicts) if verdict.label == "body" and page.sight.words[number] >= 12), 0
    )
    headline = page.sight.headline
    if headline and headline <= body and bare(texts[headline]) != bare(texts[0]):
        return headline, "title.headline"
    if (signed := below_site_name(page, verdicts, body)) > 0:
        return signed, "title.above_byline"
    for number in range(min(6, len(texts) - 1)):
        if is_headline(page, verdicts, number) and any(verdict.label in KEPT for verdict in verdicts[number + 1 :]):
            return number, "title.first"
        if verdicts[number].label in KEPT:
            return -1, ""
    for number in range(body - 1, max(body - 8, 5), -1):
        if is_headline(page, verdicts, number) and not in_menu(page, verdicts, number):
            return number, "title.above_text"
    return -1, ""


def below_site_name(page: Judged, verdicts: Sequence[Verdict], body: int) -> int:
    """The headline that stands right above byline and date, where the page opens with a short name and a menu; 0 for none."""
    if page.sight.words[0] > SITE_NAME or not any(verdict.label in MENUS for verdict in verdicts[1:body]):
        return 0
    for number in range(2, min(body, 12)):
        signed = number + 1 < len(verdicts) and verdicts[number + 1].label in ("byline", "timestamp", "dateline")
        if signed and page.sight.words[number] >= 4 and is_headline(page, verdicts, number):
            return number
    return 0


SITE_NAME = 4  # words
HEADLINE_LABELS = KEPT | {"other_boilerplate", "related", "navigation"}
HEADLINE_RULES = frozenset(
    "model.article model.boilerplate shape.heading shape.markdown_heading shape.fragment shape.headline_list".split()
)
MENUS = frozenset(("navigation", "subscription", "paywall", "share", "cookie_notice"))


def in_menu(page: Judged, verdicts: Sequence[Verdict], number: int) -> bool:
    """Whether both neighbours of a line are such lines too."""
    return all(0 <= n < len(verdicts) and is_headline(page, verdicts, n) for n in (number - 1, number + 1))


def is_headline(page: Judged, verdicts: Sequence[Verdict], number: int) -> bool:
    """Whether a block on top of a page can be its title."""
    piece, words = page.sight.pieces[number], page.sight.words[number]
    if verdicts[number].label not in HEADLINE_LABELS or verdicts[number].rule_id not in HEADLINE_RULES:
        return False
    if piece.mark and piece.mark[0] in BULLETS and "**" not in piece.mark:
        return False
    return (2 if number == 0 else 3) <= words <= 30 and len(piece.text) < 220 and piece.text[-1:] not in ".:;," and not piece.inline


def mark_captions(pieces: Sequence[Piece], verdicts: list[Verdict]) -> None:
    """A sentence with a credit on the next line is a caption, and so is the same sentence with its credit behind it."""
    for following in [n for n, verdict in enumerate(verdicts) if n and verdict.rule_id.startswith(CREDITS)]:
        number, piece, behind = following - 1, pieces[following - 1], pieces[following]
        if verdicts[number].rule_id not in LOOSE or not 6 <= piece.text.count(" ") < 60:
            continue
        verdict = verdicts[following]
        if verdict.rule_id == "credit.photo" and not ELSEWHERE.match(behind.text) and (not behind.gap or shows(piece.text)):
            verdicts[number] = Verdict("caption", "shape.before_credit", 0.8)
        elif verdict.rule_id.startswith("caption.") and behind.text.startswith(piece.text[:60]):
            verdicts[number] = Verdict("caption", "shape.before_credit", 0.8)
            verdicts[following] = Verdict("duplicate", "repeat.caption", SURE)


def shows(text: str) -> bool:
    """Whether a text is one short sentence that tells no past or future, as captions do.

    >>> shows("Soldiers cross the bridge."), shows("Two men died. Four were arrested."), shows("The price fell again, he said.")
    (True, False, False)
    """
    return text.count(" ") < 25 and ". " not in text and not TOLD.search(text)


def mark_repeats(pieces: Sequence[Piece], verdicts: list[Verdict]) -> None:
    """A kept block whose words stood before in a kept block is a duplicate; what comes three times is a refrain."""
    kept = [number for number, piece in enumerate(pieces) if verdicts[number].label in KEPT and len(piece.text) >= LEAST_REPEAT]
    words = [pieces[number].text.lower() for number in kept]
    if len(set(words)) == len(words):
        return
    times, seen = Counter(words), set[str]()
    for number, said in zip(kept, words, strict=True):
        if said in seen and times[said] == 2:
            verdicts[number] = Verdict("duplicate", "repeat.block", SURE)
        seen.add(said)


def remove_idle_headings(page: Judged, verdicts: list[Verdict]) -> None:
    """A short line that heads nothing, because what follows it is no part of the article, heads something else."""
    if not page.furnished:
        return
    heads = False
    for number in range(len(verdicts) - 1, -1, -1):
        if verdicts[number].rule_id == "shape.heading":
            if not heads:
                verdicts[number] = Verdict("navigation", "context.heads_nothing", 0.6)
        elif verdicts[number].label != "duplicate":
            heads = verdicts[number].label in KEPT


def mark_runs_of_headings(verdicts: list[Verdict]) -> None:
    """Three and more short lines in a row head nothing: they are a list."""
    start = 0
    for number in range(len(verdicts) + 1):
        if number == len(verdicts) or verdicts[number].rule_id != "shape.heading":
            if number - start >= 3:
                for inside in range(start, number):
                    verdicts[inside] = Verdict("list_item", "shape.run_of_lines", verdicts[inside].score)
            start = number + 1
