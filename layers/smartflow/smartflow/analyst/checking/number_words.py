"""Words that state or measure a quantity, by category and language; forms are generated from stems.

Every language's words count in every prose, so that a model cannot avoid the lock by changing its language; the usual
words of German are in `_GERMAN`. All patterns are for whole words, lower-case and without diacritics (`grammar`).
"""

from __future__ import annotations

from typing import Final

from smartflow.analyst.checking.grammar import Categories, all_languages
from smartflow.language.text import ByLanguage

# Polish stems of five to ten, and what stands before "-naście" and "-dziesiąt".
_PL_FIVE: Final = "(?:piec|szesc|siedem|osiem|dziewiec|dziesiec)"
_PL_FIVE_OF: Final = "(?:pieci|szesci|siedmi|osmi|dziewieci|dziesieci)"
_PL_COLLECTIVE: Final = "(?:o|a|ga|gu|giem|or|oro|orga|orgu|orgiem)"
_PL_TEEN: Final = "(?:jede|dwa|dwu|trzy|czter|piet|szes|siedem|osiem|dziewiet|kilka|kilku)"
_PL_HUNDRED: Final = "(?:piec|pieciu|szesc|szesciu|siedem|siedmiu|osiem|osmiu|dziewiec|dziewieciu|kilka|kilku)"
_PL_TENS: Final = "(?:dwa|dwu|trzy|czter|kilka|kilku)dzie(?:scia|sci|stu|stoma|siat|sieciu|sieciom?a?)"
_PL_COMPOUND: Final = (
    "(?:dwu|dwo|trzy|troj|cztero|czworo|piecio|szescio|siedmio|osmio|dziewiecio|dziesiecio|[a-z]+nasto|[a-z]+dziesto|"
    "[a-z]+dziesiecio|stu|sto|[a-z]+set|kilku|kilkunasto|kilkudziesiecio|paro|jedno|pol|poltora|tysiac[a-z]*|calo){1,3}"
)
_PL_MEASURE: Final = (
    "(?:godzin|dniow|dobow|tygodni|miesie|letni|latk|roczn|minut|sekund|kwarta|osobow|procent|zlot|dolar|krotn|etat|"
    "zmianow|cyfrow|stopniow|punkt|tysie|milion)"
)
_PL_ORDINAL: Final = (
    "(?:czwart|piat|szost|siodm|osm|dziewiat|dziesiat|[a-z]+nast|[a-z]+dziest|piecdziesiat|szescdziesiat|"
    "siedemdziesiat|osiemdziesiat|dziewiecdziesiat|setn|dwusetn|tysieczn)"
)
_EN_UNIT: Final = "(?:two|three|four|five|six|seven|eight|nine)"
_EN_CARDINAL: Final = (
    f"{_EN_UNIT}|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|fou?rty|fifty|"
    "sixty|seventy|eighty|ninety|hundred|thousand|million|billion|trillion"
)
_EN_ORDINAL: Final = (
    "fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|[a-z]+tieth|hundredth|thousandth|"
    "millionth"
)
_GERMAN: Final = (
    "zwei|drei|vier|funf|fuenf|sechs|sieben|acht|neun|zehn|elf|zwolf|zwanzig|dreissig|vierzig|funfzig|hundert|tausend|"
    "halfte"
)

