"""Named conditions that a noun of the trigger lexicon can ask for: what its phrases must say before it counts as an event."""

from collections.abc import Sequence

from pipeline.events.groups import Sentence, any_belongs, any_head, classes, head_of

Phrases = Sequence[tuple[str, list[int]]]


def after(phrases: Phrases, *preps: str) -> list[int]:
    """The groups after some prepositions."""
    return [position for prep, group in phrases if prep in preps for position in group]


def noun_holds(name: str, sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """Whether the condition `name` holds of the noun group at `position` with its phrases."""
    group = sentence.group(position)
    if name in ("", "always"):
        return True
    if name == "victim_of" or group.head == "clash":
        of = phrases[0][1] if phrases and phrases[0][0] == "of" else []
        if of and not any_belongs(sentence, of, "@human @name @place @target @armed"):
            return False
        if name == "victim_of":
            return True
    if name == "bomb":
        return (
            group.head == "bombing"
            or bool(
                {"bomb", "car", "mine", "suicide", "grenade", "roadside", "truck", "minefield", "landmine"} & set(group.modifiers)
            )
            or (
                any_belongs(sentence, after(phrases, "in", "at", "near", "outside"), "@place @target")
                and group.head in ("blast", "explosion")
            )
        )
    if name == "battle":
        return (
            group.head
            in (
                "fighting",
                "clash",
                "gunbattle",
                "firefight",
                "shootout",
                "shoot-out",
                "gunfight",
                "skirmish",
                "hostility",
                "combat",
            )
            or bool({"gun", "fierce", "heavy", "street", "bloody", "armed", "tank", "pitched"} & set(group.modifiers))
            or any_belongs(sentence, after(phrases, "between", "against", "with", "for"), "@armed @place")
        )
    if name == "arena":
        arena = any_belongs(
            sentence,
            after(phrases, "in", "for", "at", "against", "between", "with", *(("of",) if group.head == "siege" else ())),
            "@place @territory @armed",
        ) and not any_head(
            sentence, after(phrases, "for", "against"), "rating corruption poverty cancer vote seat presidency justice equality"
        )
        return arena and (
            group.head in ("battle", "siege", "violence", "bloodshed", "atrocity", "push", "offensive", "assault")
            or at_war(sentence)
        )
    if name == "armed_strike":
        struck = after(phrases, "against", "on")
        return (
            any_belongs(sentence, struck, "@armed @target @territory")
            or any(armed_name(sentence, member) for member in struck)
            or (at_war(sentence) and has_source)
        )
    if name == "territory_of":
        return any_belongs(sentence, after(phrases, "of"), "@place @territory") and not any_head(
            sentence, after(phrases, "of"), "leaf price carbon share attention"
        )
    if name == "target_of":
        return any_belongs(sentence, after(phrases, "of"), "@target @place")
    if name == "armed_of":
        return any_belongs(sentence, after(phrases, "of"), "@armed") or any(
            armed_name(sentence, member) for member in after(phrases, "of")
        )
    if name == "arms_of":
        words = {
            word for member in after(phrases, "of") for word in (sentence.group(member).head, *sentence.group(member).modifiers)
        }
        return not words.isdisjoint(
            {
                "weapon",
                "arms",
                "explosive",
                "cache",
                "hideout",
                "hiding",
                "bomb",
                "ammunition",
                "rocket",
                "tunnel",
                "mine",
                "drug",
                "cocaine",
                "rifle",
                "ied",
                "munition",
                "militant",
                "arsenal",
            }
        )
    if name == "human_of":
        return any_belongs(sentence, after(phrases, "of"), "@human @name")
    if name == "official_between":
        return bool(after(phrases, "between", "with")) or has_source
    return True


def armed_name(sentence: Sentence, position: int) -> bool:
    """Whether the head of a group names an armed group."""
    number = sentence.mention_at[head_of(sentence, position)]
    return number is not None and sentence.mentions[number].kind == "armed_group"


def at_war(sentence: Sentence) -> bool:
    """Whether words of war stand in the sentence or the passage tells of an armed group."""
    if any(token.lower in classes()["war_word"] for token in sentence.tokens):
        return True
    return any(mention.kind == "armed_group" for mention in sentence.mentions)
