"""What a description states about the process's measurements, sentence by sentence, each with its words.

A statement here is what the text says, not what is true: two may contradict each other (`contradictions.py`).
Deadlines, waiting times, the size of the firm and ages are not measurements and are ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.reading.field_values import GROSS_PAY, NEVER_WRONG, Period, Ratio, frequencies, ratios
from smartflow.analyst.reading.numbers import MONEY, Number, language_of, read
from smartflow.analyst.text import flat, sentences
from smartflow.engine.defaults import loaded_hourly_cost
from smartflow.engine.formulas import periods_per_year
from smartflow.language.text import ByLanguage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartflow.engine.inputs import Frequency
    from smartflow.language.text import Language

_LONGEST_SENTENCE: Final = 1_000
#: The noun of a workload stated in full-time posts, which always means all the work.
POST: Final = "post"
Topic = Literal[
    "volume", "duration", "workload", "people", "errors", "exceptions", "rework", "hourly_cost", "build_cost",
    "monthly_licence", "systems",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A measurement at `text[start:end]`: a range in the topic's own unit (minutes, runs a period, percent, money).

    `noun` is what is counted or takes time; `frequency` belongs to volumes and workloads; `people` multiplies a
    workload stated for each person; `whole` is true where the words are about all the work together; `implied` where a
    period alone means "once".
    """

    topic: Topic
    low: Decimal
    high: Decimal
    start: int
    end: int
    noun: str = ""
    frequency: Frequency | None = None
    people: Decimal = field(default=Decimal(1))
    whole: bool = False
    implied: bool = False

    def yearly(self, working_days: int = 250) -> tuple[Decimal, Decimal]:
        """Both ends for a whole year: runs of a volume, minutes of everybody's work of a workload."""
        periods = periods_per_year(self.frequency, Decimal(working_days)) or Decimal(1)
        return self.low * periods * self.people, self.high * periods * self.people


