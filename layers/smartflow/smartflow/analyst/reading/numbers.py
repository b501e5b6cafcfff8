"""Our own reader of numbers in Polish and English text: digits, words, ranges, units, each with its place.

`read("około 50-60 godzin")` gives one number, 50 to 60, in hours. Dates, times of day and digits that belong to a name
(MT940, B2B, n8n) are not numbers. What a number means for a process is decided in `statements.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from smartflow.analyst.text import flat
from smartflow.language.text import LANGUAGES, ByLanguage, Language

Unit = Literal[
    "second", "minute", "hour", "day", "week", "month", "year", "fte",
    "percent", "times", "people", "systems",
    "PLN", "EUR", "USD", "GBP",
]  # fmt: skip
MONEY: Final = frozenset({"PLN", "EUR", "USD", "GBP"})

#: Minutes of work in a unit of time: a working day has eight hours (Labour Code, art. 129), a full post forty a week.
WORK_MINUTES: Final[dict[str, Decimal]] = {
    "second": Decimal(1) / 60,
    "minute": Decimal(1),
    "hour": Decimal(60),
    "day": Decimal(480),
    "fte": Decimal(2400),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a range at `text[start:end]` (unit included); `low == high` unless it is a range.

    `counted` is where its own words end and the unit begins.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: Unit | None
    counted: int

    @property
    def minutes(self) -> tuple[Decimal, Decimal] | None:
        """Both ends in minutes of work; None for anything else, weeks, months and years included."""
        factor = WORK_MINUTES.get(self.unit or "")
        return None if factor is None else (self.low * factor, self.high * factor)


_CARDINALS: Final = """
0 zero
1 jeden jedna jedno jednego jednej jednemu jednym one
2 dwa dwie dwoch dwu dwom dwoma dwiema dwoje dwojga two
3 trzy trzech trzem trzema troje trojga three
4 cztery czterech czterem czterema czworo czworga four
5 piec pieciu piecioma piecioro five
6 szesc szesciu szescioma szescioro six
7 siedem siedmiu siedmioma seven
8 osiem osmiu osmioma eight
9 dziewiec dziewieciu nine
10 dziesiec dziesieciu ten
11 jedenascie jedenastu eleven
12 dwanascie dwunastu twelve tuzin dozen
13 trzynascie trzynastu thirteen
14 czternascie czternastu fourteen
15 pietnascie pietnastu fifteen
16 szesnascie szesnastu sixteen
17 siedemnascie siedemnastu seventeen
18 osiemnascie osiemnastu eighteen
19 dziewietnascie dziewietnastu nineteen
20 dwadziescia dwudziestu twenty
30 trzydziesci trzydziestu thirty
40 czterdziesci czterdziestu forty
50 piecdziesiat piecdziesieciu fifty
60 szescdziesiat szescdziesieciu sixty
70 siedemdziesiat siedemdziesieciu seventy
80 osiemdziesiat osiemdziesieciu eighty
90 dziewiecdziesiat dziewiecdziesieciu ninety
100 sto stu
200 dwiescie dwustu
300 trzysta trzystu
400 czterysta czterystu
500 piecset pieciuset
600 szescset szesciuset
700 siedemset siedmiuset
800 osiemset osmiuset
900 dziewiecset dziewieciuset
"""
WORDS: Final[dict[str, Decimal]] = {
    word: Decimal(line.split()[0]) for line in _CARDINALS.strip().splitlines() for word in line.split()[1:]
}
_SCALES: Final[dict[str, Decimal]] = {
    **dict.fromkeys(("hundred", "hundreds"), Decimal(100)),
    **dict.fromkeys(("tys", "tysiac", "tysiace", "tysiecy", "tysiaca", "thousand", "k"), Decimal(1000)),
    **dict.fromkeys(("mln", "milion", "miliony", "milionow", "miliona", "million", "m"), Decimal(1_000_000)),
    **dict.fromkeys(("dozen", "tuziny", "tuzinow"), Decimal(12)),
}
_PREFIXES: Final = {
    "jedno": 1, "dwu": 2, "trzy": 3, "cztero": 4, "piecio": 5, "szescio": 6, "siedmio": 7, "osmio": 8,
    "dziewiecio": 9, "dziesiecio": 10, "dwunasto": 12, "pietnasto": 15, "dwudziesto": 20, "trzydziesto": 30,
}  # fmt: skip

_ADJECTIVE: Final = (
    r"(?:(?:pelne|pelnych|pelna|cale|calych|robocze|roboczych|dodatkowe|dodatkowych|dobre|dobrych|kolejne|kolejnych|"
    r"working|full|whole|extra|additional|business|solid|good|more|different|separate|rozne|roznych|osobne|osobnych)\s+)?"
)
_PEOPLE: Final = (
    r"(?:(?:account|sales|project|site|office|senior|junior|part-time|full-time)\s)?(?:os(?:oby|ob|oba|obe|obami)|osobow\w*|pracownik\w*|pracownic\w*|ksiegow(?:e|a|ych|ymi|y)|magazynier\w*|handlowc\w*|"
    r"specjalist\w*|asystent\w*|kolez\w*|koleg\w*|kadrow(?:e|a|ych)|informatyk\w*|nauczyciel\w*|lekarz\w*|"
    r"rejestrator\w*|pielegniar\w*|dyspozytor\w*|sprzedawc\w*|konsultant\w*|kierownik\w*|"
    r"people|persons?|employees|staff|accountants?|bookkeepers?|clerks?|colleagues|assistants?|specialists?|"
    r"planners?|dispatchers?|recruiters?|teachers?|nurses?|receptionists?|agents?|managers?|coordinators?|engineers?|"
    r"warehouse\s+workers?|sales\s?people)\b"
)
_UNITS: Final[tuple[tuple[Unit, str], ...]] = (
    ("percent", r"%|procent\w*\b|proc\b\.?|percent\b|per\s+cent\b|pct\b"),
    ("PLN", r"zl\b|zlot\w+\b|pln\b"),
    ("EUR", r"€|eur\b|euro\b"),
    ("USD", r"\$|usd\b|dolar\w*\b|dollars?\b"),
    ("GBP", r"£|gbp\b|pounds?\b"),
    ("second", r"sek(?:und\w*)?\b\.?|sec(?:onds?)?\b"),
    ("minute", r"min(?:ut\w*|s)?\b\.?"),
    (
        "hour",
        r"(?:roboczo|osobo)?godzin\w*\b|(?:roboczo|osobo)?godz\b\.?|h\b|hrs?\b|(?:(?:wo)?man|person)[- ]?hours?\b|hours?\b",
    ),
    ("day", r"(?:robocz|osob)odni\w*\b|dni\b|dnia\b|dzien\b|dniow\w*\b|(?:(?:wo)?man|person)[- ]?days?\b|days?\b"),
    ("week", r"tyg\b\.?|tygodni\w*\b|tydzien\b|weeks?\b"),
    ("month", r"mies\b\.?|miesiec\w*\b|miesiac\w*\b|months?\b"),
    ("year", r"lat\b|lata\b|rok\b|roku\b|years?\b"),
    ("fte", r"etat(?:y|u|ow|ach)?\b|fte\b|full[- ]time(?:\s+equivalents?)?\b"),
    ("times", r"razy\b|raza\b|raz\b|times\b|krotnie\b"),
    ("people", _PEOPLE),
    (
        "systems",
        r"system(?:y|ow|ach|ami|s)\b|program(?:y|ow|ach|ami|s)\b|aplikacj(?:e|i|ach|ami)\b|narzedzi(?:a|ach|ami)?\b|"
        r"applications?\b|apps\b|tools\b|spreadsheets\b|arkusz(?:e|y|ach|ami)\b",
    ),
)
_UNIT: Final = re.compile(
    rf"[\s\u00a0]?-?\s?{_ADJECTIVE}(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS) + ")"
)
_CURRENCY_BEFORE: Final = re.compile(r"(?:(?P<PLN>pln|zl)|(?P<EUR>€|eur)|(?P<USD>\$|usd)|(?P<GBP>£|gbp))[\s\u00a0]?$")
_DIGITS: Final = re.compile(
    r"(?P<skip>(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)"  # times of day
    r"|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)|(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d)"  # dates
    r"|(?<!\d)(?:19|20)\d\d(?=\s?r\.|\s+rok|-go\b))"
    r"|(?<!\d)(?P<grouped>[1-9]\d{0,2}(?:[ \u00a0\u202f.,']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?)"
    r"|(?P<plain>\d{1,12}(?:[.,]\d{1,6})?)"
)
_YEAR_CUE: Final = re.compile(r"(?:\bw|\bod|\bdo|\bz|\bin|\bsince|\bby|\brok|\broku|\byear)\s$")
_WORD: Final = re.compile(r"[^\W\d_]+")
_BETWEEN: Final = re.compile(
    r"\s?(?:-|–|—|\bdo\b|\bto\b|\blub\b|\balbo\b|\bor\b|/)\s?(?:nawet\s|even\s|max\.?\s|ok\.\s)?"
)
_AND: Final = re.compile(r"\s(?:a|and|i)\s")
_AND_HALF: Final = re.compile(r"\s(?:i\spol\b|and\sa\shalf\b)")
_HOUR_AND: Final = re.compile(r"\s?(?:i\s|and\s|oraz\s)?")
_LONE: Final = re.compile(
    r"(?<!\w)(?:"
    r"(?P<half_hour>pol\s?godzin\w*|polgodzinn\w*|half\s(?:an\s)?hour|half-hour)"
    r"|(?P<hour_half>poltor\w*\sgodzin\w*|(?:an\s)?hour\sand\sa\shalf|godzin\w+\si\spol)"
    r"|(?P<half_day>pol\sdnia|half\sa\sday|half-day)"
    r"|(?P<hour_some>(?<=\ban\s)hour(?=\sand\s\d)|(?<!na\s)(?<!za\s)godzine(?=\si\s\d))"
    r"|(?P<day_half>poltor\w*\sdni\w*|day\sand\sa\shalf)"
    r"|(?P<three_quarters>trzy\skwadranse|three\squarters\sof\san\shour)"
    r"|(?P<quarter>kwadrans\w*|(?:a\s)?quarter\sof\san\shour)"
    r"|(?P<whole_day>cal(?:y|ego)\sdzien|calego\sdnia|(?:a|the|one)\s(?:whole|full)\sday|all\sday|"
    r"(?:takes?|took|about|around|roughly|nearly|almost)\sa\sday)"
    r"|(?P<hour>(?<!na\s)(?<!za\s)(?<!co\s)(?<!kazda\s)(?:godzine|godzinke)|(?:takes?|took|about|around|roughly|nearly|"
    r"almost|over|spends?|least|approximately|another|is|under)\san\shour)"
    r"|(?P<half_post>pol\setatu|half[- ]time)"
    r"|(?P<full_post>(?:na\s)?(?:caly|pelny|pelen)\setat|pelnym\setacie|full[- ]time)"
    r"|(?P<thousand>tysiac|a\sthousand)|(?P<hundred>a\shundred)"
    r"|(?P<twice>twice|dwukrotnie)|(?P<thrice>thrice|trzykrotnie)|(?P<once>once|raz(?=\s(?:w|na|dziennie|do|kwart|mies|tyg)))"
    r"|(?P<compound>(?P<prefix>" + "|".join(_PREFIXES) + r")(?P<suffix>osobow|godzinn|dniow|minutow)\w*)"
    r")(?!\w)"
)  # fmt: skip
_LONE_VALUES: Final[dict[str, tuple[str, Unit | None]]] = {
    "half_hour": ("0.5", "hour"),
    "hour_half": ("1.5", "hour"),
    "half_day": ("0.5", "day"),
    "hour_some": ("1", "hour"),
    "day_half": ("1.5", "day"),
    "three_quarters": ("45", "minute"),
    "quarter": ("15", "minute"),
    "whole_day": ("1", "day"),
    "hour": ("1", "hour"),
    "half_post": ("0.5", "fte"),
    "full_post": ("1", "fte"),
    "thousand": ("1000", None),
    "hundred": ("100", None),
    "twice": ("2", "times"),
    "thrice": ("3", "times"),
    "once": ("1", "times"),
}
_SUFFIX_UNITS: Final[dict[str, Unit]] = {"osobow": "people", "godzinn": "hour", "dniow": "day", "minutow": "minute"}
# What shows a text's language: letters and short words that the others do not have.
_MARKS: Final = ByLanguage(
    pl=re.compile(r"[ąćęłńóśźż]|\b(?:i|w|na|sie|się|jest|nie|z|do|ze|że|oraz|przez|dla|od)\b", re.I),
    en=re.compile(r"\b(?:the|and|of|is|we|for|each|every|with|are|by|from|our|per|takes?)\b", re.I),
)
# Number words of another language that mean something else in this one: "ten" is "this" in Polish.
_NOT_A_NUMBER: Final[ByLanguage[frozenset[str]]] = ByLanguage(pl=frozenset({"ten"}), en=frozenset())


def language_of(text: str) -> Language:
    """Return the language `text` is written in; English where nothing decides."""
    return max(reversed(LANGUAGES), key=lambda language: len(_MARKS.of(language).findall(text)))


def read(text: str, *, language: Language | None = None) -> list[Number]:
    """Return the numbers in `text`, in order, none overlapping.

    `language` decides on words that several languages have ("ten" is "this" in Polish); None: the language of `text`.
    """
    low = flat(text)
    language = language or language_of(text)
    return _join_hours(low, _join_ranges(low, _with_units(low, _atoms(text, low, language))))


def _atoms(text: str, low: str, language: Language) -> list[Number]:
    lone = list(_lone(low))
    taken = [(number.start, number.end) for number in lone]
    # "two hours full-time": words inside a fixed phrase are not read again.
    digits = _outside(_digits(low), taken)
    words = _outside(_words(text, low, language), taken)
    return sorted([*lone, *digits, *words], key=lambda number: number.start)


def _outside(numbers: list[Number], taken: list[tuple[int, int]]) -> list[Number]:
    kept, index = [], 0
    for number in numbers:
        while index < len(taken) and taken[index][1] <= number.start:
            index += 1
        if index == len(taken) or number.end <= taken[index][0]:
            kept.append(number)
    return kept


def _lone(low: str) -> list[Number]:
    numbers = []
    value: str
    unit: Unit | None
    for match in _LONE.finditer(low):
        name = ""
        if match["compound"]:
            value, unit = str(_PREFIXES[match["prefix"]]), _SUFFIX_UNITS[match["suffix"]]
        else:
            name = next(key for key in _LONE_VALUES if match[key])
            value, unit = _LONE_VALUES[name]
        if name.endswith("_post") and _counted_before(low, match.start()):
            continue  # "four people full-time" keeps its phrase; "2 etaty" is read by its unit
        if unit is None and _counted_before(low, match.start()):
            continue
        numbers.append(Number(match.start(), match.end(), Decimal(value), Decimal(value), unit, match.end()))
    return numbers


def _counted_before(low: str, start: int) -> bool:
    return start >= 2 and low[start - 2].isdigit()


def _digits(low: str) -> list[Number]:
    numbers = []
    for match in _DIGITS.finditer(low):
        if match["skip"] or _in_name(low, match):
            continue
        raw = match["grouped"] or match["plain"]
        if (
            len(raw) == 4
            and raw[:2] in {"19", "20"}
            and _YEAR_CUE.search(low[max(0, match.start() - 8) : match.start()])
        ):
            continue
        value = _decimal(raw, grouped=match["grouped"] is not None)
        numbers.append(Number(match.start(), match.end(), value, value, None, match.end()))
    return numbers


def _in_name(low: str, match: re.Match[str]) -> bool:
    """Digits glued to letters are a name, unless the letters behind them are a unit or a scale."""
    before = low[match.start() - 1] if match.start() else " "
    if before == "x" and low[match.start() - 2 : match.start() - 1].isdigit():
        return False
    if before.isalpha() or before == "_":
        return _CURRENCY_BEFORE.search(low[max(0, match.start() - 4) : match.start()]) is None
    after = _WORD.match(low, match.end())
    if after is None or after.group() in _SCALES or after.group() == "x":
        return False
    unit = _UNIT.match(low, match.end())
    return unit is None or unit.end() < after.end()


def _decimal(raw: str, *, grouped: bool) -> Decimal:
    if not grouped:
        return Decimal(raw.replace(",", "."))
    head, tail = raw, ""
    if (len(raw) > 3 and raw[-3] in ".,") or (len(raw) > 2 and raw[-2] in ".,"):
        head, _, tail = raw.replace(",", ".").rpartition(".")
    return Decimal("".join(filter(str.isdigit, head)) + (f".{tail}" if tail else ""))


def _words(text: str, low: str, language: Language) -> list[Number]:
    """Numbers in words, added up: "sto dwadzieścia pięć", "two hundred and fifty", "forty-five"."""
    numbers: list[Number] = []
    for match in _WORD.finditer(low):
        word = match.group()
        value = WORDS.get(word)
        if (
            word == "hundred"
            and numbers
            and low[numbers[-1].end : match.start()] in {" ", "-"}
            and numbers[-1].low < 100
        ):
            total = numbers[-1].low * 100
            numbers[-1] = Number(numbers[-1].start, match.end(), total, total, None, match.end())
            continue
        if value is None or word in _NOT_A_NUMBER.of(language) or (text[match.start() : match.end()] == "Piec"):
            continue
        last = numbers[-1] if numbers else None
        gap = low[last.end : match.start()] if last else ""
        if last and gap in {" ", "-", "\u00a0", " and ", " i "} and _adds(last.low, value, gap):
            total = last.low + value
            numbers[-1] = Number(last.start, match.end(), total, total, None, match.end())
            continue
        numbers.append(Number(match.start(), match.end(), value, value, None, match.end()))
    return numbers


def _adds(so_far: Decimal, value: Decimal, gap: str) -> bool:
    """Twenty takes five, a hundred takes twenty and five; two takes nothing, so "dwie-trzy" stays a range."""
    if so_far % 100 == 0 and so_far >= 100:
        return 0 < value < 100
    return so_far >= 20 and so_far % 10 == 0 and 0 < value < 10 and gap != " i "


def _with_units(low: str, atoms: list[Number]) -> list[Number]:
    numbers: list[Number] = []
    for atom in atoms:
        if numbers and atom.start < numbers[-1].end:
            continue
        if numbers and _completes(low, numbers[-1], atom):
            last = numbers.pop()
            total = last.low + atom.low
            atom = replace(atom, start=last.start, low=total, high=total)
        numbers.append(atom if atom.unit else _unit_of(low, _scaled(low, atom)))
    return numbers


def _completes(low: str, last: Number, atom: Number) -> bool:
    """ "dwa tysiące pięćset", "two thousand and fifty": what follows the thousands in words belongs to them."""
    return (
        last.unit is None
        and last.low >= 1000
        and last.low % 1000 == 0
        and 0 < atom.low < 1000
        and atom.unit is None
        and low[atom.start].isalpha()
        and low[last.end : atom.start] in {" ", " and "}
    )


def _scaled(low: str, atom: Number) -> Number:
    match = re.compile(r"[\s\u00a0]?([^\W\d_]+)\b\.?").match(low, atom.end)
    if match and match[1] in _SCALES and not (match[1] == "m" and low[atom.end] != "m"):
        factor, end = _SCALES[match[1]], match.end()
        if match[0].endswith(".") and match[1] not in {"tys", "mln"}:
            end -= 1
        return replace(atom, low=atom.low * factor, high=atom.high * factor, end=end, counted=end)
    half = _AND_HALF.match(low, atom.end)
    if half:
        value = atom.low + Decimal("0.5")
        return replace(atom, low=value, high=value, end=half.end(), counted=half.end())
    return atom


def _unit_of(low: str, atom: Number) -> Number:
    before = _CURRENCY_BEFORE.search(low[max(0, atom.start - 4) : atom.start])
    if before and not low[max(0, atom.start - 5) : atom.start - len(before.group())][-1:].isalnum():
        start = atom.start - len(before.group())
        return replace(atom, start=start, unit=_named(before))
    match = _UNIT.match(low, atom.end)
    if match is None:
        return atom
    end = match.end()
    if low[end - 1] == ".":
        end -= 1
    return replace(atom, end=end, unit=_named(match))


def _named(match: re.Match[str]) -> Unit:
    unit = next(name for name, value in match.groupdict().items() if value)
    found: Unit = next(known for known, _ in _UNITS if known == unit)
    return found


def _join_ranges(low: str, numbers: list[Number]) -> list[Number]:
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if last and last.low == last.high and _is_range(low, last, number):
            one = last if last.unit else replace(last, unit=number.unit)
            start, high = _same_unit(one, number)
            joined[-1] = replace(number, start=last.start, low=start, high=high)
            continue
        joined.append(number)
    return joined


def _is_range(low: str, first: Number, second: Number) -> bool:
    if second.low != second.high or second.start - first.end > 14:
        return False
    gap = low[first.end : second.start]
    between = _AND.fullmatch(gap) and re.search(
        r"(?:between|miedzy|pomiedzy)\s$", low[max(0, first.start - 10) : first.start]
    )
    if not (_BETWEEN.fullmatch(gap) or between):
        return False
    if first.unit is None or first.unit == second.unit:
        return first.low < second.low
    pair = first.minutes, second.minutes
    return pair[0] is not None and pair[1] is not None and pair[0][0] < pair[1][0]


def _same_unit(first: Number, second: Number) -> tuple[Decimal, Decimal]:
    if first.unit == second.unit or not first.minutes or not second.minutes:
        return first.low, second.low
    return first.minutes[0] / WORK_MINUTES[second.unit or "minute"], second.low


def _join_hours(low: str, numbers: list[Number]) -> list[Number]:
    """ "1 h 30 min" and "godzinę i 20 minut" are one time, in minutes."""
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if (
            last
            and last.unit == "hour"
            and number.unit == "minute"
            and last.low == last.high
            and number.high < 60
            and _HOUR_AND.fullmatch(low[last.end : number.start])
        ):
            joined[-1] = replace(
                number, start=last.start, low=last.low * 60 + number.low, high=last.low * 60 + number.high
            )
            continue
        joined.append(number)
    return joined
