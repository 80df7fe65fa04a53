"""Near copies of texts: wire copies and light rewrites are found, other texts on the same event are not."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.copies import find_copies, signature

WIRE = (
    "Two car bombs exploded near a crowded market in the northern town of Dolmar on Sunday, killing at least 14 people "
    "and wounding more than 30, police and hospital officials said. The first device went off outside a bakery shortly "
    "after eight in the morning. The second hit rescue workers who had rushed to the scene a few minutes later. Nobody "
    "has claimed responsibility for the attack, but the authorities blamed a local militia that has been fighting the "
    "government since last spring. Shops in the centre stayed closed for the rest of the day and the governor promised "
    "compensation to the families of the dead."
)
REWRITE = (
    WIRE.replace("Two car bombs exploded", "DOLMAR (Wire) - Two car bombs went off")
    .replace("more than 30", "about 30")
    .replace(" and the governor promised compensation to the families of the dead", "")
)
OWN_WORDS = (
    "Dolmar woke to carnage this weekend. Fourteen shoppers and bakers lost their lives, hospital staff told our "
    "reporter, when a pair of vehicles packed with explosives blew up beside the old market. Paramedics were among the "
    "casualties: as they bent over the wounded from the first blast, another tore through the street. Suspicion fell at "
    "once on the militia in the hills, whose long campaign against the capital has brought such scenes to the region "
    "before. By noon the shutters were down everywhere in town."
)
numbered = st.lists(st.integers(0, 400), min_size=45, max_size=90).map(lambda numbers: " ".join(f"w{n}" for n in numbers))


def test_a_wire_copy_with_other_case_and_spacing_is_found():
    assert find_copies([("a", signature(WIRE)), ("b", signature("  ".join(WIRE.upper().split())))]) == {"b": "a"}


def test_a_light_rewrite_is_found():
    assert find_copies([("a", signature(WIRE)), ("b", signature(REWRITE))]) == {"b": "a"}


def test_the_same_event_in_other_words_is_no_copy():
    assert find_copies([("a", signature(WIRE)), ("b", signature(OWN_WORDS))]) == {}


def test_short_texts_have_no_signature_and_are_never_copies():
    short = "Bomb kills two in Dolmar"
    assert signature(short) == ()
    assert find_copies([("a", signature(short)), ("b", signature(short))]) == {}


def test_every_copy_names_the_first_of_its_group_in_the_order_given():
    rows = [("c", signature(REWRITE)), ("a", signature(WIRE)), ("b", signature(WIRE))]
    assert find_copies(rows) == {"a": "c", "b": "c"}


def test_a_chain_of_rewrites_does_not_join_its_two_ends():
    words = [f"word{number}" for number in range(240)]
    chain = [words[start : start + 160] for start in (0, 40, 80)]
    found = find_copies([(str(number), signature(" ".join(text))) for number, text in enumerate(chain)])
    assert found.get("2") != "0"


@given(numbered)
def test_a_text_is_a_copy_of_itself(text):
    assert find_copies([("a", signature(text)), ("b", signature(text))]) == {"b": "a"}


@given(st.lists(numbered, min_size=1, max_size=6))
def test_a_copy_points_at_a_text_before_it_that_is_no_copy(texts):
    rows = [(str(number), signature(text)) for number, text in enumerate(texts + texts)]
    found = find_copies(rows)
    assert set(found) >= {str(number + len(texts)) for number in range(len(texts))}
    assert all(int(first) < int(key) and first not in found for key, first in found.items())
