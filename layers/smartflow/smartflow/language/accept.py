"""The reader's language, chosen from what a request accepts."""

from smartflow.language.text import DEFAULT_LANGUAGE, LANGUAGES, Language

_MOST_RANGES = 20


def preferred(accept_language: str) -> Language:
    """Return the language that an `Accept-Language` header weighs highest, as RFC 9110 says.

    Ties, and headers that name none of our languages, give the default language.
    """
    weights: dict[str, float] = {}
    for part in accept_language.lower().split(",")[:_MOST_RANGES]:
        tag, _, parameters = part.partition(";")
        try:
            weight = float(parameters.partition("q=")[2] or 1)
        except ValueError:
            continue
        primary = tag.strip().partition("-")[0]
        weights[primary] = max(weight, weights.get(primary, 0))
    best = max(LANGUAGES, key=lambda language: weights.get(language, 0))
    return best if weights.get(best, 0) > weights.get(DEFAULT_LANGUAGE, 0) else DEFAULT_LANGUAGE
