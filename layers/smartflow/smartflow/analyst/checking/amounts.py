"""Phrases that state an amount, a share, a period, a date or a promise, and the everyday phrases that state none.

One negative grammar for both languages: a number word is forbidden wherever it stands, unless `HARMLESS` says that it
counts nothing; `FORBIDDEN` adds what states a quantity without a number word ("in a month", "both clerks").
How a line is written: `grammar`; its categories: `number_words`.
"""

from __future__ import annotations

from typing import Final

from smartflow.analyst.checking.grammar import Phrases, all_languages
from smartflow.analyst.checking.number_words import CATEGORIES
from smartflow.language.text import ByLanguage

_HARMLESS: Final[ByLanguage[dict[str, list[str]]]] = ByLanguage(
    pl={"harmless": [
        # words of the trade
        "dwuskladnikow*", "dwuetapow* weryfik*|uwierzyteln*|logowan*", "od zera", "zasad* czterech oczu",
        "podwojn* wpis*|wprowadz*|ksieg*|ewiden*|kontrol*|weryfik*|prac*|rejestr*|przepis*|fakturow*|zapis*|dan*|obieg*",
        "po HIGH_ORDINAL", "STEP HIGH_ORDINAL", "STEP numer? NUMBER !UNIT",
        # idioms
        "pol zartem|serio", "BOTH SIDE",
        # points in time, and units of time that are no duration
        "na co dzien", "dzien po dniu", "co|kazd*|ten|ta|te|zeszl*|ubiegl*|biezac*|pierwsz*|ostatni* SPAN",
        "cotygodniow* SPAN", "dzien|tydzien|miesiac|rok|kwartal sie? zaczyn*|konczy*|rozpoczyn*",
        "zamyka*|zamkn*|zamkniec*|rozlicz*|otwier*|podsumow*|planuj*|zaczyn*|konczy* FULL? SPAN",
        "SPAN , SPAN czy|lub|albo SPAN", "SPAN czy|lub|albo SPAN",
        "SPAN roboczy|obrotowy|podatkow*|kalendarzow*|szkoln*|rozliczeniow*", "nowy rok", "w ciagu dnia",
        "zwykl*|typow*|przecietn*|normaln* dzien pracy?", "przez cala dobe", "dzien dobry",
        "w|nastepn*|kolejn* dzien", "i|oraz|, dzien|godzine", "dzien|godzine i|oraz|,",
        "dzien|godzina|godzine VERBAL", "godzina|godzine pracy|odbioru|wysylki|dostawy|zapisu", "raz na|w *", "na SPAN",
        # to observe for a while is advice
        "przez FULL? SPAN mierz*|zmierz*|zapisuj*|notuj*|licz|liczcie|obserwuj*|stosuj*|testuj*|probuj*|wyprobuj*",
        "mierz*|zmierz*|zapisuj*|notuj*|obserwuj*|stosuj*|testuj*|probuj*|wyprobuj* *? *? przez FULL? SPAN",
    ]},
    en={"harmless": [
        "two|three - factor|way|sided|step", "two - step verification", "two - factor", "three - way match*",
        "four - eyes", "half - finished|hearted|done|baked|way", "zero - trust|touch|based", "from zero",
        "double - check*|entry|sided",
        "double check*|checking|entry|keying|handling|booking|work|counting|copying|record*|register|typing|data",
        "step|stage|phase|point|option|version|part|level|tier NUMBER !UNIT", "second - hand|guess*",
        "third - party|parties|hand",
        "BOTH SIDE", "both !PEOPLE * and", "both !PEOPLE * * and", "pair of eyes|hands",
        "a|an DURATION , a|an DURATION or a|an DURATION", "a|an DURATION or a|an DURATION",
        "cost|price|rate|does of? an hour",
        "once|times a|an DURATION", "day to day", "day - to - day", "a day - to - day",
        "a|an DURATION - end|to|long", "day off",
        "licence|licences|license|licenses|cost|runs|fee|fees a|an DURATION",
        "a quarter - end", "a grand total|scheme|plan|project|design|vision|opening|idea",
        "a second|third * approv*|check*|review*|look*", "the score of the",
        "measure|record|log|track|count|note|observe|time|follow|test|try * *? *? *? *? *? *? for a FULL? DURATION",
        "for a FULL? DURATION , measure|record|log|track|count|note|observe|time|follow|test|try",
    ]},
)  # fmt: skip

