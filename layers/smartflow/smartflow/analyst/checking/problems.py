"""Does a quotation show the problem that it stands beside?

A problem names what goes wrong (data is retyped, papers are searched for, somebody waits); its quotation must speak of the
same, in whichever language. A problem that names nothing of the kind must at least share a word with its quotation.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from smartflow.analyst.reading import words
from smartflow.analyst.text import flat

Shown = Literal["yes", "unrelated", "something_else"]

#: What goes wrong, by the words of both languages, over folded text (`flat`).
_TOPICS: Final[dict[str, str]] = {
    "retyping": r"przepis(?!ow|y\b|ami|ach)\w*|przekle\w+|wklep\w*|wpis(?:uj|yw|an|ac|a\b|ze)\w*|wprowadz\w+"
    r"|kopi(?:uj|ow)\w*|wkleja\w*|przenos\w+|uzupelni\w+|dwa razy|dwukrotn\w+|podwojn\w+|jeszcze raz|recznie"
    r"|reczn[aey]\w*|re-?typ\w+|re-?key\w*|re-?enter\w*|typ(?:e|es|ed|ing)|key(?:s|ed|ing)?|enter(?:s|ed|ing)?|copy"
    r"|copies|copied|copying|past(?:e|es|ed|ing)|by hand|manual\w*|twice|data entry|puts? (?:it|them) in",
    "paper": r"papier\w*|druk\w+|wydruk\w*|skan\w*|segregator\w*|paper\w*|print\w*|scan\w*|handwrit\w+|folders?"
    r"|binders?|kart(?:k\w+|ce|ek)|odreczn\w+",
    "errors": r"bl[ae]d\w*|pomyl\w*|literow\w+|niezgodn\w+|nie zgadza\w*|zl[aey]\w?|zle|duplikat\w*|poprawi\w+"
    r"|poprawk\w+|korekt\w+|errors?|mistak\w+|typos?|duplicat\w+|wrong\w*|mismatch\w*|incorrect\w*|correct\w+"
    r"|rework\w*|reject\w*|defect\w*|missing|brak\w*|incomplete|zgub\w+|lost|lose[sd]?",
    "waiting": r"czeka\w*|opozn\w+|zator\w*|utyka\w*|spoz?n\w+|termin\w*|zalega\w*|zaleglo\w*|po \d+ dni\w*|dlugo"
    r"|wait\w*|delay\w*|bottleneck\w*|stuck|late|backlog\w*|overdue|slow\w*|takes (?:days|weeks)|days|weeks"
    r"|tygodni\w*|dni",
    "approvals": r"akcept\w*|zatwierdz\w*|podpis\w*|zgod[aey]|approv\w*|sign(?:s|ed|ing|-?off|ature)?|authori[sz]\w*",
    "reminders": r"przypom\w+|ponagl\w*|monit\w*|windyk\w*|dopyt\w+|wydzwani\w*|remind\w*|chas\w+|follow\w*[- ]?up\w*"
    r"|unpaid|prosi\w*|dopomina\w*|pamieta\w*|remember\w*|due dates?",
    "search": r"szuka\w*|odszuk\w*|znalez\w+|znajd\w+|wyszuk\w*|grzeb\w+|search\w*|look(?:s|ed|ing)? (?:for|up"
    r"|through)|find(?:s|ing)?|found",
    "standard": r"inaczej|roznie|procedur\w*|instrukcj\w*|standard\w*|wersj\w+|za kazdym razem|differen\w+"
    r"|procedure\w*|inconsistent\w*|own way|versions?|depends?|zalez\w+",
    "one_person": r"tylko \w+|nikt inny|jedn[aey]j? osob\w+|w glowie|urlop\w*|zastep\w+|only \w+|nobody else"
    r"|no one else|in (?:her|his|their) head|sick|holiday\w*|single person|one person",
    "exceptions": r"wyjat\w+|nietypow\w*|niestandard\w*|exception\w*|unusual|non-?standard|special cases?",
    "scheduling": r"grafik\w*|terminarz\w*|kalendarz\w*|umawia\w*|umowion\w*|przeklad\w*|potwierdz\w*|terminy"
    r"|schedul(?:e|es|ed|ing)|reschedul\w*|rotas?|rosters?|calendar\w*|book(?:s|ed|ing|ings)?|diary",
    "comparing": r"uzgad\w+|uzgodn\w+|porown\w+|parowa\w*|paruj\w*|sprawdz\w+|weryfik\w+|reconcil\w*|match\w*"
    r"|cross-?check\w*|compar\w+|check\w*|verif\w+",
    "mail": r"poczt\w*|e-?mail\w*|mail\w*|skrzynk\w*|wiadomosc\w*|zalacznik\w*|inbox\w*|attachment\w*|\S{1,64}@\w+",
    "phone": r"telefon\w*|dzwoni\w*|zadzwoni\w*|phone\w*|call(?:s|ed|ing)?|ring(?:s|ing)?",
    "overtime": r"nadgodzin\w*|po godzinach|wieczor\w*|weekend\w*|sobot\w*|overtime|evening\w*|late nights?"
    r"|saturday\w*|after hours",
    "peaks": r"sezon\w*|szczyt\w*|koniec miesiaca|pod koniec|season\w*|peak\w*|month-?end|busy",
    "spreadsheet": r"excel\w*|exel\w*|arkusz\w*|spreadsheet\w*|google sheets?",
    "reporting": r"raport\w*|zestawien\w*|sprawozda\w*|report\w*|dashboard\w*|summar\w+",
}
_PATTERNS: Final = {topic: re.compile(rf"(?<!\w)(?:{said})(?!\w)") for topic, said in _TOPICS.items()}
_WORD: Final = re.compile(r"[^\W\d_]{4,}")


def shows_problem(problem: str, quote: str, *, same_language: bool) -> Shown:
    """Tell whether a quotation shows a problem: `something_else` if the problem names what the quotation does not speak of.

    `unrelated`: the problem names nothing that can be compared, and in one language they do not even share a word.
    """
    said, told = _topics(problem), _topics(quote)
    if said:
        return "yes" if said & told else "something_else"
    return "yes" if not same_language or _stems(problem) & _stems(quote) else "unrelated"


def _topics(text: str) -> set[str]:
    low = flat(text)
    return {topic for topic, pattern in _PATTERNS.items() if pattern.search(low)}


def _stems(text: str) -> set[str]:
    return {words.stem(word) for word in _WORD.findall(flat(text))}
