"""Words that state a number, in each language of the product: the grammar of the number lock.

Every language's words count in every prose, so that a model cannot avoid the lock by changing its language; the usual
words of two more languages are in `FOREIGN`. All patterns are for lower-case text without Polish diacritics.
"""

from dataclasses import dataclass
from typing import Final

from smartflow.language.text import ByLanguage


@dataclass(frozen=True, slots=True)
class NumberWords:
    r"""The patterns of one language, alternatives joined by "|".

    `amounts` are units of money, time and share, and scales, each ending in `\b` or `\w*`. `counted` are units of other
    things. `few` are words that state a number before an amount only ("one hour"), `full` what may stand between.
    `numbers` state a number wherever they stand, besides the cardinals that the number reader knows; `phrases` do so
    together with what follows, where `{units}` stands for the units of all languages. `trade` are words of the trade
    that hold a number and state none. `other_period` makes another figure of a yearly one, `times` a multiple.
    """

    amounts: str
    counted: str
    few: str
    full: str
    numbers: str
    phrases: str
    trade: str
    other_period: str
    times: str


#: Signs, currencies and abbreviations that all languages share.
SHARED_AMOUNTS: Final = r"%|‰|€|\$|£|pln\b|eur\b|euro\b|usd\b|gbp\b|pp\b|p\.p\.|min\b|minut\w*|h\b"
SHARED_COUNTED: Final = r"x\b|k\b|m\b"

