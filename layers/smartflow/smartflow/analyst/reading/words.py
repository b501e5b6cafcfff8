"""Word forms: folding, stems, and the vocabulary by which quantities and their neighbourhood are recognised.

Forms are compared folded (lower case, without diacritics), as `smartflow.analyst.text.flat` folds them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final


@cache
def listed(text: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(text.split())


_NUMBER_LINES: Final = """
0 zero
1 jeden jedna jedno jednego jednej jednemu jednym one
2 dwa dwie dwoch dwu dwom dwoma dwiema dwoje dwojga dwojka two
3 trzy trzech trzem trzema troje trojga trojka three
4 cztery czterech czterem czterema czworo czworga czworka four
5 piec pieciu piecioma piecioro piatka five
6 szesc szesciu szescioma szescioro six
7 siedem siedmiu siedmioma siedmioro seven
8 osiem osmiu osmioma osmioro eight
9 dziewiec dziewieciu dziewiecioma nine
10 dziesiec dziesieciu dziesiecioma dyche dycha ten
11 jedenascie jedenastu eleven
12 dwanascie dwunastu tuzin twelve dozen
13 trzynascie trzynastu thirteen
14 czternascie czternastu fourteen
15 pietnascie pietnastu pietnastoma fifteen
16 szesnascie szesnastu sixteen
17 siedemnascie siedemnastu seventeen
18 osiemnascie osiemnastu eighteen
19 dziewietnascie dziewietnastu nineteen
20 dwadziescia dwudziestu dwudziestoma twenty
30 trzydziesci trzydziestu thirty
40 czterdziesci czterdziestu forty fourty
50 piecdziesiat piecdziesieciu fifty
60 szescdziesiat szescdziesieciu sixty
70 siedemdziesiat siedemdziesieciu seventy
80 osiemdziesiat osiemdziesieciu eighty
90 dziewiecdziesiat dziewiecdziesieciu ninety
100 sto stu setka setke setki
200 dwiescie dwustu
300 trzysta trzystu
400 czterysta czterystu
500 piecset pieciuset
600 szescset szesciuset
700 siedemset siedmiuset
800 osiemset osmiuset
900 dziewiecset dziewieciuset
"""
NUMBER_WORDS: Final[dict[str, float]] = {
    word: float(line.split()[0]) for line in _NUMBER_LINES.strip().splitlines() for word in line.split()[1:]
}
#: Words for numbers in one language that are something else in the other ("ten" is "this" in Polish).
ENGLISH_ONLY: Final = frozenset({"ten", "one"})
SCALES: Final[dict[str, float]] = {
    **dict.fromkeys(("hundred",), 100.0),
    **dict.fromkeys(("tys", "tysiac", "tysiace", "tysiecy", "tysiaca", "thousand", "k", "tysi", "grand"), 1000.0),
    **dict.fromkeys(("mln", "milion", "miliony", "milionow", "miliona", "million", "mio"), 1_000_000.0),
    **dict.fromkeys(("dozen", "tuziny", "tuzinow"), 12.0),
}
#: "Eleven to nineteen" and the like: low and high end.
VAGUE_TEENS: Final = {"kilkanascie": (11.0, 19.0), "kilkanascioro": (11.0, 19.0), "kilkudziesieciu": (20.0, 90.0)}
ORDINALS: Final[dict[str, int]] = {
    "drug": 2, "trzeci": 3, "czwart": 4, "piat": 5, "szost": 6, "siodm": 7, "osm": 8, "dziewiat": 9, "dziesiat": 10,
    "jedenast": 11, "dwunast": 12, "pietnast": 15, "dwudziest": 20, "trzydziest": 30, "piecdziesiat": 50, "setn": 100,
    "second": 2, "other": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12, "fifteenth": 15, "twentieth": 20, "hundredth": 100,
}  # fmt: skip

#: Words between a quantity and its period, and words that stand for whatever is counted.
PER_WORDS: Final = listed(
    "/ a an per na w za each every in of the ciagu do kazdy kazdego kazda co przez one jeden jedna skali to one's"
)
PIECES: Final = listed("szt sztuk sztuki sztuke pcs pieces piece x razy times")
PERIODS: Final = ("hour", "day", "week", "two_weeks", "month", "quarter", "year")
#: Runs a year of something done once in the period; a working year has 250 days.
A_YEAR: Final[dict[str, float]] = {
    "day": 250.0, "week": 52.0, "two_weeks": 26.0, "month": 12.0, "quarter": 4.0, "year": 1.0,
}  # fmt: skip
FREQUENCY: Final = {
    "day": "daily", "week": "weekly", "two_weeks": "biweekly", "month": "monthly", "quarter": "quarterly",
    "year": "yearly",
}  # fmt: skip

_TIME_WORDS: Final[dict[str, str]] = {
    **dict.fromkeys(["sek", "sekund", "sekundy", "sekunda", "sekunde", "sec", "secs", "second", "seconds"], "second"),
    **dict.fromkeys(
        listed(
            "min mins minut minuty minuta minute minutes minutka minutki minutek minutke minucie minuets minuet minuts "
            "mintues mintes minues mnut"
        ),
        "minute",
    ),
    **dict.fromkeys(
        listed(
            "h hr hrs hour hours godz godzin godziny godzina godzine godzinie godzinami godzinach "
            "godzinka godzinke godzinki godzinek roboczogodzin roboczogodziny roboczogodzina rbh rg "
            "godzinowo hourly"
        ),
        "hour",
    ),
    **dict.fromkeys(
        listed("day days d dzien dnia dni dniu dniach doba dobe doby dobie roboczodni weekday workday"),
        "day",
    ),
    **dict.fromkeys(
        listed("week weeks wk wks tydz tyg tygodni tygodnia tygodnie tygodniu tygodniach tydzien"),
        "week",
    ),
    **dict.fromkeys(["fortnight", "fortnights"], "two_weeks"),
    **dict.fromkeys(
        listed("month months mth mths mo mies mc miesiac miesiaca miesiace miesiacu miesiecy miesiacach mnth"),
        "month",
    ),
    **dict.fromkeys(
        ["quarter", "quarters", "qtr", "kwartal", "kwartale", "kwartalu", "kwartaly", "kwartalow", "kw"], "quarter"
    ),
    **dict.fromkeys(["year", "years", "yr", "yrs", "rok", "roku", "lat", "lata", "annum", "latach"], "year"),
}
#: Units of time at work; a longer one is a period.
CLOCK: Final = frozenset({"second", "minute", "hour", "day"})
_ADVERBS: Final[dict[str, str]] = {
    **dict.fromkeys(
        [
            "codz",
            "daily",
            "dziennie",
            "dzienne",
            "codziennie",
            "codzienny",
            "codziennych",
            "dobowo",
            "nightly",
            "codzien",
            "everyday",
        ],
        "day",
    ),
    **dict.fromkeys(["weekly", "wkly", "tygodniowo", "cotygodniowo", "cotygodniowy", "tygodniowe", "pw"], "week"),
    **dict.fromkeys(["fortnightly", "biweekly", "dwutygodniowo"], "two_weeks"),
    **dict.fromkeys(["monthly", "miesiecznie", "comiesiecznie", "comiesieczny", "comiesieczne", "pcm"], "month"),
    **dict.fromkeys(["quarterly", "kwartalnie"], "quarter"),
    **dict.fromkeys(["yearly", "annually", "rocznie", "corocznie", "annual", "pa"], "year"),
}
_WEEKDAYS: Final = listed(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays "
    "fridays saturdays sundays poniedzialek wtorek sroda srode czwartek piatek sobota sobote niedziela "
    "niedziele poniedzialki wtorki srody czwartki piatki soboty niedziele"
)
#: Words between a whole and its parts.
OF_WHICH: Final = ("w tym", "z tego", "z czego", "of which", "of that", "including", "made up of")
CURRENCIES: Final[dict[str, str]] = {
    **dict.fromkeys(["zl", "zloty", "zlote", "zlotych", "zlotowki", "pln"], "PLN"),
    **dict.fromkeys(["€", "eur", "euro", "euros"], "EUR"),
    **dict.fromkeys(["$", "usd", "dollar", "dollars", "dolarow", "bucks"], "USD"),
    **dict.fromkeys(["£", "gbp", "pound", "pounds", "quid", "funtow"], "GBP"),
    **{code: code.upper() for code in listed("chf sek nok dkk czk inr cad aud sgd nzd uah huf ron zar aed hkd jpy")},
}  # fmt: skip

#: Concepts of the neighbourhood, each with the beginnings of its words (a word that ends in "$" is whole).
_CONCEPTS: Final[dict[str, str]] = {
    "error": "blad bled pomyl mistak error wrong reject odrzuc zwrac cofa wrac bounc incorrect niepopraw zle$ usterk "
    "typo fail fault invalid incomplet niekomplet brakuj niezgodn defect nieczyteln wrocil comes$ come$ sent$ back$",
    "rework": "popraw korekt korygow redo$ rework fix correct fixing przerob wyjasn re-work sort$ sorting put$ right$ "
    "repair odkrec straighten ponown again$ resubmi naprawi",
    "exception": "wyjatk except nietyp special unusual nonstandard odbieg indywidual atypow manual recznej escalat eskal",
    "cost": "koszt cost kosztuj burden loaded load zus$ narzut narzutami pelny all-in pracodawc employer brutto-brutto "
    "stawka rate costs laczn obciaz pochodn",
    "gross": "brutto gross zarabia earn salary wage pensj wynagrodz paid$ pay$ placa pays$ umow umowa",
    "net": "netto net$ reke take-home na-reke",
    "client": "klient client custom bill charge fakturuj invoic liczymy kasuj cennik tariff",
    "price": "cena price fee$ oplat premium bilet ticket prowiz commission skladk wartos value worth basket koszyk średni srednia",
    "fine": "kara kary fine$ penalt strat lost$ loss odset mandat lose$ stracil odszkod",
    "quote": "ofert quote quoted quot wycen vendor dostawca wdrozen integrator software implement setup set-up one-off "
    "jednoraz one-time programist firma build automat bot$ robot developer proposal",
    "licence": "abonament licen subscription subskryp utrzyman maintenance support$ hosting saas",
    "today": "placimy pay$ dzis obecn current already teraz now$ mamy currently",
    "budget": "budzet budget limit ceiling shall$ exceed przeznacz maks max$ najwyzej",
    "turnover": "obrot przych turnover revenue sales$ sprzedaz",
    "season": "sezon season szczyt peak swiet christmas grudni decemb ferie lato lecie wakacj summer winter zima zimie "
    "januar stycz luty febr marzec march$ april kwieci maj$ maju may$ june czerwc lipc july august sierp wrzes septem "
    "pazdz octob listopad novem easter wielkano koniec end$ black$ valentin month-end spike",
    "past": "zeszl ubiegl last$ poprzedn dawniej kiedys previous used$ bylo was$ were$ wczesniej before$ ago$ temu rok$ 2023 2024",
    "plan": "chce chcial want target cel celem plan docelow would$ marzen goal aim zaloz powinn should ideal wolal hope "
    "oczek expect sla$ kpi",
    "wait": "czek wait turnaround odpowied lead dostaw deliver arriv przychodz wraca later potem reply reakcj response "
    "trwa within ciagu zamkn przeciet",
    "deadline": "termin deadline ustaw statut legal przepis within najpozniej until do$ by$ due rodo gdpr vat$ jpk kpa "
    "przechow kept retain archiw dnia",
    "takes": "zajmuj trwa take takes took schodzi zabier potrzeb spend minutes czas time$ robi obslug handling aht "
    "effort dlub klik siedz idzie wpis enter key$ keying type$ typing",
    "each": "kazd each$ every$ jedn one$ sztuk szt$ per$ poj apiece na$ po$ za$ a$ an$ pojedyn single",
    "total": "razem suma sumie lacznie laczny total altogether calosc cale caly overall w-sumie zbiorczo together",
    "volume": "liczba ilosc number volume wolumen inflow count ilosc szt$ wplyw przychod dostaj get$ gets$ receiv robimy do$ "
    "handle process obslugu wystaw wpada ida$ make$ makes$",
    "stock": "mamy baza base on$ portfel portfol magazyn stan stanie roll active czynn lacznie obsluguj have$ zatrudn employ "
    "run$ own$ look$",
    "staff": "osob os$ osoby people person staff pracown zespol team etat fte headcount obsad ludzi kobit dziewczyn pan$ panie "
    "panow clerk ksiegow kadrow inspektor agent doradc handlow magazyn kierow technik lekarz doctor nurse dentist "
    "engineer mechanik technician admin",
    "together": "razem together both$ oboje obie obaj we$ wspolnie rownoczesn jednoczesn naraz present przy$ pair$ duo",
    "system": "system program aplikac app$ apps$ portal software tool narzedz arkusz spreadsheet excel erp crm ekran",
    "other": "osobn other separate inna inny inne innego natomiast while$ whereas also$ oprocz poza besides another reszta "
    "rest$ too$ tez$ takze additional dodatk osobno separately ignor dotyczy",
    "wage": "etat posad post$ full-time monthly miesieczn",
    "share": "procent percent udzial share odsetek polow half third czesc wiekszosc most$ part$",
    "part": "those these tego$ pozostal zosta reszta rest$ remain z-tego which$ ktorych half polow czesc only$ tylko incl including",
    "choose": "ktoreg ktory ktora ktore which either jedneg wybran chosen decide zdecyd undecided nie-wiem unsure",
    "unknown": "wiem know$ idea clue nikt nobody never roznie depends zalezy roznic liczyl counted mierzy measured",
    "now": "teraz now$ obecn dzis today currently nowadays",
    "legal": "art$ ust$ par$ paragraf pkt$ zalacz annex nr$ no$ wersja version rev$ tel$ ext$ pokoj room unit$ ul$ page str$ "
    "section lot$ sop$ procedur formularz form$ kod symbol pozycj line$",
}


def stem(word: str) -> str:
    """Return the beginning of a folded word that its inflected forms share ("faktura", "fakturę" → "faktu")."""
    if len(word) > 3:
        word = word[:5]
        while len(word) > 3 and word[-1] in "aeiouys":
            word = word[:-1]
    return word


def _concept_tables() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    whole: dict[str, list[str]] = {}
    begins: dict[str, list[str]] = {}
    for concept, words in _CONCEPTS.items():
        for word in words.split():
            (whole if word.endswith("$") else begins).setdefault(word.rstrip("$"), []).append(concept)
    return {word: tuple(found) for word, found in whole.items()}, {word: tuple(found) for word, found in begins.items()}


_WHOLE, _BEGINS = _concept_tables()


@lru_cache(maxsize=4096)
def concepts(word: str) -> tuple[str, ...]:
    """Return the concepts a folded word speaks of."""
    found = list(_WHOLE.get(word, ()))
    for length in range(3, min(len(word), 12) + 1):
        found.extend(_BEGINS.get(word[:length], ()))
    return tuple(dict.fromkeys(found))


def time_unit(word: str) -> str | None:
    """Return the unit of time a folded word names, or None."""
    return _TIME_WORDS.get(word)


def period_adverb(word: str) -> str | None:
    """Return the period of "daily", "miesięcznie" and the like, or None."""
    return _ADVERBS.get(word)


def is_weekday(word: str) -> bool:
    """Tell whether a folded word names a day of the week."""
    return word in _WEEKDAYS


def ordinal(word: str) -> int | None:
    """Return n of "n-th", as in "co dziesiąty" and "every tenth"; None if the word is no ordinal."""
    if word in ORDINALS:
        return ORDINALS[word]
    for cut in range(len(word) - 1, max(2, len(word) - 5), -1):
        value = ORDINALS.get(word[:cut])
        if value is not None:
            return value
    return None
