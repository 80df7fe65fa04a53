"""What capitals that nothing explains are: person, organisation, place or nothing, by shape, context and the whole document."""

import re
from collections import defaultdict

from pipeline.names.english import english, is_common
from pipeline.names.fold import ARTICLES, FOLDED
from pipeline.names.node import Node
from pipeline.names.phrase import Phrase
from pipeline.names.reference import PARTICLES
from pipeline.names.scan import Scan
from pipeline.text.words import parts_of_speech

SETTINGS = frozenset("san santa santo sao villa puerto cerro rio barrio colonia finca ciudad".split())  # first words of places
PAPERS = frozenset("el la los las le les der die das il".split())  # articles before names of papers and bodies
ABSTRACT = re.compile(r"(?:ism|ists?|ity|ology|ness|ization|isation|ously|ment|ingly|rrhea|itis)$")
ASIDE = frozenset("'s ’s ( “ ‘ \" ' called named entitled titled".split())  # before titles of works and foreign words


class Decision:
    """Kinds of the unexplained names of one document. The same words are the same thing throughout it."""

    def __init__(self, scan: Scan, phrases: list[Phrase]) -> None:
        self.scan = scan
        self.persons: dict[str, str] = {}
        self.spelled: dict[str, str] = {}
        self.firm: set[str] = set()
        self.vessels: set[str] = set()
        self.texts = frozenset(scan.page.texts)
        self.folded: dict[tuple[int, int], list[str]] = {}
        self.acronyms: dict[str, Phrase] = {}
        self.votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        open_names = []
        for number, phrase in enumerate(phrases):
            self.learn_acronym(phrase, phrases, number)
            if phrase.name is not None and phrase.name.kind == "platform" and phrase.end - phrase.start > 1:
                self.vessels.add(" ".join(self.words(phrase.name)[1:]))
            if phrase.name is not None and phrase.name.kind == "person":
                self.learn_person(phrase.name)
                self.firm.add(self.words(phrase.name)[-1])
            elif phrase.name is not None and phrase.name.type in ("name", "gaz"):
                self.vote(phrase)
                open_names.append(phrase)
        for phrase in open_names:
            if (
                phrase.name is not None
                and phrase.name.type == "name"
                and len(self.words(phrase.name)) > 1
                and self.kind(phrase) == "person"
            ):
                self.learn_person(phrase.name)

    def words(self, node: Node) -> list[str]:
        """Folded words of a name."""
        span = (node.start, node.end)
        words = self.folded.get(span)
        if words is None:
            texts = [token.text for token in self.scan.tokens[node.start : node.end]]
            words = self.folded[span] = [FOLDED[text] for text in texts if text[0].isalnum()]
        return words

    def is_small(self, word: str) -> bool:
        """Whether the document has a word in small letters too."""
        return word in self.texts and word.islower()

    def is_capital(self, word: str) -> bool:
        """Whether the document has a word of three letters or more in capitals too."""
        upper = word.upper()
        return len(upper) > 2 and upper in self.texts and upper.isupper()

    def learn_person(self, node: Node) -> None:
        """Keep a full name under its parts, so that a later surname finds it."""
        words = [word for word in self.words(node) if word not in ("jr", "sr")]
        if not words or words[-1] in english().no_names or self.is_small(words[-1]):
            return
        full = " ".join(words)
        written = " ".join(self.scan.written(node.start, node.end).split())
        if not written.isupper() and not written.islower():
            self.spelled.setdefault(full, written)
        given = self.scan.tokens[node.start].text in self.scan.lexicon.given
        for word in words[-1:] + (words[:1] if given else []) + [" ".join(words[-2:])]:
            if len(word) > 2 and word not in PARTICLES and len(full) > len(self.persons.get(word, "")):
                self.persons[word] = full
        if len(words) > 2 and words[-2] in PARTICLES:
            self.persons.setdefault(" ".join(words[-2:]), full)

    def learn_acronym(self, phrase: Phrase, phrases: list[Phrase], number: int) -> None:
        """ "Full Name (FN)" and "FN (Full Name)"."""
        tokens = self.scan.tokens
        if number + 1 >= len(phrases):
            return
        other = phrases[number + 1]
        if (
            tokens[other.start - 1].text != "("
            or other.start - phrase.end > 1
            or other.end >= len(tokens)
            or tokens[other.end].text != ")"
        ):
            return
        for short, long in ((other, phrase), (phrase, other)):
            text = tokens[short.start].text
            if short.end - short.start == 1 and text.isupper() and 1 < len(text) < 9 and long.end - long.start > 1:
                self.acronyms.setdefault(text, long)
                return

    def vote(self, phrase: Phrase) -> None:
        """Evidence that the surroundings of one occurrence give."""
        if phrase.name is None:
            return
        tokens, votes, sets = self.scan.tokens, self.votes[" ".join(self.words(phrase.name))], english()
        left = tokens[phrase.start - 1].lower if phrase.start else ""
        right = tokens[phrase.end].lower if phrase.end < len(tokens) else ""
        after = tokens[phrase.end + 1].lower if phrase.end + 1 < len(tokens) else ""
        if left in sets.place_prepositions:
            votes["place"] += 2
        if left == "of" and phrase.start > 1 and tokens[phrase.start - 2].lower in sets.back_to_place:
            votes["place"] += 3
        if left in ("from", "to"):
            votes["place"] += 0.5
        if left == "of" and phrase.start > 1 and tokens[phrase.start - 2].lower in sets.compass:
            votes["place"] += 3
        if left == "the":
            votes["organisation"] += 1.5
            votes["person"] -= 1.5
        if right in sets.organ_nouns:
            votes["organisation"] += 2
        if right in sets.speech or (right == "," and after in ("who", "whose", "aged")) or left in sets.speech:
            votes["person"] += 2
            votes["acts"] += 1
        if left in ("mr", "by", "and", "with", "when", "that") or right in ("'s", "’s", "who", "was", "is", "had", "has"):
            votes["person"] += 0.5
        if left in ASIDE or left.isdigit():
            votes["aside"] += 1
        if (
            (parts := parts_of_speech(right))
            and "VERB" in parts
            and (right.endswith("ed") or not {"NOUN", "ADJ", "ADV"} & set(parts))
        ):
            votes["person"] += 0.7
            votes["acts"] += 1
        votes["seen"] += 1

    def kind(self, phrase: Phrase) -> str:
        """The kind of an unexplained name, "" where it is none."""
        node = phrase.name
        if node is None:
            return ""
        if node.kind:
            return node.kind
        words = self.words(node)
        text = self.scan.tokens[node.start].text
        if not words:
            return ""
        if " ".join(words) in self.vessels:
            return "platform"
        if text in self.acronyms and node.end - node.start == 1:
            return "acronym"
        if " ".join(words) in self.persons and (len(words) > 1 or self.again(words[0])):
            return "person"
        return self.single(node, words[0], text) if len(words) == 1 else self.several(words, text)

    def again(self, word: str) -> bool:
        """Whether a word that a person's name holds names the person here, and not a place that it also holds."""
        return word not in english().function and (word in self.firm or self.votes[word]["place"] < 2)

    def single(self, node: Node, word: str, text: str) -> str:
        """The kind of a single word: capitals make an acronym, capitals inside a brand; else the surroundings must speak."""
        votes = self.votes[word]
        if word in english().function or word in english().no_names or (len(word) < 3 and not text.isupper()):
            return ""
        if text.isupper() and 1 < len(text) < 7:
            fits = not is_common(word) or (votes["seen"] > 1 and len(word) > 2 and not self.is_small(word))
            return "organisation" if text.isalpha() and fits else ""
        if ABSTRACT.search(word):
            return ""
        if is_common(word) or self.is_small(word) or word in english().compass:
            return ""
        if text in self.scan.lexicon.given and not node.rows:
            return "person"
        if any(letter.isupper() for letter in text[2:]) and not text.startswith(("Mc", "Mac")) and text.isalpha():
            return "organisation"
        if votes["place"] > max(votes["person"], 1):
            return "place"
        if votes["organisation"] > max(votes["person"], 1.9):
            return "organisation"
        if node.rows and not votes["acts"]:
            return ""
        return "person" if votes["person"] >= max(0.5, 0.35 * votes["seen"]) else ""

    def several(self, words: list[str], text: str) -> str:
        """The kind of several words: English ones make a title or an organisation, others a person."""
        votes = self.votes[" ".join(words)]
        plain = [word for word in words if word not in PARTICLES and len(word) > 1]
        common = sum(is_common(word) for word in plain)
        if common == len(plain) or any(len(word) > 2 and self.is_capital(word) for word in plain):
            return ""
        if votes["place"] > max(votes["person"], 1):
            return "place"
        if votes["organisation"] > max(votes["person"], 1):
            return "organisation"
        if words[0] in SETTINGS:
            return "place" if votes["place"] >= votes["organisation"] else "organisation"
        if words[0] in PAPERS:
            return "place" if votes["place"] > 1 else "organisation"
        if 2 * common > len(plain) or (common and is_common(plain[0])):
            return "person" if votes["person"] >= 2 else ""
        if votes["aside"] and votes["person"] < 1:
            return ""
        return "person" if len(words) < 6 else ""

    def full_name(self, node: Node) -> str:
        """The longest name of the person that a node names."""
        words = self.words(node)
        key = " ".join(words)
        if key in self.persons:
            return self.persons[key]
        if len(words) > 1 and words[0] in ARTICLES and (rest := " ".join(words[1:])) in self.persons:
            return self.persons[rest]
        return key
