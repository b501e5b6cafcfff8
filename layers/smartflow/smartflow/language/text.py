"""The languages of the product, and what is said in each of them."""

from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar, assert_never, get_args

Language = Literal["pl", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
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
    """A text in each language; `{name}` marks a place that `fill` fills."""

    __slots__ = ()

    def fill(self, language: Language, **values: object) -> str:
        """Return the text in `language` with its places filled."""
        return self.of(language).format_map(values)
