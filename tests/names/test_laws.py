"""Laws of the names step: order, no overlap, closed vocabularies, stable keys."""

import re
import subprocess
import sys
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.names.find import find_names
from pipeline.names.fold import fold_word, skeleton
from pipeline.names.known import english_names, known_names
from pipeline.names.name import ACTOR_KINDS, KINDS, SECTORS
from pipeline.text.page import page_of

PIECES = st.sampled_from(
    "Iraq Iraqi 's army the of Mosul , . ( ) “ ” - al- Gen. Smith John Ministry Defence UN U.S. -led forces Taliban said in "
    "near and gunmen Operation Dawn LONDON Reuters \n\n 20 km south AK-47 River St. \u2019s é Ḥadīd".split(" ")
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
@settings(max_examples=250, deadline=None)
def test_mentions_come_in_order_share_no_character_and_keep_to_the_vocabularies(text: str) -> None:
    page = page_of(text)
    found = find_names(page)
    assert all(0 <= mention.start < mention.end <= len(page.text) for mention in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(mention.kind in KINDS for mention in found)
    for mention in found:
        if mention.actor is not None:
            assert mention.actor.kind in ACTOR_KINDS
            assert mention.actor.sector is None or mention.actor.sector in SECTORS
        assert (mention.precision is None) or 1 <= mention.precision <= 7


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    page = page_of(text)
    assert all(page.text[mention.start : mention.end].strip() for mention in find_names(page))


def test_the_same_text_gives_the_same_mentions_and_a_name_the_same_key_in_two_texts() -> None:
    first = page_of("President Ama Boateng met farmers in Kumasi, Ghana.")
    assert find_names(first) == find_names(first)
    second = page_of("In Accra, Ama Boateng said that she would stay.")
    one, two = (next(m.actor for m in find_names(page) if m.kind == "person") for page in (first, second))
    assert one.actor_id == two.actor_id


@given(st.text(alphabet="abdeghiklmnoqrstuwyz'’āūḥ-", min_size=1, max_size=12))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold_word(fold_word(word)) == fold_word(word)


def test_spellings_of_a_transliterated_name_meet() -> None:
    groups = (
        ("deir ez zor", "dayr az zawr", "deir al zour"),
        ("raqqa", "raqqah", "ar raqqah"),
        ("salahuddin", "salah ud din".replace(" ", "")),
    )
    for spellings in groups:
        assert len({skeleton(tuple(spelling.split())) for spelling in spellings}) == 1, spellings


def test_sectors_of_the_lexicons_are_plover_sectors() -> None:
    held = {role.sector for names in known_names().by_name.values() for _, known in names for role in known.roles}
    assert held <= set(SECTORS)


def test_countries_of_the_lexicons_are_alpha_3_or_codes_of_organisations() -> None:
    held = {known.country for names in known_names().by_name.values() for _, known in names if known.country}
    assert all(re.fullmatch("[A-Z]{3}", country) for country in held)
    assert held - set(english_names()) <= {"IGO", "EUR", "TOP", "XKX"}


def test_nothing_is_loaded_at_import() -> None:
    code = "import sys, pipeline.names.find as f, pipeline.names.gazetteer as g; sys.exit(g.gazetteer.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
