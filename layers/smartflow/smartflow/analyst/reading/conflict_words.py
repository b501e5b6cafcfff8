"""What the words around a quantity say of a statement: who makes it, whether it is of all of the work, what it is about.

A closed list of function words and verbs for each question; the nouns come from the text itself. Forms are folded.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.conflict import clause_forms, near_forms, sentence_words
from smartflow.analyst.reading.words import listed, stem

if TYPE_CHECKING:
    from smartflow.analyst.reading.choice import Choice
    from smartflow.analyst.reading.records import Text
    from smartflow.analyst.reading.stream import Quantity

#: Somebody says it, or something shows it: two of them may disagree about one thing.
_SAYS: Final = listed(
    "says say claims claim states stated shows show showed showing according reports reported thinks reckons believes "
    "insists swears wrote written estimates timed measured counted checked logged recorded suggests "
    "mowi mowia twierdzi twierdza podaje podaja uwaza liczy wychodzi wyszlo pokazuje pokazuja widac wynika "
    "wg wedlug zdaniem zapisano zapisane zmierzylam zmierzylem zmierzylismy zmierzono policzylam policzylem "
    "policzylismy stoi upiera szacuje ocenia gives puts calculated computed "
    "wykazal wykazala wykazalo wykazuje wyliczyl wyliczyla wyliczylam "
    "wyliczylem obliczyl obliczyla obliczylam obliczylem"
)
_RECORDS: Final = frozenset(
    map(
        stem,
        listed(
            "raporcie sprawozdaniu rejestrze statystyce ankiecie rubryce wydruku ewidencji budzecie arkuszu zestawieniu "
            "kalendarzu terminarzu zeszycie dzienniku tablicy ksiazce kartach "
            "report register records statistics stats figures dashboard survey budget log logs "
            "printout sheet system diary calendar book board timesheets"
        ),
    )
)
_FROM: Final = listed("in on from by per according for w we z ze wg wedlug zgodnie na the our nasz naszym")
_FROM_REACH: Final = 4
_TOTAL: Final = (
    "razem", "lacznie", "w sumie", "ogolem", "ogolnie", "w calosci", "calosc", "in total", "total", "altogether",
    "overall", "in all", "all in", "all of them", "all included", "wszystkie", "all told", "combined", "sum",
)  # fmt: skip
_WHOLE: Final = listed("whole entire complete caly cala cale calego calej calosc")
_HENCE: Final = listed("czyli zatem wiec so thus therefore hence makes daje")
_BUT: Final = listed("natomiast while whereas")
_ONLY: Final = (
    "nic innego", "niczego innego", "tylko to", "tylko tym", "tylko te", "tylko ta", "wylacznie", "na same", "na sam",
    "na sama", "etatu lacznie", "nothing else", "nothing but", "only this", "only that", "just this", "alone",
    "exclusively", "solely", "all day long", "do nothing else",
)  # fmt: skip
_BUT_THIS: Final = listed("only just tylko wylacznie")
#: The work, where the words before have named it.
_IT: Final = (
    "na to", "na tym", "na nich", "na nie", "nad tym", "nad nimi", "with it", "on it", "on them", "on this", "on that",
    "it takes", "this takes", "that takes", "to zajmuje", "zajmuje to", "robi je", "robi to", "does it", "does them",
    "do them", "do it", "doing it", "doing them", "doing this",
)  # fmt: skip
_VARIES: Final = listed(
    "czasem czasami bywa nawet maksymalnie najwyzej maks minimum sometimes even max maximum peak busy quiet slow good bad "
    "gorace gorszy lepszy szczycie ruch rekord rekordowo if when unless otherwise jesli jezeli jak gdy kiedy inaczej zalezy depends"
)
#: Beginnings of words for one sort of case.
_SIZES: Final = (
    "complex", "complicat", "simple", "easy", "difficult", "hard", "tricky", "big", "small", "large", "short", "long", "new",
    "regular", "old", "urgent", "electronic", "paper", "trudn", "zlozon", "skomplik", "prost", "latw", "duz", "mal", "wieksz",
    "mniejsz", "dlug", "krotk", "now", "stal", "piln", "gorsz", "lepsz", "reczn",
)  # fmt: skip
_ADJECTIVES: Final = ("ych", "ich", "ego", "owe", "ane", "one", "ej", "wa", "na")
_PERSONS: Final = listed("i we you they he she it")
_ENDINGS: Final = ("my", "am", "em", "uje", "ja")
_HAVING: Final = listed("have has had get gets got are is take takes do does mamy mam maja jest sa bywa dostajemy")
_OF_THOSE: Final = listed("of z ze sposrod")
#: Said of a time that is over, also in a record.
_OVER: Final = (
    "before",
    "previous",
    "formerly",
    "ago",
    "temu",
    "kiedys",
    "dawniej",
    "wczesniej",
    "poprzedn",
    "przed",
    "used",
)
_MONTH_END: Final = ("konc", "koniec")
_UP_TO: Final = listed("max maks under nawet even")
#: Behind a count: of some of them only ("400 orders a month above the limit").
_RESTRICTS: Final = listed(
    "above over below under with without from for about that which who whose powyzej ponizej z ze bez od dla o ktore ktory "
    "ktorych"
)
_ANOTHER: Final = listed(
    "other another second drugi druga drugie drugim drugiej drugiego drugich inny inna innym innej"
)
_KINDS: Final = listed("kinds rodzaju rodzajow")
_PLUS: Final = listed("plus additional extra dodatkowo dodatkowe oprocz")
_SAME: Final = listed("same samej samego samych tych")
_JOINS: Final = listed("and or plus i oraz lub")
_RECORD_HIGH: Final = (("record", "was"), ("record", "is"), ("record", "of"), ("record", "day"))
_SUBJECTS: Final = listed(
    "takes take took taking spend spends spent zajmuje zajmuja trwa trwaja schodzi idzie potrzebuje about around roughly "
    "approx okolo mniej wiecej srednio average each every kazdy kazda kazde jeden jedna jedno"
)


def witnessed(text: Text, one: Quantity) -> bool:
    """Tell whether the clause or sentence of a quantity names who says it, or the record it is from."""
    said = sentence_words(text, one)
    if any(form in _SAYS and stem(form) not in one.nouns and stem(form) not in text.title for form in said):
        return True
    return any(
        stem(form) in _RECORDS
        and stem(form) not in text.title
        and not _FROM.isdisjoint(said[max(0, at - _FROM_REACH) : at])
        for at, form in enumerate(said)
    )


def is_but(text: Text, one: Quantity) -> bool:
    """Tell whether the only word that sets a quantity's clause apart is a "but"."""
    apart = {form for form in clause_forms(text, one) if "other" in words.concepts(form)}
    return bool(apart) and apart <= _BUT