_ERROR: Final = re.compile(
    r"(?<!\w)(?:bled\w*|blad\w*|pomyl\w*|literow\w*|nieprawidlow\w*|reklamac\w*|niezgodn\w*|errors?|mistakes?|typos?|wrong\w*|"
    r"incorrect\w*|mistyp\w*|faulty|rejected)"
)
_EXCEPTION: Final = re.compile(
    r"(?<!\w)(?:wyjat\w*|nietypow\w*|niestandardow\w*|recznego\swyjasni\w*|wymaga\w*\swyjasni\w*|odbiega\w*|sporn\w*|"
    r"exceptions?|exceptional|unusual|out\sof\sthe\sordinary|non-?standard|special\scases?|edge\scases?|do(?:es)?\s?n.t\smatch|disput\w*|"
    r"need\w*\sclarif\w*|wymaga\w*\skontakt\w*)"
)
_REWORK: Final = re.compile(
    r"(?<!\w)(?:popraw\w*|napraw\w*|korekt\w*|korygow\w*|odkrec\w*|fix\w*|correct(?:ing|ion|ions|s)?|rework\w*|redo\w*|"
    r"put(?:ting)?\s(?:it\s|that\s)?right|sort(?:ing)?\s(?:it\s|that\s|this\s)?out|untangl\w*|undo\w*|wyjasni\w*|wyjasnie\w*|"
    r"(?:each|every|one|per)\s(?:such\s)?(?:mistake|error|typo|case)|kazd\w+\s(?:tak\w*\s)?(?:blad|pomylk\w*|sprawa))(?!\w)"
)
_AFTERMATH: Final = re.compile(
    _REWORK.pattern + r"|which\s(?:then\s)?(?:costs?|takes?|means)|co\s(?:nas\s)?(?:kosztuje|oznacza)"
)
_NOT_WORK: Final = re.compile(
    r"(?<!\w)(?:czeka\w*|oczekiwan\w*|opozni\w*|termin\w*|przetermin\w*|gwaranc\w*|wysylka\strwa|"
    r"wait\w*|delay\w*|late(?!\w)|overdue|deadlin\w*|lead\stime|respon[sd]\w*\s(?:time|within)|payment\sterm\w*|due\sin|"
    r"valid\sfor|kurs\w*|szkoleni\w*\strwa|przyslugu\w*)"
)
_BEFORE_DEADLINE: Final = re.compile(
    r"(?:w\sciagu(?:\sokolo)?|w\sprzeciagu|within|after|od|since|for\sthe\s(?:last|past)|przez\sostatni\w*|przed|before|in\sthe\snext|"
    r"co|every|raz\sna|once\severy|nie\spozniej\sniz|up\sto\sdate)\s$"
)
_AFTER_DEADLINE: Final = re.compile(r"\s(?:temu|ago|late|later|earlier|pozniej|wczesniej|opoznien\w*|wstecz|old)(?!\w)")
_FIRM: Final = re.compile(
    r"(?<!\w)(?:zatrudnia(?:my|jaca|jacy|jace)?|firm\w+\s(?:ma|liczy|zatrudnia)|jestesmy|liczy\w*|"
    r"employ(?:s|ing)?(?!e)|compan\w+\s(?:of|has|with)|firm\s(?:of|with)|we\sare|team\sof\sthe\scompany|office\sof|shop\sof|"
    r"biur\w+\s(?:ma|liczy))"
)
_FIRM_AFTER: Final = re.compile(r"^\w*\s?(?:firm\w*|spolk\w*|przedsiebiorst\w*|company|business|firm|agenc\w*|biur\w*)")
_EACH: Final = re.compile(
    r"(?<!\w)(?:kazd\w*|jedn(?:a|o|ej|ego|ym|ą)|jeden|pojedyncz\w*|po|each|every|per|apiece|one|single|a\spiece|srednio|"
    r"on\saverage)(?!\w)"
)
_TAKES: Final = re.compile(
    r"(?<!\w)(?:zajmuj\w*|zajac\w*|trwa\w*|potrzeb\w*|poswiec\w*|schodzi|zabiera\w*|pochlani\w*|wymaga\w*|tracim\w*|traci|"
    r"spedza\w*|siedz\w*|czas(?:u|em)?|time|takes?|took|taking|spends?|spending|needs?|lasts?|costs?\sus|lose|goes|eats)(?!\w)"
)
_WHOLE: Final = re.compile(
    r"(?<!\w)(?:lacznie|razem|w\ssumie|ogolem|calosc|caly\sproces|cala\sobslug\w*|cala\spraca|in\stotal|total\w*|altogether|"
    r"overall|all\sin\sall|the\swhole\s(?:process|thing|job)|all\sof\sthis|combined)(?!\w)"
)
_PER_HOUR: Final = re.compile(
    r"^\s?(?:brutto\s|netto\s|gross\s)?(?:/\s?|za\s|na\s|per\s|an\s|a\s)(?:robocz\w*\s)?(?:h|godz\w*|hours?|hr)(?!\w)"
)
# "an hour of a clerk costs us 55 PLN": one's own people, not somebody who is hired for the job
_HOUR_OF: Final = re.compile(
    r"(?<!\w)(?:godzina\s(?:pracy\s)?(?:\w+\s){0,3}?kosztuje|(?:an|one|each)\shour\sof\s(?:\w+.?\w*\s){1,5}?costs?)\s"
    r"(?:nas\s|firme\s|us\s|me\s)?(?:ok\W\s?|okolo\s|srednio\s|jakies\s|about\s|around\s|roughly\s)?$"
)
_HIRED: Final = re.compile(
    r"(?<!\w)(?:programist|informatyk|konsultant|wdrozeniow|developer|consultant|contractor|agency)"
)
_PAY: Final = re.compile(
    r"(?<!\w)(?:pensj\w*|wynagrodz\w*|zarabia\w*|plac[aiey]\w*|salar\w*|earn\w*|wages?|paid|pay)(?!\w)"
)
_OFFER: Final = re.compile(
    r"(?<!\w)(?:wycen\w*|ofert\w*|wdrozeni\w*|quot\w*|offer\w*|implement\w*|to\sbuild|set-?up\sfee)"
)
_LICENCE: Final = re.compile(r"(?<!\w)(?:abonament\w*|licencj\w*|subskrypc\w*|subscription\w*|licen[cs]es?)(?!\w)")
_OF_THEM: Final = re.compile(r"(?<!\w)(?:jest\s(?:ich|tego)|mamy\s(?:ich|tego)|there\sare)\s(?:\w+\s)?(?:\w+\.?\s)?$")
_HIRING: Final = re.compile(
    r"(?<!\w)(?:zatrudniamy|przyjmujemy|wdrazamy|onboard\w*|hire|recruit|take\son|rekrut\w*)(?!\w)"
)
_NOT_A_THING: Final = re.compile(
    r"(?:roku|rok|lat|lata|years?|razy|times|osob\w*|people|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|"
    r"wrzesnia|pazdziernika|listopada|grudnia|rano|am|pm|dzien|dnia|dni|minut|godzin\w*|hours?|percent|procent|"
    r"months?|weeks?|days?|quarters?|morning|fridays?|mondays?|tuesdays?|wednesdays?|thursdays?|miesiac\w*|tydzien|"
    r"tygodni\w*|kwartal\w*)(?!\w)"
)
_NOUN: Final = re.compile(
    r"\s?(?:-\s?)?(?:(?:nowych|nowe|roznych|such|new|incoming|kolejnych|do|more|of|these)\s)*"
    r"(e-?mail\w*|[^\W\d_]{3,})"
)
_THE_THING: Final = re.compile(
    r"(?<!\w)(?:kazd\w+|jedn\w+|jeden|pojedyncz\w+|each|every|per|one|a\ssingle|an?)\s"
    r"(?:nastepn\w+\s|such\s|new\s)?([^\W\d_]{4,})"
)
# Where a language has no articles, "a" means something else: "and" in Polish.
_HAS_ARTICLES: Final = ByLanguage(pl=False, en=True)
_CLAUSE: Final = re.compile(r"[;:()\n]|\s[–—-]\s|,(?!\d)")


