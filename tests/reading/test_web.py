"""All text of a page without its tags: quick, whatever the page holds."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.decode import UnreadableError
from pipeline.reading.limits import MAX_HTML_BYTES
from pipeline.reading.web import read_page, strip_tags

PAGE = """<!DOCTYPE html><html><head><title>Gul</title><style>p > a { color: red }</style></head><body>
<nav><a href="/">Home</a></nav>
<article><h1>The mill is closed</h1><p>The <a href="/mill">mill of Gul</a> was closed on Sunday,
because the river stood &quot;too high&quot;.</p><!-- not <p>seen --><p>It stays shut.<br>Nobody knows why.</p></article>
<script>if (1 < 2) { document.write("<p>never</p>") }</script><footer>Gul Post &copy; 2020</footer></body></html>"""


def test_every_element_is_a_line_and_links_are_none() -> None:
    assert strip_tags(PAGE).text.split("\n\n")[:2] == ["Gul", "Home"]
    lines = strip_tags(PAGE).text.split("\n\n")
    assert {
        "The mill is closed",
        'The mill of Gul was closed on Sunday, because the river stood "too high".',
        "Nobody knows why.",
    } <= {*lines}
    assert lines[-1] == "Gul Post © 2020"
    assert not any("never" in line or "color" in line for line in lines)


def test_paragraphs_are_those_that_are_read_in_earnest() -> None:
    read = [line for line in read_page(PAGE).text.split("\n\n") if line.endswith(".")]
    assert read
    assert {*read} <= {*strip_tags(PAGE).text.split("\n\n")}


def test_a_page_that_is_too_large_is_refused() -> None:
    with pytest.raises(UnreadableError, match="at most"):
        strip_tags("x" * (MAX_HTML_BYTES + 1))


@pytest.mark.parametrize("part", ["<script", "<script>", "<", "<p", "&#", "</", "<!--", "<p>x"])
def test_time_is_linear_in_the_page(part: str) -> None:
    began = time.process_time()
    strip_tags(part * 200_000)
    assert time.process_time() - began < 5


@given(st.text(alphabet="<>/!-&;apscript b", max_size=80))
def test_any_text_is_read(html: str) -> None:
    text = strip_tags(html).text
    assert all(line == " ".join(line.split()) for line in text.split("\n\n"))