def of_all(text: Text, one: Quantity) -> bool:
    """Tell whether words near a quantity say that it is all of it."""
    return _any_phrase(_TOTAL, near_forms(text, one, 8, 5))


def of_all_here(text: Text, one: Quantity) -> bool:
    """Tell whether the clause of a quantity says that it is all of it."""
    return _any_phrase(_TOTAL, clause_forms(text, one))


def of_whole(text: Text, one: Quantity) -> bool:
    """ "The whole notice takes 90 minutes"."""
    return not _WHOLE.isdisjoint(clause_forms(text, one))


def follows(text: Text, one: Quantity) -> bool:
    """Tell whether a quantity is said to follow from what stands before it ("czyli", "so")."""
    return not _HENCE.isdisjoint(clause_forms(text, one))


def nothing_else(text: Text, one: Quantity, named: frozenset[str] = frozenset()) -> bool:
    """Tell whether the sentence says that the time goes to nothing but this work, which may be `named`."""
    said = sentence_words(text, one)
    only = any(form in _BUT_THIS and stem(after) in named for form, after in pairwise(said))
    return only or _any_phrase(_ONLY, said)


def of_it(text: Text, one: Quantity) -> bool:
    """Tell whether the sentence speaks of the work by a pronoun."""
    return _any_phrase(_IT, sentence_words(text, one))


def varies(text: Text, one: Quantity) -> bool:
    """Tell whether words near a quantity say that it is not always so, or not of all ("60 of the notes")."""
    near = near_forms(text, one, 8, 8)
    if _OF_THOSE & set(near_forms(text, one, 0, 2)[:1]):
        return True
    if any(pair in _RECORD_HIGH for pair in pairwise(near)):
        return True
    right_before = near_forms(text, one, 2, 0)
    up_to = "do" in right_before and text.cut.language == "pl"
    return up_to or not _VARIES.isdisjoint(near) or not _UP_TO.isdisjoint(right_before)


def of_some(text: Text, one: Quantity) -> bool:
    """Tell whether the words behind a count and its period say which it counts: "400 orders a month above the limit"."""
    if not _KINDS.isdisjoint(sentence_words(text, one)):
        return True
    tokens = text.cut.tokens
    clause = tokens[one.first].clause
    end = max(one.end, one.per_at[1]) if one.per_at else one.end
    behind = [token.form for token in tokens[one.last : one.last + 12] if token.clause == clause and token.start >= end]
    for at, form in enumerate(behind[:-1]):
        if form in _RESTRICTS:
            of_time = any(words.time_unit(after) for after in behind[at + 1 : at + 4])
            return len(behind[at + 1]) > 2 and not of_time and stem(behind[at + 1]) not in _RECORDS
    return False


def of_another(text: Text, one: Quantity) -> bool:
    """Tell whether the clause of a quantity speaks of another thing of the same sort: "on the second account"."""
    return not _ANOTHER.isdisjoint(clause_forms(text, one))


