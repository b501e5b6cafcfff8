"""Patterns of postal addresses: streets with a house number, postcodes, boxes; Polish, British, Irish and American.

A pattern needs what ordinary text lacks: a house number behind a street's name, a place behind a Polish postcode, letters
and digits in the order of a British or Irish one. All repetitions are bounded, so that work grows linearly.
"""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = r"[^\W\d_][\w.'-]{0,24}"
_CAPITAL: Final = r"[A-ZĄĆĘŁŃÓŚŹŻ][\w.'-]{0,24}"
_PLACE: Final = r"[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]{2,24}(?:[ -][A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]{2,24}){0,2}"
_HOUSE: Final = (
    r"\d{1,4}(?:[A-Za-z]| [A-H])?(?!\w)(?: {0,2}[/-] {0,2}\d{1,4}[A-Za-z]?(?!\w))?(?:,? {0,2}(?:m|lok|lokal|mieszk"
    r"|mieszkania|mieszkanie)\.? {0,2}\d{1,4}(?!\w))?"
)
_POLISH_POSTCODE: Final = r"\d{2} ?- ?\d{3}"
_TOWN_BEHIND: Final = rf"(?:,? {{0,2}}{_POLISH_POSTCODE}(?: {{1,2}}{_PLACE})?)?"
#: "12 m", "5 min" behind a name are no house numbers.
_NO_UNIT: Final = (
    r"(?! {0,2}(?:min|minut\w{0,2}|godz\w{0,4}|h|km|szt\w{0,3}|zł|pln|eur|proc\w{0,6}|osób|os|razy|lat|dni"
    r"|faktur\w{0,2}|mies\w{0,6}|%)(?!\w))"
)
_STREET_WORD: Final = (
    r"(?:[Uu]lic[aęyą]|[Aa]l\.?|[Aa]lej[aięe]|[Oo]s\.?|[Oo]siedl[eau]|[Pp]l\.?|[Pp]lacu?|[Ss]kwer\w{0,2}|[Rr]ond\w"
    r"|[Bb]ulwar\w{0,2}|Rynek)"
)
_POLISH: Final = (
    # ul. Długa 5/7, ul. 3 maja 12 m. 4: behind "ul." the name may be in small letters
    rf"(?<!\w)(?i:ul\.|ul(?!\w)) {{0,2}}(?:\d{{1,2}}\.? )?(?:{_WORD} {{1,2}}){{1,5}}{_HOUSE}{_NO_UNIT}{_TOWN_BEHIND}",
    rf"(?<!\w){_STREET_WORD} {{0,2}}(?:\d{{1,2}} )?{_CAPITAL}(?: {{1,2}}{_CAPITAL}){{0,3}} {{1,2}}(?:nr |numer )?"
    rf"{_HOUSE}{_NO_UNIT}{_TOWN_BEHIND}",
    rf"(?<!\w){_CAPITAL}(?: {{1,2}}{_CAPITAL}){{0,2}} {{1,2}}{_HOUSE},? {{0,2}}{_POLISH_POSTCODE}(?: {{1,2}}{_PLACE})?",
    rf"(?i:(?<!\w)(?:mieszka\w{{0,4}}|zam\.|zamieszka\w{{1,5}}|adres\w{{0,3}}))[ :,]{{1,3}}(?i:(?:na|przy|w|to"
    rf"|jest) ){{0,2}}(?P<value>{_CAPITAL}(?: {{1,2}}{_CAPITAL}){{0,2}} {{1,2}}{_HOUSE}{_NO_UNIT}{_TOWN_BEHIND})",
    rf"(?<![\w-]){_POLISH_POSTCODE} {{1,2}}{_PLACE}(?!\w)",
    r"(?<![\w-])0\d-\d{3} {1,2}[A-ZĄĆĘŁŃÓŚŹŻ]{3,24}(?!\w)",
    r"(?<!\w)(?i:skrytk\w{1,2} poczt\w{2,4}|skr\. ?poczt\.?)(?i: nr)? {0,2}\d{1,5}(?!\w)",
)

_BRITISH_AREAS: Final = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY"
    "|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP"
    "|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W"
    "|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
