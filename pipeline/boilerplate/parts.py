"""Parts of patterns that the lexicons name in angle brackets, such as <PRICE>, and what compiles a pattern with its parts."""

import re
from typing import NamedTuple

from pipeline.boilerplate.sieve import fold


class Wording(NamedTuple):
    """A pattern that ignores case; where it is `folded`, it does so by being in lower case and searched in folded text.

    That is twice as fast, as `re` can then pass over the wordings that begin with another letter.
    """

    pattern: re.Pattern[str]
    folded: bool

    def search(self, text: str, folded: str | None = None) -> bool:
        """Whether the pattern is found in a text; `folded` is the text folded, where it is at hand."""
        if self.folded:
            return self.pattern.search(fold(text) if folded is None else folded) is not None
        return self.pattern.search(text) is not None


# What patterns of the lexicons name in angle brackets.
PARTS = {
    "NEWS": r"\b(?:was|were|had|has|have|rose|fell|paid|lost|cost|gave|sold|bought|been|will|gets|pays|zahlen|charges|costs|earns?"
    r"|owes?|rises?|falls?|plans to|wants|demands|wurden?|war|hatten?|kostete[nt]?|était|coûtait"
    r"|fue|eran?|costaba)\b",
    "ACCESS": r"(?:\b(?:access|subscriptions?|subscribe|memberships?|journalism|investigations|newsroom|newsletters?|bundle"
    r"|archive"
    r"|(?:annual|monthly|yearly|digital) (?:plan|pass)|digital|digitalabo|e-?paper|premium|zugang|(?:jahres|probe"
    r"|monats)?abo|abonnements?"
    r"|plus-angebots?|kündbar|accès|illimitée?|acceso|ilimitado|suscripción|soci[oa]|suscriptor)\b|(?<!\w)(?:ال)?اشتراك)",
    "TERMS": r"(?:<EACH>|\b(?:from|ab|only|nur|desde|dès|à partir de|just|first|premier|primer|monthly|monatlich|mensuel"
    r"|yearly|annually"
    r"|sale|sparen|save|pendant|off|for \d+ (?:days|weeks|months|issues)|stunden|testen|starts at|kündbar)\b|فقط)",
    "AMOUNT": r"(?:[$€£]\s?<SMALL>|(?<![\d.,])\d{1,3}(?:[.,]\d\d)?[ -]?(?:[$€£]|<COIN>|% (?:off|sparen|rabatt|discount)\b"
    r"|(?:days?|weeks?|months?) free\b"
    r"|(?:tage|wochen|monate) (?:kostenlos|gratis)\b|(?:jours|semaines|mois) (?:gratuits?|offerts?)\b"
    r"|(?:días|semanas|meses) gratis\b)|\b(?:save (?:up to )?|free for )\d)",
    # The reader spoken to: you, or an order at the beginning of a sentence.
    "YOU": r"(?:\b(?:you|your|vous|votre|vos|usted|su suscripción|tu suscripción)\b|\b(?-i:Sie|Ihre?[nmrs]?)\b"
    r"|(?:^|[.!?:|>»—–]\s+|\s-\s)\W*(?:please |jetzt )?(?:get|join|try|save|support|help|pay|start|stay|keep|go|take|win|buy"
    r"|order"
    r"|book|read|enjoy|discover|unlock|upgrade|claim|switch|choose|learn|listen|watch|download|register|sign up|subscribe"
    r"|continue|become|donate|treat|lesen|testen|sichern|bestellen|lisez|profitez|essayez|découvrez|lee|prueba|disfruta"
    r"|descubre|ahorra)\b"
    r"|(?:^|\s)(?:اقرأ|احصل|اشترك|جرب|استمتع|وفر)(?!\w))",
    "SELLING": r"(?:\b(?:off|offers?|deals?|discount|cancel|free|limited|unlimited|exclusive"
    r"|(?:find out|learn|read) more|take part|sign up|shop|"
    r"(?:order|book|buy|win|save)(?: \w+)?(?: \w+)? (?:now|today)|as little as|news|readers?|reading|paper|plan"
    r"|reporting|weiterlesen|kostenlos|gratis|angebot|gratuits?|oferta|leser|lecteurs|lectores)\b|<PRODUCT>)",
    "EACH": r"(?:/|(?:a|an|per|each|every|pro|im|je|par|al|por|في|كل)\b)?\s*"
    r"(?:(?:day|week|month|year|monat|woche|jahr|mois|semaine|an|mes|semana|año|mo|wk|yr)\b|الشهر|شهر|السنة|سنة)",
    "PRODUCT": r"(?:\b(?:access|articles?|reports?|stor(?:y|ies)|issues?|subscri\w+|trial|member(?:s|ships?)?|premium|edition"
    r"|newsletters?|podcasts?|alerts?|journalism|coverage|ads?-free|unlimited|digital|e-?paper|app|cancel"
    r"|artikel|abo|abonn\w+|jahresabo|probeabo|artículos?|suscr[ií]\w+|ediciones|édition)\b|مقالات|المقالات|اشتراك|الاشتراك)",
    "PRICE": r"(?:[$€£]\s?<SMALL>|(?<![\d.,])\d{1,3}(?:[.,]\d\d)?\s?(?:[$€£]|<COIN>))",
    # Under a thousand: what news counts in millions is no offer to a reader.
    "SMALL": r"\d{1,3}(?:[.,]\d\d)?(?![.,]?\d)(?!\s?(?:[mb]n?\b|k\b|mil|thous|mio|mrd|tsd))",
    "COIN": r"(?:دولار|يورو|جنيه|(?:eur(?:os?)?|usd|gbp|dollars?|pounds?|cents?|pence|dólares)\b)",
    "LAW": r"\b(?:courts?|judges?|regulators?|fine[ds]?|lawsuits?|sued|ruling|ruled|watchdogs?|plaintiffs?|verbot\w*|verbietet"
    r"|\w*gericht\w*|klagen?|klagten?|bußgeld\w*|datenschützer\w*|urteil\w*|behörden?|verlags?|tribunal|amende|cnil"
    r"|plainte|juez|jueces"
    r"|multa|sanción|demanda|agencia)\b|محكمة|غرامة",
    "SAID": r"\b(?:said|says|told|tells|according to|announced|reported|added|sagte|laut|teilte|selon|déclaré|dijo|según)\b"
    r"|(?<!\w)(?:قال|قالت|أعلن|أعلنت)(?!\w)",
    "TOLD": r"\b(?:said|says|told|tells|according to|announced|reported|analysts?|traders?|officials?|spokes(?:man|woman|person)"
    r"|minist(?:er|ry)|ministers|government|court|police|parliament|senators?|president"
    r"|sagte|laut|teilte|ministerium|selon|ministre|dijo|según|ministerio)\b"
    r"|(?<!\w)(?:قال|قالت|أعلن|أعلنت|وزير|وزارة|الحكومة)(?!\w)",
}