def statements(text: str) -> list[Statement]:
    """Return everything measurable that `text` states, in order."""
    language = language_of(text)
    found: list[Statement] = []
    erring = False
    for start, end in _pieces(text):
        sentence = _Sentence(text[start:end], language)
        found += [_moved(statement, start) for statement in sentence.statements(erring)]
        # "5 % have errors. Each takes 30 minutes to fix." The next sentence may speak of the same errors.
        erring = _ERROR.search(sentence.low) is not None
    return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences; one without end is cut at a blank, so that the work stays in proportion to the text."""
    for start, end in sentences(text):
        while end - start > _LONGEST_SENTENCE:
            blank = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
            cut = blank if blank > start else start + _LONGEST_SENTENCE
            yield start, cut
            start = cut
        yield start, end


def same_noun(first: str, second: str) -> bool:
    """Tell whether two words are forms of one noun: they share all but their last three letters, at least four."""
    if not first or not second:
        return False
    least = max(4 if min(len(first), len(second)) >= 4 else 3, min(len(first), len(second)) - 3)
    return first[:least] == second[:least]


def _moved(statement: Statement, by: int) -> Statement:
    return replace(statement, start=statement.start + by, end=statement.end + by)


class _Sentence:
    """One sentence with its numbers and periods found, so that each can be judged by its neighbours."""

    def __init__(self, text: str, language: Language) -> None:
        self.has_articles = _HAS_ARTICLES.of(language)
        self.low = flat(text).replace("\u00a0", " ")
        self.numbers = read(text, language=language)
        self.periods = frequencies(text)
        self.ratios = ratios(text)
        self.breaks = [match.start() for match in _CLAUSE.finditer(self.low)]

    def statements(self, erring: bool) -> Iterator[Statement]:
        """Yield what the sentence states; `erring`: the sentence before spoke of errors."""
        used: set[Period] = set()
        never = NEVER_WRONG.search(self.low)
        if never:
            yield Statement("errors", Decimal(0), Decimal(0), never.start(), never.end())
        for ratio in self.ratios:
            yield from self._share(ratio.percent, ratio.percent, ratio)
        for number in self.numbers:
            if any(ratio.start < number.end and number.start < ratio.end for ratio in self.ratios):
                continue
            if number.unit == "percent":
                yield from self._share(number.low, number.high, number)
            elif number.unit in MONEY:
                yield from self._amount(number, used)
            elif number.unit == "fte":
                yield from self._post(number)
            elif number.minutes:
                yield from self._time(number, erring, used)
            elif number.unit == "people":
                yield from self._people(number, used)
            elif number.unit == "systems":
                if self.low[number.end - 1] and number.high <= 30 and not self._period_of(number):
                    yield Statement("systems", number.low, number.high, number.start, number.end)
            elif number.unit in {None, "times"}:
                yield from self._volume(number, used)
        yield from self._once(used)

    def _share(self, low: Decimal, high: Decimal, at: Number | Ratio) -> Iterator[Statement]:
        start, end = self._clause(at.start, at.end)
        clause = self.low[start:end]
        for pattern, topic in ((_ERROR, "errors"), (_EXCEPTION, "exceptions")):
            cue = _nearest(pattern, clause, at.start - start)
            if cue is None and not _other(topic).search(self.low):
                cue = _nearest(pattern, self.low, at.start)
                start = 0 if cue else start
            if cue is not None:
                left, right = min(at.start, start + cue[0]), max(at.end, start + cue[1])
                named: Topic = "errors" if topic == "errors" else "exceptions"
                yield Statement(named, low, high, left, right)
                return

    def _amount(self, number: Number, used: set[Period]) -> Iterator[Statement]:
        low, after = self.low, self.low[number.end : number.end + 24]
        period = self._period_of(number)
        if period:
            used.add(period)
        per_hour = _PER_HOUR.match(after)
        if per_hour:
            if "netto" not in per_hour.group():
                yield Statement(
                    "hourly_cost", number.low, number.high, number.start, number.end + len(per_hour.group().rstrip())
                )
            return
        hour_of = _HOUR_OF.search(low[: number.start])
        if hour_of and not _HIRED.search(hour_of.group()) and not re.match(r"\s?net(?:to)?(?!\w)", after):
            yield Statement("hourly_cost", number.low, number.high, hour_of.start(), number.end)
            return
        gross, pay = GROSS_PAY.search(low), _PAY.search(low)
        if gross and pay and 1000 <= number.low <= 100_000 and number.unit == "PLN":
            costs = loaded_hourly_cost(number.low), loaded_hourly_cost(number.high)
            left = min(number.start, gross.start())
            yield Statement("hourly_cost", *costs, left, max(number.end, gross.end()))
            return
        if not _OFFER.search(low):
            return
        if period and period.frequency == "monthly" and _LICENCE.search(low):
            yield Statement("monthly_licence", number.low, number.high, *_span(number, period))
        elif not period and number.low >= 500:
            yield Statement("build_cost", number.low, number.high, number.start, number.end)

    def _post(self, number: Number) -> Iterator[Statement]:
        """ "Four people full-time", "na pełny etat": forty hours a week each."""
        people = self._before(number, "people")
        one = number.low * 2400, number.high * 2400
        if people and number.low == number.high:
            yield Statement(
                "workload", *one, people.start, number.end, frequency="weekly", people=people.low, noun=POST, whole=True
            )
        else:
            yield Statement("workload", *one, number.start, number.end, frequency="weekly", noun=POST, whole=True)

    def _time(self, number: Number, erring: bool, used: set[Period]) -> Iterator[Statement]:
        assert number.minutes
        low, high = number.minutes
        start, end = self._clause(number.start, number.end)
        clause, before = self.low[start:end], self.low[max(start, number.start - 28) : number.start]
        if self._no_work(number, clause, before):
            return
        wrong = _ERROR.search(self.low)
        if _REWORK.search(clause) and (erring or wrong):
            yield Statement("rework", low, high, *self._around(number, _REWORK, start, clause))
            return
        if wrong and wrong.start() < number.start and _AFTERMATH.search(self.low[wrong.start() : number.start]):
            yield Statement("rework", low, high, *self._around(number, _TAKES, start, clause))
            return
        noun, named_at = self._subject(number)
        period = self._period_of(number)
        if (
            period
            and period.end <= number.start
            and (period in used or _EACH.search(self.low[period.end : number.start]))
        ):
            period = None  # "40 orders a day, each takes 5 minutes": the day belongs to the orders
        times = self._multiplied(number)
        behind = period.end if period and period.start >= number.end else number.end
        # "each goes into the program (4 min)": what is said of each may stand in the clause before.
        leading = max((other.end for other in self.numbers if other.end <= number.start and other.high > 1), default=0)
        each = _EACH.search(self.low[max(leading, number.start - 60) : number.start]) or _EACH.match(
            self.low[behind:].lstrip(" ,")
        )
        if times is not None:
            nearest = period or self._any_period(number)
            if nearest:
                used.add(nearest)
                yield Statement(
                    "workload",
                    low,
                    high,
                    times.start,
                    number.end,
                    frequency=nearest.frequency,
                    people=times.low,
                    whole=True,
                )
            return
        if period:
            used.add(period)
            people = self._before(number, "people") if each else None
            yield Statement(
                "workload",
                low,
                high,
                *_span(number, period, people),
                noun=noun,
                frequency=period.frequency,
                people=people.low if people else Decimal(1),
                whole=_WHOLE.search(clause) is not None,
            )
            return
        takes = _TAKES.search(self.low)
        if each or takes or self._before(number, "people") or self.periods:
            left, right = self._around(number, _TAKES, start, clause)
            # "one invoice takes": the thing belongs to the words, unless it stands in another clause.
            left = named_at if noun and start <= named_at < left else left
            yield Statement("duration", low, high, left, right, noun=noun)

    def _no_work(self, number: Number, clause: str, before: str) -> bool:
        words = self.low[number.counted : number.end]
        if before.endswith("po ") and words.rstrip().endswith("ach"):
            return True  # "po 2 dniach" is after two days, "po 45 minut" forty-five minutes each
        if number.low == number.high and _BEFORE_DEADLINE.search(before) and "co najmniej" not in before:
            return True
        return bool(_NOT_WORK.search(clause) or _AFTER_DEADLINE.match(self.low, number.end))

    def _people(self, number: Number, used: set[Period]) -> Iterator[Statement]:
        start, _ = self._clause(number.start, number.end)
        before, period = self.low[max(0, number.start - 40) : number.start], self._period_of(number)
        if period and period.start - number.end <= 3 and _HIRING.search(self.low[start : number.start]):
            used.add(period)
            yield Statement(
                "volume", number.low, number.high, *_span(number, period), noun="osoba", frequency=period.frequency
            )
            return
        if _FIRM.search(before) or _FIRM_AFTER.match(self.low[number.end :].lstrip()) or number.high > 200:
            return
        each = re.search(
            r"(?:(?:przy|na)\s(?:jedn|kazd)\w+\s\w+|(?:on|for)\s(?:each|every|one)\s\w+)[\w\s]{0,24}$", before
        )
        yield Statement("people", number.low, number.high, number.start, number.end, whole=each is not None)

    def _volume(self, number: Number, used: set[Period]) -> Iterator[Statement]:
        if _BEFORE_DEADLINE.search(self.low[max(0, number.start - 12) : number.start]):
            return
        noun = _NOUN.match(self.low, number.end)
        word = noun[1] if noun else ""
        period = self._period_of(number)
        if period is None and _OF_THEM.search(self.low[max(0, number.start - 24) : number.start]):
            # "Every day we go through the mails, there are 20 to 30 of them."
            period = self._any_period(number)
            word = word or "ich"
        if period is None or (number.unit is None and _NOT_A_THING.fullmatch(word)):
            return
        if number.unit is None and not word and not 0 <= period.start - number.end <= 2:
            return
        used.add(period)
        start, end = _span(number, period)
        if noun and number.unit is None:
            end = max(end, noun.end())
        yield Statement(
            "volume", number.low, number.high, start, end, "" if number.unit else word, frequency=period.frequency
        )

    def _once(self, used: set[Period]) -> Iterator[Statement]:
        """A period that counts nothing says how often it is done: "w każdy piątek", "every month"."""
        free = [period for period in self.periods if period not in used]
        if free and not used:
            first = free[0]
            one = Decimal(1)
            yield Statement("volume", one, one, first.start, first.end, frequency=first.frequency, implied=True)

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        left = max((mark + 1 for mark in self.breaks if mark < start), default=0)
        right = min((mark for mark in self.breaks if mark >= end), default=len(self.low))
        return left, right

    def _period_of(self, number: Number) -> Period | None:
        """Return the period that belongs to a number: behind it in its clause, or before it with no number between."""
        start, end = self._clause(number.start, number.end)
        following = min((other.start for other in self.numbers if other.start >= number.end), default=end)
        for period in self.periods:
            if number.end <= period.start < min(end, number.end + 48) and period.start <= following:
                return period
        leading = max((other.end for other in self.numbers if other.end <= number.start), default=start)
        for period in reversed(self.periods):
            if max(start, leading, number.start - 48) <= period.start and period.end <= number.start:
                return period
        return None

    def _any_period(self, number: Number) -> Period | None:
        return min(self.periods, key=lambda period: abs(period.start - number.start), default=None)

    def _multiplied(self, number: Number) -> Number | None:
        """Return the first factor of "4×10 h"."""
        for other in self.numbers:
            if other.unit in {None, "people"} and re.fullmatch(r"\s?[x×]\s?", self.low[other.end : number.start]):
                return other
        return None

    def _before(self, number: Number, unit: str) -> Number | None:
        found = [other for other in self.numbers if other.unit == unit and 0 <= number.start - other.end <= 40]
        return found[-1] if found and not _FIRM.search(self.low[: found[-1].start]) else None

    def _subject(self, number: Number) -> tuple[str, int]:
        """Return the thing that takes the time, behind "each" or "one", nearest before the number, and its place."""
        found, place = "", 0
        for match in _THE_THING.finditer(self.low):
            if not self.has_articles and match.group().startswith(("a ", "an ")):
                continue
            if (
                not _NOT_A_THING.match(match[1])
                and not _TAKES.match(match[1])
                and (not found or match.start() < number.start)
            ):
                found, place = match[1], match.start()
        return found, place

    def _around(self, number: Number, cue: re.Pattern[str], start: int, clause: str) -> tuple[int, int]:
        nearest = _nearest(cue, clause, number.start - start)
        if nearest is None:
            return number.start, number.end
        return min(number.start, start + nearest[0]), max(number.end, start + nearest[1])


def _other(topic: str) -> re.Pattern[str]:
    return _EXCEPTION if topic == "errors" else _ERROR


def _nearest(pattern: re.Pattern[str], text: str, at: int) -> tuple[int, int] | None:
    spans = [match.span() for match in pattern.finditer(text)]
    return min(spans, key=lambda span: abs(span[0] - at), default=None)


def _span(number: Number, period: Period, people: Number | None = None) -> tuple[int, int]:
    starts = [number.start, period.start] + ([people.start] if people else [])
    return min(starts), max(number.end, period.end)
