"""Who is said to be behind a deed: "blamed the attack on X", "accused X of the murder", "a bomb attributed to X"."""

from pipeline.events.flow import Clause, coordination
from pipeline.events.found import Found, is_party
from pipeline.events.groups import Sentence, classes


def blame(sentence: Sentence, hit: Found, clause: Clause) -> bool:
    """ "blamed the attack on X": X is the claimed source; whether there is one."""
    suspects = [member for prep, group in clause.phrases if prep in ("on", "to") for member in group]
    hit.sources = hit.sources or suspects
    return bool(suspects)


def accused(sentence: Sentence, clause: Clause, lemma: str, prep: str) -> list[int]:
    """Who is accused of the deed that stands after `prep`: "blamed X for the murder", "X was charged with the killing"."""
    if lemma not in classes()["accusing"] or prep not in ("for", "of", "with", "in"):
        return []
    groups = clause.subjects if clause.passive else clause.objects
    return [position for position in groups if is_party(sentence, position)]


def attributed(sentence: Sentence, position: int) -> list[int]:
    """Whom the words right after a noun name as the doer: "an attack blamed on X", "the bomb, which they attribute to X"."""
    items = sentence.items
    for number in range(position + 1, min(position + 6, len(items) - 2)):
        item = items[number]
        if item.verb is not None:
            blames = (
                item.verb.lemma in classes()["blaming"]
                and items[number + 1].lower in ("on", "to")
                and items[number + 2].kind == "NP"
            )
            beside = number == position + 1 or any(items[other].kind == "W" for other in range(position + 1, number))
            suspects = coordination(items, number + 2)[0] if blames and beside else []
            return [member for member in suspects if is_party(sentence, member)]
    return []