_WORDS: Final[ByLanguage[dict[str, list[str]]]] = ByLanguage(
    pl={
        # They state a number wherever they stand.
        "NUMBER": [
            "dw(?:a|aj|ie|och|u|om|oma|iema)|trz(?:y|ech|em|ema|ej)|czter(?:y|ech|em|ema|ej)",
            f"(?:dwoj|troj)(?:e|ga|gu|giem|k(?:a|e|i|o|ami|ach))|czwor(?:{_PL_COLLECTIVE}|k[a-z]+)|czwork[a-z]+",
            f"{_PL_FIVE}|{_PL_FIVE_OF}(?:u|oma|{_PL_COLLECTIVE})",
            "(?:szostk|siodemk|osemk|dziewiatk|dziesiatk)[a-z]+|dziesiatek|piatk[aeo]|piatak[a-z]*",
            f"{_PL_TEEN}nas(?:cie|tu|toma|cior[a-z]+)",
            f"{_PL_TENS}|(?:{_PL_FIVE}|{_PL_FIVE_OF}u?)dziesi(?:at|eciu|ecioma|eciorg[a-z]+|atk[a-z]+)",
            "(?:dwudziest|trzydziest|czterdziest)k[a-z]+",
            f"sto|stu|stoma|dwiescie|dwustu|trzysta|trzystu|czterysta|czterystu|{_PL_HUNDRED}(?:set|ustu)",
            "set(?:ka|ke|ki|ek|kami|kach|kom)|tuzin[a-z]*|tys|mln|mld|tysi(?:ac|ec)[a-z]*|(?:milion|miliard|bilion)[a-z]*",
            "zero|zera|zerem|zerow[a-z]+",
            "pol|poltor[a-z]*|polow(?:a|y|e|ie|ka|ke|ki)|cwierc[a-z]*|kwadrans[a-z]*|pol(?:etat|tygodni)[a-z]*",
            "(?!wielo|jedno)[a-z]+krotn[a-z]+|podwoi[a-z]*|podwaja[a-z]*|podwoj(?:eni|on|cie|my)[a-z]*|zdwoj[a-z]*|"
            "potr(?:oi|oj|aja)[a-z]*|poczwor[a-z]+",
            f"(?!jednokrotn){_PL_COMPOUND}{_PL_MEASURE}[a-z]*|[a-z]{{2,}}procentow[a-z]+",
            "(?:tri|duet)(?:o|u|em|y)?",
        ],
        # Money in everyday speech.
        "SLANG": [
            "stow(?:a|e|y|ek|ka|ke|ki|kami)|stow|dych(?:a|e|y|om)?|dysz(?:ka|ke|ki|ek)|tysia(?:k|cz)[a-z]*|tysie|kafel|"
            "kafl[a-z]+|patyk[a-z]*|banka|banke|baks[a-z]*",
        ],
        "ONE": ["jeden|jedna|jedno|jednego|jednej|jednemu|jednym"],
        "FEW": ["kilka|kilku|kilkoma|pare|paru|paroma|niewiele|pojedynczych|piec~"],
        "FULL": [
            "dobr[a-z]+|dodatkow[a-z]+|peln[a-z]+|pelen|cal[a-z]+|roboczych|kolejn[a-z]+|niespelna|ponad|prawie|niecal[a-z]+"
        ],
        "TIME": [
            "sekund[a-z]*|min|minut(?!ow)[a-z]*|h|godz|godzin(?!ow)[a-z]*|dni|dnia|dniom|dniami|dniach|dzien|dniu|dob[aeyo]|dobie|"
            "tyg|tydzien|tygodni(?:a|u|e|om|ami|ach|em)?|mies|miesi(?:ac|ace|aca|acu|acem|ecy|acom|acami|acach)|"
            "kwarta(?:l|lu|le|ly|lem|low)|lat|lata|latach|latami|rok|roku|rokiem|robocz(?:o)?(?:godzin|dni)[a-z]*|rbh|"
            "popoludni[a-z]*",
        ],
        # One unit of time as an object or a subject: "trwa tydzień".
        "SPAN": ["sekunda|sekunde|minuta|godzina|godzine|dzien|tydzien|miesiac|kwartal|rok|doba|dobe|popoludnie"],
        "LOCATIVE": ["roku|miesiacu|tygodniu|kwartale|godzinie|dobie|dniu|minucie"],
        "GENITIVE": ["roku|miesiaca|tygodnia|kwartalu|godziny|doby|dnia|minuty|godzin|dni|tygodni|miesiecy|minut|lat"],
        "MONEY": ["zl|zlot(?:y|e|ych|ym|ymi|ego|emu|owek|owki)|dolar[a-z]*|grosz[a-z]*|funt(?:y|ow)"],
        "SHARE": ["proc|procent(?:a|y|ow|ach|ami|om|u)?|promil[a-z]*"],
        "POST": ["etat[a-z]*"],
        "PEOPLE": ["osob(?:a|y|e|ie|om|ami|ach)?|pracowni[a-z]+|ludzi[a-z]*|czlowiek[a-z]*|glow(?:a|e|y)"],
        "PIECE": [
            "faktur[a-z]*|dokument(?:u|y|em|ow|owi)?|zlecen[a-z]+|zamowien[a-z]+|sztuk[a-z]*|spraw(?:a|e|y|ie)|"
            "zgloszen[a-z]+|wykonan[a-z]+|wniosek|wniosk[a-z]*|mail[a-z]*|plik(?:u|i|ow)?|raport(?:u|y|ow)?",
        ],
        "BOTH": ["oba|obie|obaj|oboje|obu|obojga|obojgu|obojgiem|oboma|obiema|obydw[a-z]+"],
        # Nouns of doing, as in "the day of sending": a point in time, no duration.
        "VERBAL": ["(?!szkolenia|wdrozenia|testowania)[a-z]+(?:ania|enia|ecia|ycia)"],
        "SIDE": [
            "stron[a-z]*|kierun[a-z]+|przypad[a-z]+|spos(?:ob|oby|obow|obami)|rodzaj[a-z]*|wersj[a-z]+|miejsc[a-z]*"
        ],
        "ORDINAL": [
            f"drug(?:i|a|ie|iego|iej|iemu|im|imi|ich)|trzeci[a-z]*|{_PL_ORDINAL}(?:y|a|e|ego|ej|emu|ym|ymi|ych)"
        ],
        "HIGH_ORDINAL": [f"{_PL_ORDINAL}(?:y|a|e|ego|ej|emu|ym|ymi|ych)"],
        "STEP": [
            "krok[a-z]*|etap[a-z]*|faz[a-z]+|punkt[a-z]*|powod[a-z]*|spraw[a-z]*|pytani[a-z]+|czynnos[a-z]+|rzecz[a-z]*|"
            "zrodl[a-z]+|wariant[a-z]*|poziom[a-z]*|kolumn[a-z]+|pozycj[a-z]+|problem[a-z]*|ryzyk[a-z]+|zasad[a-z]+|"
            "zadani[a-z]+|warun[a-z]+|opcj[a-z]+|instancj[a-z]+|linii|lini[a-z]+",
        ],
        # What the engine computes, or a vendor asks: words no quoted number of today's work may stand beside.
        # What will be: no quoted number of today's work says that either.
        "FUTURE": ["bedzie|beda|bedziecie|zajmie|zajma|potrwa|wyniesie|spadnie|skroci"],
        "OUTCOME": [
            "(?:za|prze)?oszcz[a-z]+|zysk[a-z]*|odzysk[a-z]+|zwroc[a-z]*|zwraca[a-z]*|zwrot[a-z]*|licencj[a-z]+|"
            "abonament[a-z]*|cen(?:a|y|e|ie)|rabat[a-z]*|znizk[a-z]+|swoje|plus|plusie|splac[a-z]+|odloz[a-z]+",
        ],
    },
    en={
        "NUMBER": [
            f"(?:{_EN_CARDINAL})s?",
            f"(?:{_EN_UNIT}|{_EN_CARDINAL}|ten|several|many|half|dozen)+(?:fold|some|score|ish)",
            "zero|zeros|zeroes|nil|naught|dozens?|fourscore|threescore|fortnight[a-z]*|decades?",
            "half|halves|halv(?:e|es|ed|ing)|thirds|(?:four|fif|six|seven|eigh|nin|ten|hundred)ths",
            "twice|thrice|doubl(?:e|es|ed|ing)|(?:tripl|trebl|quadrupl|quintupl|sextupl)[a-z]+|duo|trio|quartet|quintet",
        ],
        "SLANG": ["quid|bucks?|fivers?|tenners?|smackers|pennies"],
        "ONE": ["one|single"],
        "FEW": ["few|several|couple|handful"],
        "FULL": ["full|more|extra|additional|business|working|whole|entire|single|long|short|good|mere|hard|solid"],
        "TIME": [
            "secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|quarters?|years?|afternoons?|mornings?|"
            "evenings?|weekends?",
        ],
        "DURATION": ["minute|hour|day|week|month|quarter|year|afternoon|morning|evening|weekend"],
        "PLURAL": ["seconds|minutes|hours|days|weeks|months|quarters|years|afternoons"],
        "MONEY": ["dollars?|pounds?|cents?|pence|grand"],
        "SHARE": ["percent|per-cent|pct"],
        "POST": ["fte|ftes|headcount"],
        "PEOPLE": ["people|persons?|employees?|clerks?|workers?|heads?|staff|men|colleagues?"],
        "PIECE": [
            "invoices?|documents?|orders?|jobs?|runs?|tickets?|requests?|cases?|pieces?|items?|emails?|files?|reports?|"
            "applications?|calls?",
        ],
        "BOTH": ["both"],
        "SIDE": ["sides?|parties|ways|directions|ends|cases|kinds|sorts|hands|places|eyes"],
        "ORDINAL": [f"second|third|{_EN_ORDINAL}"],
        "HIGH_ORDINAL": [_EN_ORDINAL],
        "STEP": [
            "steps?|stages?|phases?|points?|issues?|reasons?|sources?|questions?|things?|options?|levels?|columns?|items?|"
            "problems?|risks?|rules?|tasks?|conditions?|factors?|part|tier|version|lines?|place",
        ],
        "FUTURE": ["will|would|won't|[a-z]+'ll|[a-z]+'d"],
        "OUTCOME": [
            "sav(?:e|es|ed|ing|ings)|gain[a-z]*|win|recover[a-z]*|recoup[a-z]*|return|returns|payback|pays?|paid|repaid|"
            "repay[a-z]*|licen[cs]es?|subscription|prices?|discount[a-z]*|break|black|ahead|profit[a-z]*",
        ],
    },
)
#: Signs, currencies and abbreviations that all languages share.
_SHARED: Final = {
    "NUMBER": [_GERMAN],
    "MONEY": ["pln|eur|euro|euros|usd|gbp|chf|[€$£]"],
    "SHARE": ["[%‰]|pp"],
    "TIMES": ["x|k|m|razy|raza|times|fold|tys|mln|bn"],
    "NUMERAL": [r"\d[\d.,]*"],
}
_COUNTABLE: Final = ("TIME", "MONEY", "SHARE", "POST")


def _patterns() -> dict[str, list[str]]:
    patterns = {**all_languages(_WORDS)}
    for name, parts in _SHARED.items():
        patterns[name] = [*patterns.get(name, []), *parts]
    return {**patterns, "UNIT": [part for name in _COUNTABLE for part in patterns[name]]}


#: The categories of a form; UNIT is TIME, MONEY, SHARE and POST together.
CATEGORIES: Final = Categories(_patterns())
