"""The parts of the page, without a browser: packing, marking, counting, drawing."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.page.charts import over_time, plain_svg
from pipeline.publish.page.embed import columns_of, content_policy, safe_json
from pipeline.publish.page.evidence import pieces
from pipeline.publish.page.marks import Mark
from pipeline.publish.page.worldmap import coast_path, project, towns_path


def test_json_in_a_page_cannot_end_its_element() -> None:
    text = "</script><!-- \u2028 &"
    assert not set("<>&\u2028") & set(safe_json(text))
    assert json.loads(safe_json(text)) == text


def test_columns_come_back_as_they_were() -> None:
    rows = [("a", 1), ("a", 2), ("b", 3), ("a", 4)]
    packed = columns_of(rows, ["word", "number"])
    assert packed == {"word": {"values": ["a", "b"], "codes": [0, 0, 1, 0]}, "number": {"plain": [1, 2, 3, 4]}} or packed[
        "word"
    ] == {"plain": ["a", "a", "b", "a"]}


def test_time_is_counted_in_months_years_or_decades() -> None:
    near = over_time([(date(2019, 1, 5), True), (date(2019, 3, 1), False)])
    assert near == [("2019-01", [1, 0]), ("2019-02", [0, 0]), ("2019-03", [0, 1])]
    assert over_time([(date(2001, 1, 1), True), (date(2019, 1, 1), True)])[1] == ("2002", [0, 0])
    assert [label for label, _ in over_time([(date(1920, 1, 1), True), (date(2019, 1, 1), True)])][:2] == ["1920s", "1930s"]
    assert over_time([(None, True)]) == []


def test_a_chart_keeps_no_script_style_or_comment() -> None:
    inside = '<!-- 2026 --><defs><script>1</script></defs><title>x</title><g style="a" id="b"/>'
    drawn = plain_svg(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>', "Title")
    assert drawn == '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Title"><g /></svg>'


MARKS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12), st.sampled_from(["trigger", "time", "place"])), max_size=8)


@given(st.text(min_size=1, max_size=40), st.integers(0, 100), MARKS)
def test_pieces_put_together_are_the_sentence(text: str, offset: int, spans: list[tuple[int, int, str]]) -> None:
    cuts = pieces(text, offset, [Mark(offset + start, offset + start + length, kind) for start, length, kind in spans])
    assert "".join(piece for piece, _ in cuts) == text
    assert all(piece for piece, _ in cuts)


def test_a_very_long_sentence_is_cut_with_a_sign() -> None:
    cuts = pieces("x" * 10_000, 0, [Mark(5, 9, "time")])
    assert [kind for _, kind in cuts] == ["", "time", ""]
    assert cuts[-1][0].endswith("…")


def test_the_policy_allows_only_what_it_hashes() -> None:
    policy = content_policy(["a"], ["b"])
    assert "unsafe" not in policy
    assert policy.startswith(
        "default-src 'none'; script-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=' 'strict-dynamic'"
    )


@pytest.mark.parametrize("path", [coast_path(), towns_path()])
def test_the_ground_of_the_map_lies_on_the_earth(path: str) -> None:
    pairs = [pair.replace("Z", "").replace("h0", "").split() for pair in path.replace("M", "L").split("L") if pair]
    assert len(pairs) > 700
    assert all(-180 <= float(x) <= 180 and abs(float(y)) <= project(0, -90)[1] for x, y in pairs)
