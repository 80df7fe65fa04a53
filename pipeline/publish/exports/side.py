"""What a party is to those who study conflict: the state, its armed opponents, civilians."""

from pipeline.publish.exports.happening import Party

# PLOVER sectors by the kind of side they make; the rest (IGO, TOP, UNK ...) make none.
STATE = frozenset("GOV MIL COP SPY PRE JUD LEG".split())
REBELS = frozenset("REB UAF".split())
MILITIAS = frozenset("PRM CRM".split())
CIVILIANS = frozenset("CVL AGR BUS EDU ELI JRN LAB MED REF REL SOC NGO PTY OPP".split())


def side_of(party: Party | None) -> str | None:
    """`state`, `rebels`, `militia` or `civilians`, None where the sector does not say.

    >>> side_of(Party("source", "Iraqi Army", None, "MIL", "IRQ", "the army"))
    'state'
    """
    for word, sectors in (("state", STATE), ("rebels", REBELS), ("militia", MILITIAS), ("civilians", CIVILIANS)):
        if party is not None and party.sector in sectors:
            return word
    return None