NUMBER_WORDS: Final = ByLanguage(
    pl=NumberWords(
        amounts=(
            r"zl\b|zlot\w*|dolar\w*|groszy\b|proc\b|procen\w*|promil\w*|sek\b|sekund\w*|godz\w*|dni\w*|dnia\b|dzien\b|"
            r"tyg\b|tygod\w*|tydz\w*|mies\b|miesi\w*|kwarta\w*|lat\b|lata\b|rok\b|roku\b|"
            r"tys\b|tysi\w*|mln\b|mld\b|milio\w*|miliard\w*|setek\b|setki\b|"
            r"trzeci\w*|czwart[aey]\w*|piat[aey]\w*|dziesiat\w*"
        ),
        counted=r"razy\b|raza\b|krotn\w*|punkt\w*|osob\w*|etat\w*",
        few=r"jeden|jedna|jedno|jednego|jednej|jednym|kilka|kilku|kilkoma|pare|paru|niewiele",
        full=r"dobrych|dodatkowych|pelny",
        numbers=(
            r"zero|zera|zerow\w+|pol(?:tor\w*)?|polow(?:a|y|e|ie)|polrocz\w+|poldni\w+|polgodzin\w*|"
            r"cwierc\w*|kwadrans\w*|kilkana\w+|kilkadziesi\w+|kilkaset|kilkuset|kilkudziesi\w+|kilkunast\w+|"
            r"tysi(?:ac|ec)\w*|tys|mln|mld|milion\w*|miliard\w*|set(?:ki|ek|ka|ke|kami|kach)|"
            r"dziesiat(?:ki|ek|ka|ke|kami|kach)|tuzin\w*|"
            r"(?:dwu|dwa|trzy|cztero|piecio|szescio|siedmio|osmio|dziewiecio|dziesiecio|kilkunasto|kilkudziesiecio|stu|"
            r"sto|dwudziesto|trzydziesto|czterdziesto|piecdziesiecio|szescdziesiecio|siedemdziesiecio|osiemdziesiecio|"
            r"dwunasto|pietnasto|jedno)(?:krotn|godzinn|dniow|tygodniow|miesieczn|letni|roczn|minutow|osobow|procentow|"
            r"etapow|krok|zmianow|cyfrow|stopniow)\w*|\w{2,}procentow\w+|"
            r"podwoi\w*|podwaja\w*|podwoj\w+|zdwoj\w+|potroi\w*|potraja\w*|potroj\w+|dwojk\w*|trojk\w*|czwork\w*|"
            r"(?:czwart|piat|szost|siodm|osm|dziewiat|dziesiat|jedenast|dwunast|trzynast|czternast|pietnast|szesnast|"
            r"siedemnast|osiemnast|dziewietnast|dwudziest|trzydziest|czterdziest|piecdziesiat|szescdziesiat|"
            r"siedemdziesiat|osiemdziesiat|dziewiecdziesiat|setn|tysieczn)(?:y|a|e|ego|ej|emu|ym|ymi|ych)"
        ),
        phrases=r"(?:jedn\w+|co|czesc)\s+(?:drug|trzeci)\w*|(?:drug|trzeci)(?:a|ej)\s+czesc\w*",
        trade=(
            r"dwuetapow\w+\s(?:weryfikac\w+|uwierzytelni\w+|logowani\w+)|dwuskladnikow\w+|"
            r"podwojn\w+\s(?:wprowadz|ksieg|wpisy|ewidenc|kontrol|weryfik|prac)\w*|od\szera|jednokrotn\w+"
        ),
        other_period=(
            r"miesiecznie|na\s+miesiac|w\s+miesiacu|tygodniowo|na\s+tydzien|w\s+tygodniu|dziennie|na\s+dzien|kwartalnie|"
            r"na\s+godzine|na\s+osobe|od\s+osoby|za\s+kazd\w+|na\s+kazd\w+"
        ),
        times="razy",
    ),
    en=NumberWords(
        amounts=(
            r"dollars?\b|pounds?\b|percent\w*|per\s+cent\b|pct\b|secs?\b|seconds\b|mins\b|hrs?\b|hours?\b|days?\b|"
            r"weeks?\b|months?\b|quarters?\b|years?\b|millions?\b|billions?\b|thousands?\b|hundreds?\b|"
            r"third\b|quarter\b|half\b|fifth\b|tenth\b"
        ),
        counted=r"times\b|points?\b|people\b|persons?\b|fte\b",
        few=r"one|a\s+few|few|several|a\s+couple(?:\s+of)?",
        full=r"or\s+two|full|more|extra|business|working|whole|single",
        numbers=(
            r"zero|nil|half|halves|halve[sd]?|halving|thirds|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|"
            r"doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|quadrupl\w*|twice|thrice|"
            r"(?:two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|several|many)-?fold|"
            r"fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|twentieth|"
            r"thirtieth|fiftieth|hundredth|thousandth|fourths|fifths|tenths|scores\sof|tens\sof"
        ),
        # "Ten" is also Polish for "this": it counts before words that are surely English or a unit. "A month" is a
        # period, "a third" a number.
        phrases=(
            r"ten[\s-]+(?:or\s\w+\s|to\s\w+\s)?(?:{units}|more|fewer|of|employees|customers|clients|steps|invoices|orders|"
            r"items|e-?mails|documents|files|reports|tasks|cases|calls|requests|fold)|"
            r"(?:a|one|every|two)[\s-]+(?:second|third|quarter(?=[\s-]+of))|quarters?(?=\s+of\s)|"
            r"an?\s+(?:third|half|fifth|tenth|hundreds?|thousands?|millions?|billions?)"
        ),
        trade=(
            r"two[- ]factor|two[- ]step\sverification|two[- ]way|three[- ]way\smatch\w*|double[- ]check\w*|"
            r"double[- ]entry|zero[- ]trust"
        ),
        other_period=(
            r"(?:a|per|each|every)\s+(?:month|week|day|quarter|hour|person|employee|run|invoice|order)|monthly|weekly|daily|"
            r"quarterly|hourly"
        ),
        times="times",
    ),
)

#: The usual number words of German, Ukrainian and Russian.
FOREIGN: Final = (
    r"zwei|drei|vier|funf|fuenf|sechs|sieben|acht|neun|zehn|zwolf|zwanzig|dreissig|vierzig|funfzig|hundert|tausend|halfte|"
    r"два|дві|двох|три|трьох|чотири|п.ять|шість|сім|вісім|дев.ять|десять|двадцять|тридцять|сорок|п.ятдесят|сто|"
    r"тисяч\w*|половин\w*|две|четыре|пять|шесть|семь|восемь|двадцать|тридцать|пятьдесят"
)
