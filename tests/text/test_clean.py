"""Cleaning never loses the address of a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.clean import clean_text
from pipeline.text.page import make_page, page_of

CASES = [
    ("a line broken inside a word", "The U.S.\n-led coalition", "The U.S.-led coalition"),
    ("a line broken inside a sentence", "Troops entered\nthe city", "Troops entered the city"),
    ("a hyphen at the end of a line", "a house-\nto-house search", "a house-to-house search"),
    ("Markdown emphasis", "On **December 9, 2017**, he _declared_ victory", "On December 9, 2017, he declared victory"),
    ("a Markdown link keeps its words", "[the report](https://example.org/a) says", "the report says"),
    ("a Markdown escape", "1\\. How it began, 5 \\* 3", "1. How it began, 5 * 3"),
    ("a backslash before a letter stays", "C:\\temp", "C:\\temp"),
    ("an entity", "Johnson &amp; Johnson &#8211; two", "Johnson & Johnson – two"),
    ("a hard space", "4.2\u00a0million", "4.2 million"),
    ("a ligature", "the o\ufb03ce \ufb01led", "the office filed"),
    ("mojibake", "Iraqâ€™s army â€“ and ZÃ¼rich", "Iraq’s army – and Zürich"),
    ("an emoji bullet", "🔴 Breaking news", "Breaking news"),
    ("invisible characters", "a\u200bb\ufeffc\u00ad", "abc"),
    ("an underscore inside a word stays", "file_name_here", "file_name_here"),
    ("a lone asterisk between spaces stays", "5 * 3", "5 * 3"),
    ("good text stays as it is", "“Größe” – it’s 5 €, U.S. said.", "“Größe” – it’s 5 €, U.S. said."),
    ("a capital A with tilde in a name stays", "São Paulo, Ürümqi", "São Paulo, Ürümqi"),
]


@pytest.mark.parametrize(("why", "raw", "clean"), CASES, ids=[case[0] for case in CASES])
def test_each_fix_does_what_it_says(why: str, raw: str, clean: str) -> None:
    assert clean_text(raw).text == clean


@pytest.mark.parametrize(("why", "raw", "clean"), CASES, ids=[case[0] for case in CASES])
def test_cleaning_twice_is_cleaning_once(why: str, raw: str, clean: str) -> None:
    assert clean_text(clean).text == clean


RAW = st.text(alphabet=st.sampled_from("aB1 .,\n*_[]()&;#-’é\u00a0\u200b\ufb01🔴â€™Ã¼\t"), max_size=80)


@given(RAW)
def test_every_clean_character_leads_to_raw_characters_in_order(raw: str) -> None:
    found = clean_text(raw)
    position = 0
    for index, character in enumerate(found.text):
        start, end = found.offsets.raw_span(index, index + 1)
        assert 0 <= start <= end <= len(raw)
        assert start >= position - 1 or raw[start:end] != character
        if raw[start:end] == character:
            position = end
    assert found.offsets.raw_span(0, len(found.text)).end <= len(raw)


@given(RAW, st.integers(0, 80), st.integers(0, 80))
def test_the_raw_span_of_a_part_lies_in_the_raw_span_of_the_whole(raw: str, one: int, other: int) -> None:
    found = clean_text(raw)
    start, end = sorted((min(one, len(found.text)), min(other, len(found.text))))
    part = found.offsets.raw_span(start, end)
    assert 0 <= part.start <= part.end <= len(raw)
    if start < end:
        assert clean_text(raw[part.start : part.end]).text.strip(" *_") in raw or part.end > part.start


@given(st.lists(st.text(alphabet="abc d.\n*", min_size=1, max_size=20), min_size=1, max_size=5))
def test_a_page_has_one_passage_a_block_and_sentences_inside_them(parts: list[str]) -> None:
    raw = "\n\n".join(parts)
    blocks, position = [], 0
    for part in parts:
        blocks.append((position, position + len(part), "body"))
        position += len(part) + 2
    page = make_page(raw, blocks)
    assert len(page.passages) == len(parts)
    for sentence in page.sentences:
        passage = page.passages[sentence.passage]
        assert passage.start <= sentence.start < sentence.end <= passage.end


SENTENCES = [
    ("Gen. Smith left. He was 50.", ["Gen. Smith left.", "He was 50."]),
    ("The U.S. Army moved at 5 p.m. Monday. Troops followed.", ["The U.S. Army moved at 5 p.m. Monday.", "Troops followed."]),
    ("“We won.” He left.", ["“We won.”", "He left."]),
    ("It cost $4.5 million. That was in Jan. 2019.", ["It cost $4.5 million.", "That was in Jan. 2019."]),
    ("Was it? Yes! It was.", ["Was it?", "Yes!", "It was."]),
    ("J. R. Smith of Sample Inc. said so.", ["J. R. Smith of Sample Inc. said so."]),
]


@pytest.mark.parametrize(("text", "sentences"), SENTENCES)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    page = page_of(text)
    assert [page.text[found.start : found.end] for found in page.sentences] == sentences
