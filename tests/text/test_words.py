"""The word lists are read as lemminflect reads them."""

import lemminflect

from pipeline.text.words import parts_of_speech, word_lists


def test_every_word_has_the_lemmas_that_lemminflect_gives() -> None:
    lists = word_lists()
    for word in {line.split(",")[0] for line in lists.lines} | set(lists.more):
        assert list(parts_of_speech(word).items()) == list(lemminflect.getAllLemmas(word.lower()).items())


def test_a_word_that_no_list_holds_is_unknown() -> None:
    assert not parts_of_speech("hashd")
    assert not parts_of_speech("")
