"""Small closed sets of English words that the rules of this package lean on."""

from functools import lru_cache

from pipeline.text.words import parts_of_speech

# Words that open sentences in capitals and are never part of a name.
FUNCTION = frozenset(
    "a an the this that these those some any each every all both either neither no many much more most several few such another other "
    "i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself himself herself itself "
    "whether who whom whose which what when where why how while whereas because since although though if unless until till as than then "
    "and or but nor so yet for of in on at by to from with without into onto over under above below between among amid amidst against "
    "about after before during through throughout across along around near beside besides behind beyond within outside inside off out up down "
    "upon toward towards via per despite except like unlike according due not never also only just even still again already soon now here "
    "there today tomorrow yesterday tonight meanwhile however therefore moreover furthermore nevertheless instead otherwise perhaps maybe "
    "is are was were be been being am has have had having do does did doing can could may might must shall should will would "
    "let let's yes no ok okay please thanks thank welcome hello hi dear new old first second third last next one two three four five six seven "
    "eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety dozens hundreds thousands millions once twice later earlier recently currently previously finally eventually "
    "following based asked speaking read update updated photo image video file live breaking exclusive analysis opinion world news sport sports "
    "business home contact share follow subscribe advertisement related topics source via nearly almost around roughly least "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec am pm gmt utc est edt bst christmas easter ramadan "
    "god internet web tv dvd cd dna aids hiv covid virus i'm i've i'd i'll we're we've it's that's there's he's she's they're don't didn't can't won't "
    "isn't wasn't doesn't couldn't wouldn't what's who's let’s it’s that’s i’m i’ve i’d i’ll we’re we’ve he’s she’s there’s don’t didn’t".split()
)
DAYS_AND_MONTHS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november "
    "december christmas easter ramadan eid".split()
)
PLACE_PREPOSITIONS = frozenset("in at near inside outside around across throughout towards toward into via beyond".split())
LOOSE_PREPOSITIONS = frozenset("from to of between over on through for by with against off".split())
SPEECH = frozenset(
    "said says say told tells added adds noted stated claimed claims announced warned warns insisted argued argues explained wrote writes "
    "asked asks replied recalled declared denied admitted acknowledged believes believed thinks thought wants wanted hopes hoped testified "
    "tweeted joked laughed smiled died resigned born married grew recalls suggested suggests agreed agrees met spoke speaks refused "
    "himself herself himself".split()
)
ACTS = frozenset(
    "said says has had is was were are have will would could may might should must can launched launches attacked attacks accused accuses "
    "condemned condemns condemn warned warns denied denies urged urges called calls wants wanted agreed agrees refused refuses rejected rejects "
    "demanded demands announced announces signed signs sent sends invaded bombed shelled struck strikes hit fired fires killed kills "
    "supports supported supplied provides provided backed backs imposed imposes expelled expels recalled withdrew withdraws threatened "
    "threatens vowed vows pledged pledges began begins continued continues took takes gave gives made makes became joined joins "
    "opposes opposed hopes hoped believes remains remained needs faces faced plans planned responded recognises recognizes recognized "
    "deployed deploys closed reopened banned bans ordered seeks sought did does won lost beat defeated beats fell invades blamed blames "
    "declared declares decided decides promised promises insists insisted insist offered offers proposed proposes welcomed welcomes "
    "voted votes suspended cut cuts severed resumed halted halts retaliated captured seized released released arrested detained "
    "executed executes intervened carried conducts conducted welcomed shot downed violated broke breaks ended ends stands maintains".split()
)
COUNTS = frozenset(
    "a an one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands million millions "
    "several many some few numerous both all another scores score countless fifteen twenty thirty forty fifty other".split()
)
QUANTIFIERS = COUNTS - {"a", "an", "some", "other"}
# After these a country is who is addressed or treated, not where something is.
TREATED = frozenset(
    "with against by between urged accused told warned asked urge accuse tell warn ask support supports supported supporting help helps helped "
    "helping enable enables enabled thank thanks thanked condemn condemns condemned condemning assist assisting assists blame blames blamed "
    "pressure pressured pressuring press pressed persuade persuaded sanction sanctioned allow allowed allows allowing force forced forcing "
    "accusing warning urging telling asking blaming oblige threaten threatens threatened threatening criticised criticized praised "
    "congratulate congratulated arm armed arming fund funded sued ally allies".split()
)
# Names of faiths, tongues, feasts and things that are written in capitals and name nobody.
NO_NAMES = frozenset(
    "bible koran quran qur'an torah talmud hebrew latin sanskrit esperanto aramaic farsi dari pashto urdu hindi mandarin cantonese swahili english "
    "christianity islam judaism buddhism hinduism communism socialism marxism capitalism fascism nazism zionism islamism phd ba ma md bc ad ce bce "
    "olympics olympic paralympics internet facebook google web wifi tv pc usb gps ip url html pdf faq id ok vip suv atm dj mp3 ceo cfo "
    "hajj eid ramadan passover hanukkah easter lent halloween thanksgiving diwali nowruz ashura arbaeen sharia halal kosher "
    "renaissance medieval victorian gothic baroque roman holocaust zeitgeist iq gnp gdp gps xml irc pov vm cc st ii iii iv vi vii viii ix xi xii wwi wwii ad tba tbd asap diy eta rsvp nobel pulitzer oscar grammy "
    "whilst yeah nah hey wow oh ah hmm uh um fahrenheit celsius sir madam mr mrs polaroid polaroids earth sun moon mars venus jupiter".split()
)
# Definite nouns that point back to a place named before, and the features that each can point to.
POINTS_BACK = {
    **dict.fromkeys("town city village hometown suburb capital neighbourhood neighborhood settlement township enclave camp".split(), ("PPL", "CMP")),
    **dict.fromkeys("province governorate region county".split(), ("ADM1", "RGN", "ADM2")),
    **dict.fromkeys("district area valley territory island peninsula".split(), ("PPL", "ADM", "RGN", "ISL", "VAL")),
    "country": ("PCLI",), "refugee camp": ("CMP",), "port city": ("PPL",), "border town": ("PPL",), "home town": ("PPL",),
}
# Words of sports pages, where a country is its team.
SPORT = frozenset(
    "match matches goal goals penalty scored scorer striker defender midfielder goalkeeper coach referee tournament championship championships innings "
    "wicket wickets quarterback touchdown inning semifinal semifinals quarterfinal quarterfinals semi-final quarter-final halftime half-time kickoff "
    "equaliser equalizer offside stoppage fixture fixtures playoff playoffs medal medals batsman bowler rugby cricket football soccer basketball tennis "
    "hockey fifa uefa olympics teammate teammates league squad substitute lineup".split()
)
DEFINITE = frozenset("the this that their its his her our whose".split())
# Definite nouns that point back to an actor named before, and the kinds that each can point to.
BACK_TO_ACTOR = {
    **dict.fromkeys("group movement organization organisation militia insurgency network faction".split(), ("armed_group", "organisation")),
    **dict.fromkeys("company agency party ministry union council committee commission army firm bank newspaper regime".split(), ("organisation",)),
}
COMPASS = frozenset(
    "north south east west northeast northwest southeast southwest northern southern eastern western central northeastern northwestern "
    "southeastern southwestern north-east north-west south-east south-west".split()
)
# Modifiers that belong to a phrase about people but are no adjectives in the word lists, and the sectors that modifiers bring.
SECTOR_WORDS = {
    word: sector
    for sector, words in {
        "MIL": "army military navy naval airforce air-force defense defence marine war infantry artillery tank aerial nato",
        "COP": "police immigration customs border prison riot traffic anti-riot law-enforcement interior",
        "REB": "rebel insurgent guerrilla separatist secessionist resistance revolutionary peshmerga",
        "UAF": "militant terrorist jihadist extremist armed masked unidentified tribal jihadi",
        "PRM": "paramilitary pro-government pro-regime militia vigilante",
        "OPP": "opposition antiwar anti-war anti-government antigovernment anti-regime dissident pro-democracy student-led protest activist",
        "REL": "religious church islamic clerical muslim sunni shia shiite christian jewish catholic orthodox buddhist hindu",
        "SPY": "intelligence spy secret counterintelligence espionage",
        "JUD": "judicial court justice legal",
        "LEG": "parliamentary legislative congressional senate parliament congress",
        "MED": "medical health hospital medical aid relief ambulance rescue",
        "LAB": "union labor labour trade-union",
        "EDU": "university school academic college student research",
        "BUS": "business oil company bank corporate commercial industry banking trade",
        "JRN": "media news press television radio tv newspaper",
        "CRM": "drug criminal gang mafia cartel organized organised smuggling crime",
        "PTY": "party republican democratic labour socialist communist conservative political",
        "REF": "refugee displaced migrant",
        "AGR": "farm agricultural peasant",
        "GOV": "government state federal provincial presidential ministry municipal governmental official regional administration",
        "NGO": "humanitarian rights charity non-governmental",
        "CVL": "civilian ordinary",
    }.items()
    for word in words.split()
}
FORMER = frozenset("former ex retired ousted deposed disgraced one-time late erstwhile exiled onetime toppled".split())
NOT_MODIFIERS = frozenset(
    "more most many much several few other such own same dead due last next first second third past previous able likely unlikely "
    "sure certain least less enough very only certain various some all both live alive responsible possible available open close "
    "wounded injured killed missing whole entire half no any total additional further extra numerous hundred thousand million dozen "
    "out back according away home here there then just alone over up down off well right left including following least following".split()
)
MODIFIERS = frozenset(
    "security government state opposition coalition ground tribal army police militia rebel guerrilla university school city town village "
    "oil union labor labour party intelligence border prison police peace relief aid health hospital media news press television radio "
    "terror terrorist tank infantry artillery combat defence defense defense interior finance justice war community family opposition "
    "human rights drug crime gang refugee factory mine student women's women men's youth church mosque business bank company transport "
    "government-backed enemy suicide street world trade regime district province provincial council cabinet court parliament election campaign "
    "rescue emergency counterterrorism counter-terrorism anti-terrorism terrorism special elite troop battlefield frontline riot "
    "top senior mission task alleged suspected armed masked unidentified detained captured arrested wanted hooded uniformed disguised "
    "displaced kidnapped abducted jailed imprisoned exiled appointed elected designated ousted retired disgraced besieged trapped angry "
    "striking fleeing advancing retreating attacking fighting warring ruling governing outgoing incoming acting leading visiting returning "
    "surrounding neighbouring neighboring opposing invading occupying protesting demonstrating foreign-backed starving unarmed hardline "
    "immigration customs space trafficking smuggling motorcycle car truck taxi bus train airline merchant tourist football soccer "
    "mobilization mobilisation reconnaissance logistics training support navy air anti pro non counter ex vice deputy chief".split()
)


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Whether a word in lower case is an English word of the dictionary (which holds no proper names) or a function word."""
    return word in FUNCTION or bool(parts_of_speech(word))


@lru_cache(maxsize=65536)
def can_modify(word: str) -> bool:
    """Whether a word in lower case can stand between determiner and noun in a phrase about people."""
    if word in NOT_MODIFIERS or word in FUNCTION:
        return False
    if word in MODIFIERS or word in SECTOR_WORDS or word in FORMER or word in COMPASS:
        return True
    parts = parts_of_speech(word)
    return "ADJ" in parts and "VERB" not in parts and "ADV" not in parts
