"""Countries and capitals that act, or only are where something happens; national teams."""

from pipeline.names.actors import body_actor
from pipeline.names.english import english
from pipeline.names.groups import Groups
from pipeline.names.name import Mention
from pipeline.names.phrase import Phrase
from pipeline.names.reference import HYPHENS
from pipeline.text.words import parts_of_speech

SUBJECT_BEFORE = frozenset(("", "that", ",", "and", "but", "while", "as", "because", "if", "when", "will", "says", "said"))
SOON = frozenset("then also now later again soon still already once".split())
MODALS = frozenset("will would did does can should could may".split())


class States(Groups):
    """Who acts, by the words around the name."""

    def acts(self, phrase: Phrase) -> bool:
        """Whether a country or capital is who acts here and not where something happens: the words around it decide, in order."""
        if len(self.tokens) < 3:
            return True
        left, right = self.around(phrase)
        if (coordinated := self.coordinated(phrase, left, right)) is not None:
            return coordinated
        if left in english().place_prepositions or left in ("from", "of", "on", "over", "through"):
            return False
        if (told := self.told_by_neighbours(phrase, left, right)) is not None:
            return told
        if right in (",", "and") and self.list_acts(phrase):
            return True
        if left == "to" or right in ("'s", "’s"):
            return False
        adjective = self.tokens[phrase.start].text in ("US", "U.S", "U.S.", "UK", "U.K.")
        if adjective and right and right[0].isalpha() and right not in english().function:
            return True
        return (phrase.start in self.scan.opening or left in SUBJECT_BEFORE) and self.is_verb(phrase.end)

    def around(self, phrase: Phrase) -> tuple[str, str]:
        """The words before (an article stepped over) and after a phrase, in lower case."""
        tokens, start, end = self.tokens, phrase.start, phrase.end
        left = tokens[start - 1].lower if start else ""
        if left == "the":
            left = tokens[start - 2].lower if start > 1 else ""
        return left, tokens[end].lower if end < len(tokens) else ""

    def coordinated(self, phrase: Phrase, left: str, right: str) -> bool | None:
        """What the country before "and" or a comma was, this one is; None where none stands there."""
        before = self.previous
        if left not in ("and", ",") or before is None or before.kind not in ("state", "place") or before.actor is None:
            return None
        near = 0 <= self.tokens[phrase.start - 1].start - before.end < 6
        return before.kind == "state" if near and right not in english().acts else None

    def told_by_neighbours(self, phrase: Phrase, left: str, right: str) -> bool | None:
        """What the next words say outright; None where they say nothing."""
        tokens, start, end = self.tokens, phrase.start, phrase.end
        paired = right in HYPHENS and end + 1 < len(tokens) and tokens[end + 1].text[0].isupper()
        if (right == "to" and left == "for") or paired or left in HYPHENS:
            return True
        if left in MODALS and right and "VERB" in parts_of_speech(right):
            return True
        if right == "and" and end + 2 < len(tokens) and left in ("", "that", ",", "but", ".") and tokens[end + 1].text[0].isupper():
            after = min(end + 3 if tokens[end + 1].lower == "the" else end + 2, len(tokens) - 1)
            return tokens[after].lower in english().acts or self.is_verb(after)
        if left == "with" and start > 1 and tokens[start - 2].lower in ("border", "borders", "frontier"):
            return False
        return True if left in english().treated or right in english().acts else None

    def list_acts(self, phrase: Phrase) -> bool:
        """Whether a list of countries that begins here ends before a verb: "France, Germany and Britain condemn"."""
        k = phrase.end
        while k + 1 < len(self.tokens) and k - phrase.end < 14:
            word = self.tokens[k]
            if word.lower not in (",", "and", "the") and not word.text[0].isupper():
                parts = parts_of_speech(word.lower)
                return (
                    self.tokens[k - 1].text[0].isupper()
                    and "VERB" in parts
                    and "ADJ" not in parts
                    and word.lower not in english().place_prepositions
                )
            k += 1
        return False

    def is_verb(self, i: int) -> bool:
        """Whether token `i` looks like a finite verb."""
        if i >= len(self.tokens):
            return False
        word = self.tokens[i].lower
        if (word.endswith("ly") or word in SOON) and i + 1 < len(self.tokens):
            word = self.tokens[i + 1].lower
        return word.endswith(("s", "ed")) and "VERB" in parts_of_speech(word)

    def team(self, phrase: Phrase, name: str, country: str | None) -> Mention | None:
        """The national team that a country's name means on a sports page; None where it is a place there too."""
        left = self.tokens[phrase.start - 1].lower if phrase.start else ""
        if (left in english().place_prepositions and left not in ("into", "at")) or left in ("from", "the"):
            return None
        actor = body_actor(f"{name} national team", "organisation", country, None)
        return self.make(phrase, "organisation", None, actor, None, "names.team", 0.6)