_FORBIDDEN: Final[ByLanguage[dict[str, list[str]]]] = ByLanguage(
    pl={
        "number_word": [
            "NUMBER", "SLANG", "FEW SLANG", "ONE|FEW FULL? UNIT", "FEW FULL? SHARE|MONEY", "BOTH",
            "ONE PEOPLE|POST mniej|wiecej", "co ORDINAL", "jedna|jedne|jednej ORDINAL !stron*", "drug*|trzeci* czesc*",
            "HIGH_ORDINAL", "sto na sto", "drugie tyle", "etat",
            "pelny|pelen|pelnego|pelnym|caly|calego|dodatkow*|kolejn*|ORDINAL POST",
            # shares and amounts by comparison
            "rownowartosc*", "lwi* czesc*", "ulam*", "tyle co *? pensj*|czynsz*|etat*", "garstk* PIECE",
            "rzad* wielkosci", "odzyska* cal* PEOPLE", "FEW klik*|chwil*|ruch*", "do minimum|zera",
            "prawie|niemal|praktycznie wszys*|nic|zaden|zadn*|zero",
            "mniej|wiecej|tansz*|drozsz* niz *? kaw*|obiad*|lunch*|pensj*|czynsz*|godzin*",
        ],
        "duration": [
            "SPAN", "w|przez minute", "po FULL? LOCATIVE", "w ciagu FULL? GENITIVE", "okolo GENITIVE", "ok . GENITIVE",
            "z GENITIVE do GENITIVE", "cal* FULL? TIME", "ORDINAL FULL? TIME", "w mig|okamgnieniu|mgnieniu", "mgnienie oka",
            "kwesti* GENITIVE", "w ciagu chwili|momentu",
        ],
        "date": [
            "przyszl*|nastepn*|nadchodzac* miesi*|rok*|kwarta*|tygodni*",
            "po|przed|do konc*? sezon*", "przed obiadem|poludniem|lunchem",
            "przed|do FULL? wakac*|swiet*|swiat*|gwiazdk*|feri*|lat*|zim*|wiosn*|jesieni*|urlop*",
        ],
        "outcome_date": ["do|przed konc* FULL? TIME", "przed FULL? TIME"],
        "promise": [
            "gwarantuj*|gwarantow*", "nigdy wiecej? nie? * bled*|pomyl*", "nigdy wiecej nie", "bez zadnego? ryzyka",
            "calkowicie|zupelnie|pelni wyelimin*|wykluc*|znikn*", "wszystkie|wszelkie bledy|pomylki znikn*",
            "bezblednie|bezbledn*", "bledy|pomylki *? *? znikn*", "bledow|pomylek nie bedzie",
            "znikn* *? calkowicie|zupelnie",
        ],
    },
    en={
        "number_word": [
            "NUMBER", "SLANG", "ONE|FEW of? FULL? UNIT", "FEW or two FULL? UNIT", "a|FEW of? grand", "BOTH",
            "ONE PEOPLE fewer|less|more", "one fewer|less PEOPLE", "every|each second|third|HIGH_ORDINAL", "every other *",
            "a|one third|quarter is|are|was|of|less|more|faster|fewer|cheaper|END", "a|one|by - third|quarter|fifth",
            "next to nothing|none|zero",
            "almost|nearly|virtually|practically all|every|everyone|everybody|everything|nothing|none|no",
            "bulk|majority|fraction|sliver of", "order|orders of magnitude", "whole|entire PEOPLE back", "lion share",
            "equal|equals|equivalent|worth to|of? a|an|the|one *? wage|wages|salary|pay|rent|post|job",
            "less|more|cheaper|dearer than a|an|the|your *? *? coffee|lunch|dinner|wage|salary|rent",
            "a pair|score of", "single|double|triple digits", "the pair of", "HIGH_ORDINAL", "full - time", "o'clock",
        ],
        "duration": [
            "a|an|another FULL? FULL? DURATION", "takes|in|within a second END", "in|within PLURAL", "PLURAL later",
            "whole|entire|full|single DURATION", "ORDINAL FULL? DURATION", "one DURATION", "matter of PLURAL",
            "in no time", "in|within a|an moment|instant|flash|heartbeat", "blink of",
        ],
        "date": [
            "next|coming|following month|quarter|year", "before|by|until|till christmas|easter|summer|spring|autumn|winter",
            "before|by|after the? *? season", "before|by lunch|lunchtime|noon",
            "results|effects|savings *? *? by|before the? end of",
        ],
        "outcome_date": ["by|before|until the? end of the? DURATION", "before|by the? DURATION"],
        "promise": [
            "guarantee*", "never make|makes|see|have * mistake*|error*", "never again", "risk - free",
            "without any? risk", "error - free",
            "errors|mistakes are? eliminated|vanish|disappear completely|entirely|altogether",
            "completely|entirely eliminate*", "all|every errors|error|mistakes|mistake disappear*|vanish*",
            "errors|mistakes will|would? *? disappear|vanish",
            "be no more? mistakes|errors",
        ],
    },
)  # fmt: skip


#: What states no quantity although it looks like one.
HARMLESS: Final = Phrases(CATEGORIES, {**all_languages(_HARMLESS), "order": ["ORDINAL STEP"]})
#: Words before an ordinal that make a share of it: "co dziesiąta sprawa", "a fifth part".
SHARES: Final = frozenset({"co", "every", "each", "a", "one", "jedna", "jedne", "jednej"})
#: What states a quantity, by the kind of violation; `outcome_date` counts beside an outcome only.
FORBIDDEN: Final = Phrases(CATEGORIES, all_languages(_FORBIDDEN))