def is_added(text: Text, one: Quantity) -> bool:
    """Tell whether a quantity is said to come on top: "plus the 40 minutes of the committee"."""
    return not _PLUS.isdisjoint(near_forms(text, one, 5, 0))


def of_the_same(text: Text, one: Quantity) -> bool:
    """Tell whether the sentence speaks of the same thing again, in so many words."""
    return not _SAME.isdisjoint(sentence_words(text, one))


def joined(text: Text, one: Quantity, stems: frozenset[str]) -> bool:
    """Tell whether what the sentence names, one of `stems`, is joined to something else: "expenses and cards"."""
    said = sentence_words(text, one)
    for at, form in enumerate(said):
        joins = [index for index in (at + 1, at + 2) if index < len(said) and said[index] in _JOINS]
        if stem(form) in stems and joins:
            behind = (stem(other) for other in said[joins[0] + 1 : joins[0] + 3] if len(other) > 3)
            if any(other not in stems for other in behind):
                return True
    return False


def by_size(text: Text, one: Quantity) -> bool:
    """Tell whether the clause speaks of one sort of case: "a complex claim"."""
    return any(form.startswith(_SIZES) for form in clause_forms(text, one))


def units(text: Text, choice: Choice) -> frozenset[str]:
    """Return stems of the words by which the text calls one run."""
    made = set(text.title)
    for index in choice.time.sources if choice.time else ():
        made |= text.found[index].each
    if choice.volume is not None and choice.volume.how in {"own", "heads", "near", "tied", "heads+"}:
        heads = choice.volume.how.startswith("heads")
        main = text.found[choice.volume.sources[1 if heads else 0]]
        if main.named_after:
            made |= set(main.nouns[:2])
    return frozenset(made - _NOT_NAMES)


_NOT_NAMES: Final = frozenset(map(stem, _SUBJECTS))


def says(form: str) -> bool:
    """Tell whether a folded word is a verb of saying or showing."""
    return form in _SAYS


def is_over(text: Text, one: Quantity) -> bool:
    """Tell whether a sentence speaks of a time that is over: "before the pandemic"."""
    return any(form.startswith(_OVER) for form in sentence_words(text, one))


def in_season(text: Text, one: Quantity) -> bool:
    """Tell whether a sentence speaks of a season; the end of a month is none."""
    said = sentence_words(text, one)
    return any("season" in words.concepts(form) and not form.startswith(_MONTH_END) for form in said)


def sort_of(text: Text, one: Quantity, noun: str) -> str | None:
    """Return the stem of the word that says which sort of a thing is counted: "fleet invoices", "faktur flotowych"."""
    tokens = text.cut.tokens
    polish = text.cut.language == "pl"
    place = tokens[one.first]
    for at in range(max(0 if polish else 1, one.first - 10), min(len(tokens) - 1, one.last + 4)):
        if tokens[at].kind != "w" or stem(tokens[at].form) != noun or tokens[at].sentence != place.sentence:
            continue
        beside = tokens[at + 1 if polish else at - 1]
        form = beside.form
        plain = beside.kind == "w" and len(form) > 3 and beside.sentence == place.sentence
        known = (
            form in _HAVING or form in _SAYS or form in _SUBJECTS or words.time_unit(form) or words.period_adverb(form)
        )
        if plain and not known and not (polish and not form.endswith(_ADJECTIVES)):
            return stem(form)
    return None


def speakers(text: Text, one: Quantity) -> set[str]:
    """Return the words right before a verb of saying: who says it."""
    said = sentence_words(text, one)
    return {word for at, form in enumerate(said) if form in _SAYS for word in said[max(0, at - 2) : at]}


def doing(text: Text, one: Quantity) -> str | None:
    """Return the stem of what is done with what a number counts, if it is said right before: "we close 60 claims"."""
    tokens = text.cut.tokens
    before = [
        token for token in tokens[max(0, one.first - 4) : one.first] if token.sentence == tokens[one.first].sentence
    ]
    for at in range(len(before) - 1, -1, -1):
        form = before[at].form
        if before[at].kind != "w" or form in _SAYS:
            return None
        if (at and before[at - 1].form in _PERSONS) or (text.cut.language == "pl" and form.endswith(_ENDINGS)):
            return None if form in _HAVING else stem(form)
    return None


def names(text: Text, one: Quantity, stems: frozenset[str]) -> bool:
    """Tell whether the sentence of a quantity names one of these."""
    return not stems.isdisjoint(map(stem, sentence_words(text, one)))


def content(text: Text, one: Quantity) -> frozenset[str]:
    """Return stems of the words of a sentence that name things and doings."""
    return frozenset(
        stem(form)
        for form in sentence_words(text, one)
        if len(form) > 3 and form not in _SUBJECTS and form not in _SAYS and words.time_unit(form) is None
    )


def _any_phrase(phrases: tuple[str, ...], forms: list[str]) -> bool:
    said = f" {' '.join(forms)} "
    return any(f" {phrase} " in said for phrase in phrases)