_BRITISH_POSTCODE: Final = rf"(?:{_BRITISH_AREAS})\d[A-Z\d]? ?\d(?![GT]B)[ABD-HJLNP-UW-Z]{{2}}"
_EIRCODE: Final = r"[AC-FHKNPRTV-Y]\d[\dW] ?(?=[A-Z]{0,3}\d)(?=\d{0,3}[A-Z])[\dAC-FHKNPRTV-Y]{4}"
_STATES: Final = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK"
    "|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"
)
_ZIP: Final = rf"(?:{_STATES})\.? {{1,2}}\d{{5}}(?:-\d{{4}})?"
_SURE_STREET: Final = (
    "Street|St|Str|Road|Rd|Avenue|Ave|Lane|Ln|Crescent|Cres|Terrace|Mews|Boulevard|Blvd|Parkway|Pkwy|Gardens|Grove"
    "|Highway|Hwy|STREET|ROAD|RD|AVENUE|AVE|LANE|CRESCENT|TERRACE|BOULEVARD|BLVD"
)
#: These end other names as well ("5 Google Drive folders"): they count before a town or a postcode, or behind a flat.
_OTHER_STREET: Final = (
    "Drive|Dr|Close|Court|Ct|Way|Place|Pl|Square|Sq|Row|Walk|Park|Hill|Green|View|Quay|Rise|Circle|Cir|Trail"
)
_FLAT: Final = r"(?:(?i:flat|apartment|apt\.?|unit|suite|ste\.?)|#) {0,2}#?\w{1,5}"
_NUMBER: Final = r"(?<![\w.,£$€])\d{1,5}[A-Za-z]?(?:[-/]\d{1,4})?"
_NAME: Final = rf"(?: {{1,2}}(?:{_CAPITAL}|\d{{1,3}}(?:st|nd|rd|th))){{1,4}}? {{1,2}}"
_POSTAL: Final = rf"(?:{_ZIP}|{_BRITISH_POSTCODE}|{_EIRCODE}|(?:Dublin|Cork) \d{{1,2}}\w?)(?!\w)"
_BEHIND: Final = (
    rf"(?:,? {{0,2}}{_FLAT}(?!\w))?(?:(?:,? {{1,2}}{_PLACE}){{0,3}},? {{0,2}}{_POSTAL}|,? {{0,2}}{_POSTAL})?"
)
_ENGLISH: Final = (
    rf"(?:{_FLAT},? {{1,2}})?{_NUMBER}{_NAME}(?:{_SURE_STREET})(?!\w|\.?\w| (?:Journal|Bank|Market))\.?{_BEHIND}",
    rf"(?:{_FLAT},? {{1,2}}){_NUMBER}{_NAME}(?:{_OTHER_STREET})(?!\w)\.?{_BEHIND}",
    rf"{_NUMBER}{_NAME}(?:{_OTHER_STREET})(?!\w)\.?(?=,? {{0,2}}(?:{_FLAT}(?!\w)"
    rf"|(?:{_PLACE},? {{1,2}}){{0,3}}{_POSTAL}|, {{0,2}}{_PLACE})){_BEHIND}",
    rf"(?i:(?<=address )|(?<=address: )|(?<=lives at )"
    rf"|(?<=live at )){_NUMBER}{_NAME}(?:{_OTHER_STREET})(?!\w)\.?{_BEHIND}",
    rf"(?<!\w){_BRITISH_POSTCODE}(?!\w)",
    rf"(?<!\w){_EIRCODE}(?!\w)",
    rf"(?<!\w){_PLACE},? {_ZIP}(?!\w)",
    rf"(?:(?<=at )|(?<=address )|(?<=address: )|(?m:^))(?P<value>{_NUMBER},{_NAME}(?:{_SURE_STREET})(?!\w){_BEHIND})",
    r"(?<!\w)(?i:p\. ?o\.?|po|post office) {0,2}(?i:box) {0,2}\d{1,6}(?!\w)",
)
ADDRESSES: Final = tuple(re.compile(pattern) for pattern in (*_POLISH, *_ENGLISH))
