"""The languages of the product, and texts in each of them."""

import re
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar, assert_never, get_args

Language = Literal["pl", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
DEFAULT_LANGUAGE: Final[Language] = "en"
NBSP: Final = "\u00a0"

T = TypeVar("T")


@dataclass(frozen=True)  # without slots: before Python 3.13 these and `ByLanguage[int](…)` do not go together
class ByLanguage(Generic[T]):
    """One value for each language.

    A further language is a further field here and a further value of `Language`; the type checker then names each place
    that lacks it.
    """

    pl: T
    en: T

    def of(self, language: Language) -> T:
        """Return the value for `language`."""
        match language:
            case "pl":
                return self.pl
            case "en":
                return self.en
            case _:
                assert_never(language)


class Text(ByLanguage[str]):
    """A text in each language.

    `{name}` is replaced by a value. `{name:month|months}` is replaced by a whole number and the form of the noun that
    agrees with it; the forms stand in the order of `plural_form`.
    """

    __slots__ = ()

    def fill(self, language: Language, /, **values: object) -> str:
        """Return the text in `language` with its values; whole numbers are written with groups of three digits.

        A value's own full stop ("Nowak sp. z o.o.") ends the sentence too.
        """
        stopped = {name for name, value in values.items() if isinstance(value, str) and value.endswith((".", "…"))}
        text = _PLACE_AND_STOP.sub(lambda match: match[1] if match[2] in stopped else match[0], self.of(language))
        counted = {name: _Count(value, language) if isinstance(value, int) else value for name, value in values.items()}
        return text.format_map(counted)


_PLACE_AND_STOP: Final = re.compile(r"(\{(\w+)\})\.(?=[\s\"”»)]|$)")

#: What stands between groups of three digits.
THOUSANDS: Final = ByLanguage(pl=NBSP, en=",")


def plural_form(count: int, language: Language) -> int:
    """Return the place of the noun's form that agrees with a count, from 0.

    English has forms for 1 and for the rest. Polish has forms for 1, for numbers that end in 2, 3 or 4 (except 12 to
    14), and for the rest.
    """
    return _PLURAL_FORM.of(language)(count)


def _polish_form(count: int) -> int:
    if count == 1:
        return 0
    return 1 if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else 2


def _english_form(count: int) -> int:
    return 0 if count == 1 else 1


_PLURAL_FORM: Final = ByLanguage(pl=_polish_form, en=_english_form)


@dataclass(frozen=True, slots=True)
class _Count:
    """A whole number in a text; the format after the colon holds the forms of its noun."""

    value: int
    language: Language

    def __format__(self, forms: str) -> str:
        digits = f"{self.value:,}".replace(",", THOUSANDS.of(self.language))
        return f"{digits}{NBSP}{forms.split('|')[plural_form(self.value, self.language)]}" if forms else digits