# What lower case must leave alone, classes of characters, and all else.
TOKEN = re.compile(r"(?P<escaped>\\.)|\[(?P<negated>\^?)(?P<members>\]?(?:\\.|[^\]\\])*)\]|[^\\\[]+", re.DOTALL)


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of the lexicons with the parts that it names; raises re.error for one that is none."""
    return re.compile(name_parts(pattern), re.IGNORECASE)


def compile_wording(pattern: str) -> Wording:
    """The same, folded where no part of the pattern minds case."""
    whole = name_parts(pattern)
    minds_case = "(?-i:" in whole
    return Wording(re.compile(whole, re.IGNORECASE) if minds_case else re.compile(fold_pattern(whole)), not minds_case)


def name_parts(pattern: str) -> str:
    """A pattern with the parts that it names."""
    for name, part in PARTS.items():  # a part may name those below it
        pattern = pattern.replace(f"<{name}>", part)
    return pattern


def fold_pattern(pattern: str) -> str:
    """A pattern in lower case, that finds in folded text what the pattern itself finds in the text when case is ignored.

    >>> fold_pattern(r"\\bRead\\S [A-Z]")
    '\\\\bread\\\\S [A-Za-z]'
    """
    return TOKEN.sub(fold_token, pattern)


def fold_token(found: re.Match[str]) -> str:
    """A part of a pattern in lower case; a class gets its members in lower case besides its own, since ß is among À-ÿ."""
    members = found["members"]
    if found["escaped"] or members is None:
        return found[0] if found["escaped"] else fold(found[0])
    folded = re.sub(r"\\.|[^\\]+", lambda part: part[0] if part[0][0] == "\\" else fold(part[0]), members)
    return found[0] if folded == members else f"[{found['negated']}{members}{folded}]"
