"""Lines that belong to a box of the page: links under "See also", dated headlines under the text, the text of an advertisement."""

import re

from pipeline.boilerplate.block import KEPT
from pipeline.boilerplate.verdicts import BULLETS, Judged, Verdict

LONGEST_LINK, LONGEST_SUMMARY, LONGEST_ADVERT, LONGEST_LIST, LEAST_PARAGRAPH = 22, 32, 25, 15, 20
SENTENCE_ENDS = (".", ";", ":", ",", ".”", '."', ".)", "!", "؟", "。")
MONTH = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|janv|févr|avr|juin|juil|août|ene|abr|ago|dic)[a-zé]*\.?"
DATED = re.compile(
    rf"(?:(?:{MONTH} \d{{1,2}}|\d{{1,2}}\.? {MONTH})(?:,? (?:19|20)\d\d)?"
    r"|\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|\d{1,2}[:.h]\d\d)(?:\s*[:—–»|-]+\s*|\s+)(?=[\w“\"«„'‘])",
    re.IGNORECASE,
)

YEAR = re.compile(r"(?:19|20)\d\d")
MOST_DATED = 8


def remove_link_lists(page: Judged, verdicts: list[Verdict]) -> None:
    """Headlines under a line that opens a list of links, and dated headlines in a row under the text, go with it.

    Only below the first paragraph: above it the headline of the article itself may stand in such a list.
    """
    words = page.sight.words
    texts = [n for n, verdict in enumerate(verdicts) if verdict.label == "body" and words[n] >= LEAST_PARAGRAPH]
    if not texts:
        return
    looks, first, last, end = page.sight.looks, texts[0], texts[-1], 0
    openers = {number for number in page.sight.opens.get("related", ()) if number > first and opens_links(page, number)}
    dated = {number for number in range(last + 1, len(verdicts)) if "0" in looks[number].marks}
    for number in sorted(openers | dated):
        if number < end:
            continue
        end = max(links_end(page, number + 1), teasers_end(page, number + 1)) if number in openers else number
        if end == number and number in dated and verdicts[number - 1].label not in KEPT:
            end = dated_end(page, number)
            end = end if 2 <= end - number <= MOST_DATED else number
        for inside in range(number, end):
            if verdicts[inside].label in KEPT or verdicts[inside].rule_id.startswith(("model.", "shape.h")):
                verdicts[inside] = Verdict("related", "section.related", 0.8)


def opens_links(page: Judged, number: int) -> bool:
    """Whether a block is a sure heading of a list of links."""
    return any(notice.sure and notice.opens == "related" for notice in page.sight.notices.get(number, ()))


def links_end(page: Judged, start: int) -> int:
    """The number after the last headline of a list from `start` on; a line right above a paragraph may be a heading of the text."""
    pieces, number = page.sight.pieces, start
    while number < min(len(pieces), start + LONGEST_LIST) and is_link(page, number):
        number += 1
    heading = number > start and number < len(pieces) and page.sight.words[number] >= LEAST_PARAGRAPH and pieces[number - 1].gap
    if heading and not (DATED.match(pieces[number - 1].text) or is_bullet(pieces[number - 1].mark)):
        return number - 1
    return number


def teasers_end(page: Judged, start: int) -> int:
    """The number after the last of two and more headlines from `start` on that have one sentence each under them."""
    number = start
    while number + 1 < len(page.sight.pieces) and is_link(page, number) and is_summary(page, number + 1):
        number += 2
    return number if number - start >= 4 else start


def is_summary(page: Judged, number: int) -> bool:
    """Whether a block is one sentence, and no long one."""
    text = page.sight.pieces[number].text
    return 5 <= page.sight.words[number] <= LONGEST_SUMMARY and text[-1:] in ".!?؟" and ". " not in text


def is_link(page: Judged, number: int) -> bool:
    """Whether a block can be a headline in a list: short, and no sentence unless it is a question or has a date or bullet."""
    piece = page.sight.pieces[number]
    if page.sight.words[number] > LONGEST_LINK or piece.inline:
        return False
    return not piece.text.endswith(SENTENCE_ENDS) or bool(DATED.match(piece.text))


def is_bullet(mark: str) -> bool:
    """Whether the decoration before a line is a bullet."""
    return bool(mark) and mark[0] in BULLETS


def dated_end(page: Judged, start: int) -> int:
    """The number after the last of the dated headlines from `start` on; the dates of a tour or a programme have no year."""
    pieces, number = page.sight.pieces, start
    while number < len(pieces) and "0" in page.sight.looks[number].marks and is_link(page, number):
        dated = DATED.match(pieces[number].text)
        if dated is None or not YEAR.search(dated[0]):
            break
        number += 1
    return number


def remove_advert_lines(page: Judged, verdicts: list[Verdict]) -> None:
    """The lines of a box that begins with the word advertisement: those that no blank line parts from it, while one closes it."""
    for number in page.sight.opens.get("advert", ()):
        for inside in range(number + 1, box_end(page, number + 1)):
            if verdicts[inside].label in KEPT:
                verdicts[inside] = Verdict("advertisement", "section.advert", 0.8)


def box_end(page: Judged, start: int, most_lines: int = 3) -> int:
    """The number after the last line of a box whose first line is `start`; `start` where there is none."""
    pieces = page.sight.pieces
    for number in range(start, min(start + most_lines, len(pieces))):
        if pieces[number].gap:
            return number
        if page.sight.words[number] > LONGEST_ADVERT:
            return start
    return start
