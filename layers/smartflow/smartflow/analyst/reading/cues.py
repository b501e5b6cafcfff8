"""Words that say what a number of a quotation is, over folded text (`flat`), beside the concepts of `words`.

The judge looks for them in whole quotations; the learned roles do not use them, so that a change here needs no training.
"""

from __future__ import annotations

import re
from typing import Final


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


#: Something went wrong, or has to be done again.
WRONG: Final = _any(
    r"wrong|mis(?:typed|spelt|spelled|filed|match|count)\w*|discrepanc\w+|kick(?:s|ed|ing)? (?:\w+ )?back|kickbacks?"
    r"|re-?issue\w*|re-?do(?:ing|ne)?|unsigned|bad|missing|lacks?|incomplete|didn'?t|denied|denials?|not right|rebook"
    r"|untangle|chas(?:e|ing)|quer(?:y|ied)|returned|trace|zl[aeyi]|zlego|zlej|zle|nie (?:sie )?(?:zgadza|gra"
    r"|pasuje)\w*|brak\w*|literow\w+|nieczyteln\w+|od nowa|odsyla\w*|uzupeln\w+|zwroc\w+|kloci"
)
#: An error by name, which is no exception; an exception by name, which is no error.
ERROR: Final = _any(
    r"blad\w*|bled\w+|pomyl\w+|mistakes?|errors?|literow\w+|typos?|mistyped|misspel\w+|misfiled|(?:gets?|goes?|is|are) lost"
    r"|gina|ginie|gubi\w*"
)
EXCEPTION: Final = _any(
    r"wyjat\w+|nietypow\w+|niestandard\w+|exceptions?|exceptional|non-?standard|unusual|special|escalat\w+|by hand"
    r"|manual\w*|not straightforward|recznie"
)
#: A case that needs more than the usual.
UNUSUAL: Final = _any(
    r"needs?|needed|must be|can't|cannot|ring(?:ing)?|call(?:ed|ing)?|expired|chang(?:e|es|ed)|further|extra|another"
    r"|trzeba|dzwoni\w*|wydzwania\w*|dopyt\w+|zapomina\w*|nie (?:przysyla|odbiera|podaj|ma|wie)\w*|inn[aey]|inny niz"
    r"|w ostatniej chwili|na zastepstwo|niejasn\w+|niepeln\w+|niekompletn\w+|incomplete|brakuj\w+|fails?|(?:have"
    r"|has) no|the wrong|mismatch\w*|in full|wraca\w*|wymaga\w*|zmian[ay]?|osobn\w+|uszkodz\w+|prowadzic"
)
MORE: Final = _any(r"another|extra|on top|more|dodatkow\w+|kolejn\w+")
OFFER: Final = _any(
    r"supplier|set-?up|jednorazow\w+|one-?off|informatyk\w*|wtyczk\w+|plug-?in|apce|apk[aei]|zrobi|znalaz\w+"
    r"|widzialam|widzialem"
)
#: So many people work on the same run at the same time.
AT_ONCE: Final = _any(
    r"razem|naraz|jednoczes\w+|rownoczes\w+|wspolnie|ob(?:ie|oje|aj|u)|we (?:dwie|dwoch|dwoje|troje|trzy|trzech)"
    r"|w dwojke|w dwie osoby|robi\w*|wykonuj\w+|wykonawc\w+|obsluguj\w+|pracuj\w+ nad|siedz\w+|siadam\w*|nad (?:tym"
    r"|kazd\w+|jedn\w+)|zajmuj\w+|caly czas|calego czasu|together|both|jointly|at once|at the same time|the (?:whole"
    r"|full) time|of (?:us|them) (?:do|spend|sit)|takes? (?:the )?(?:two|three|four) of|does it|do it|do this"
    r"|doing it|sit(?:s|ting)? (?:down|on)|work(?:s|ing)? on|on (?:it|each)|by (?:two|three|four)|minutes? each"
    r"|min each"
)
#: "54 people last year": a year that is over or on is a year.
A_YEAR: Final = _any(r"(?:last|this) (?:year|season)|w (?:tym|zeszlym|ubieglym) roku|(?:in|w) (?:calendar )?20\d\d")
A_MONTH: Final = _any(r"last month|w (?:zeszlym|ubieglym) miesiacu")
