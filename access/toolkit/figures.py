"""The figures of minutes that are nobody's number: sums, days, hours, laws, memo numbers, counts.

Each form is a small grammar of its own. What fits one is a figure only where it stands apart: what
lies between it and the next digits is not what lies between its own. So 22/11/2026 is a day, and the
same signs within 22/11/2026/12 are not; "12,500" is a sum, and within 12,500,6789 it is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import prod

from access.toolkit.signs import MARKS, UNSEEN

# Stands for every sign of a figure: a letter, so that no number goes on across it.
ASIDE = "ƒ"
# Nobody who writes one number leaves more than this between two digits of it.
GAP = 20
# Around a long sum, its currency may be this far: "Budget (in BDT): shelters 1,20,00,00,000".
_NEARBY = 200

Holds = Callable[[re.Match[str]], bool]


def _words(*words: str) -> str:
    return "|".join(unicodedata.normalize("NFC", word) for word in words)


# A word begins here: neither a letter nor the vowel of one stands before it.
_BEGINS = rf"(?<![^\W\d_])(?<![{MARKS}])"

# What may lie between a figure and the next digits: beside most a comma and a space, a sign between
# spaces, a bracket, a new cell or line; beside one that leaves no doubt also a mere space, comma or
# slash; beside a lone number only what parts a list.
_LINE_OR_CELL = r"\s*[\t\n]\s*(?:[-•*] )?[(\[]?"
_CLEAR = rf"[)\]]{{0,2}} ?[,;:.।|]\s+[(\[]?|[)\]]?\s+[-&+=/|] [(\[]?|[)\]]\s+[(\[]?|\s+[(\[]|{_LINE_OR_CELL}"
CLEAR = re.compile(_CLEAR)
LOOSE = re.compile(rf"{_CLEAR}|\s+|[)\]]|[)\]]?[,;:/|&।-][(\[]?|[(\[]")
LISTED = re.compile(r"\)?[,;]\s+\(?|\s\(|\)\s|\s*\t\s*|\s+\|\s+")
_IS_MARK = re.compile(f"[{MARKS}]")
_INNER = re.compile(rf"(?<=\d)[^\w{MARKS}]+(?=\d)")
# Numbers announced as somebody's: whatever follows them is no count and no list.
_ANNOUNCED = re.compile(
    r"(?:(?<![^\W\d_])(?:nid|brn|brc|national id[a-z]*|birth reg[a-z]*|passport|mobile|cell|phone|telephone)"
    + f"|{_words('এনআইডি', 'জন্ম ?নিবন্ধন', 'পরিচয় ?পত্র', 'পাসপোর্ট', 'মোবাইল', 'ফোন')})"
    + rf"(?:[ .]*(?:card|certificate|no|nos|number|{_words('কার্ড', 'সনদ', 'নং', 'নম্বর', 'নাম্বার')})[{MARKS}]*"
    + rf"(?![^\W\d_]))*[^\w{MARKS}]{{0,{GAP}}}\d[\W\d_]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Form:
    """A form of figure: its signs, how far apart it must stand, and what else must hold of it."""

    name: str
    pattern: re.Pattern[str]
    apart: re.Pattern[str]
    holds: Holds


def _form(name: str, pattern: str, apart: re.Pattern[str] = CLEAR, holds: Holds = lambda match: True) -> Form:
    return Form(name, re.compile(rf"(?<!\d)(?:{pattern})(?!\d)", re.IGNORECASE), apart, holds)


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _is_short(match: re.Match[str]) -> bool:
    """Too short to be anybody's number by itself."""
    return _digits(match.group()) < 10


# Sums of money.
_GROUPED = r"(?:\d{1,4}(?:,\d\d){1,6},\d{3}|\d{1,4}(?:,\d{3}){1,5})"
# In thousands of taka, as the budget prints them: 915,36,00 is 91,536,000.
_IN_THOUSANDS = r"\d{1,4},\d\d,\d\d"
_DECIMALS = r"(?:\.\d{1,3})?(?:/[-=])?"
_CURRENCY = rf"(?:tk|taka|bdt|usd|us\$|eur|gbp|[৳$€£]|{_words('টাকা', 'টাঃ', 'টা:')})"
_UNIT = (
    r"(?:taka|tk|bdt|usd|eur|gbp|dollar|euro|pound|lakh|lac|crore|million|billion|thousand|[৳$€£]|"
    + _words("টাকা", "টাঃ", "টা:", "মার্কিন", "ডলার", "ইউরো", "পাউন্ড", "লক্ষ", "লাখ", "কোটি", "হাজার")
    + ")"
)
_OF_MONEY = re.compile(
    rf"{_BEGINS}(?:{_CURRENCY}|{_UNIT}|budget|cost|" + _words("বাজেট", "বরাদ্দ", "ব্যয়", "খরচ", "মূল্য") + ")",
    re.IGNORECASE,
)


def _is_count_or_money(match: re.Match[str]) -> bool:
    """A sum in lakhs or thousands; one as long as an identifier only where money is spoken of."""
    if len(match.group().split(",", 1)[0]) > 3:
        return False
    return _is_short(match) or _is_near_money(match)


def _is_near_money(match: re.Match[str]) -> bool:
    around = match.string[max(0, match.start() - _NEARBY) : match.end() + _NEARBY]
    return _OF_MONEY.search(around) is not None


# Days, hours, years.
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
# Years of either calendar: 2025-26, 1432-33.
_PERIOD = rf"(?:{_YEAR}|14\d\d) ?[/-] ?(?:{_YEAR}|14\d\d|\d\d)"
# One day, or some days of one month: 22-25/11/2026, 22, 23 & 25.11.2026, 28/10-02/11/2026.
_DATE = "|".join(
    rf"(?:{_DAY}(?:{sign}{_MONTH})? ?[{other}] ?){{0,5}}{_DAY} ?{sign} ?{_MONTH} ?{sign} ?{_YEAR}"
    rf"|{_YEAR} ?{sign} ?{_MONTH} ?{sign} ?{_DAY}"
    for sign, other in ((r"\.", ",&-"), ("/", ",&-"), ("-", ",&"))
)
_SHORT_DATE = "|".join(rf"{_DAY}{sign}{_MONTH}{sign}\d\d" for sign in (r"\.", "/", "-"))
_HOUR = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?"


def _is_period(match: re.Match[str]) -> bool:
    """Years in their order, not a lifetime apart: 2018-2022, 2025-26."""
    first, last = re.findall(r"\d+", match.group())
    years = int(last) - int(first[-len(last) :])
    return 0 < years <= 30


# Memo numbers. The Secretariat's form is ministry, body, place, branch, subject, file, year and serial.
_SERIAL = r"(?:[-./] ?\d{1,5}){0,2}(?:\(\d{1,4}\))?"
_MEMO = (
    rf"\d\d\. ?\d\d\. ?\d{{4}}(?:\. ?\d{{2,4}}){{3,5}}{_SERIAL}"
    # As before 2014, the year in full: 44.078.014.07.00.021.2012-123.
    rf"|\d\d(?:\.\d{{2,4}}){{3,6}}\.{_YEAR}-\d{{1,5}}(?:\(\d{{1,4}}\))?"
)
_NUMBER = rf"[ .:]{{0,3}}(?:(?:nos?|number|{_words('নং', 'নম্বর')})[ .:]{{0,3}})?"
_AFTER_MEMO = rf"{_BEGINS}(?:memo|ref(?:erence)?|{_words('স্মারক', 'সূত্র', 'নথি')}){_NUMBER}"

# Laws.
_LAW = (
    r"(?:sections?|ss?\.|rules?|articles?|clauses?|items?|paras?|paragraphs?|agenda|wards?|"
    + _words("ধারা", "ধারার", "ধারাসমূহ", "উপধারা", "বিধি", "অনুচ্ছেদ", "দফা", "ক্রমিক", "আলোচ্যসূচি", "ওয়ার্ড")
    + ")"
)
_LAW_AFTER = _words("ধারা", "উপধারা", "বিধি", "অনুচ্ছেদ", "দফা", "ওয়ার্ড", "নং ওয়ার্ড", "নং ধারা")
_NUMBERS = r"\d{1,3}(?:(?: ?[,;/&] ?|-)\d{1,3}){0,30}"

# Places on the map: of Bangladesh by their values, of anywhere by their decimals and the comma.
_NORTH, _EAST = r"2[0-6]\.\d{2,8}", r"(?:8[89]|9[0-2])\.\d{2,8}"
_COORDINATES = "|".join(
    rf"{one}(?:°|°? ?[,;/]) ?{other}°?|{one}°? {other}°?" for one, other in ((_NORTH, _EAST), (_EAST, _NORTH))
)
_ANYWHERE = r"\d{1,2}\.\d{3,8}°?, ?1?\d{1,2}\.\d{3,8}°?"
# By degree, minute and second: 23°48'37.2".
_DEGREES = r"\d{1,2}° ?\d{1,2}['′] ?(?:\d{1,2}(?:\.\d+)?(?:[\"″]|''))?"

# Counts.
_COUNT = r"(?:\d{1,4}|\d{1,3},\d{3})(?:\.\d{1,2})?%?"
_HELPLINE = r"(?:999|100|102|105|106|109|1090|1098|333|3331|10921|10920|16108|16123|16263|16430)"
_TERM = r"(?:\d{1,3}(?:,\d{2,3}){1,5}|\d{1,7})"
_EQUATION = "|".join(rf"{_TERM}(?: ?[{signs}] ?{_TERM}){{1,11}} ?= ?{_TERM}" for signs in ("-+", "×*"))
_RANGE = r"\d{1,3} ?- ?\d{1,3}"
# Rows of cells, with a tab or a stroke between cells and the end of a line between rows.
_TABLE = r"(?<![a-z])\d{1,3}(?:(?:\t| \| |(?: \|)?\n(?:\| )?)\d{1,3}){2,}"
_SAME = r"(?<![a-z])\d{1,3}(?P<sep> ?[,;/+] ?|\t| \| )\d{1,3}(?:(?P=sep)\d{1,3})+"


def _comes_out(match: re.Match[str]) -> bool:
    """Whether the terms make the outcome: 25 + 25 + 30 = 80, 45 × 500 = 22,500."""
    terms, _, outcome = re.sub(r"[\s,]", "", match.group()).partition("=")
    numbers = [int(term) for term in re.findall(r"[+-]?\d+", terms)]
    return (prod(numbers) if re.search("[×*]", terms) else sum(numbers)) == int(outcome)


def _rises(match: re.Match[str]) -> bool:
    """Ranges, each beginning after the one before has ended: 10-17 18-25 26-45."""
    return all(float(one) < float(next_) for one, next_ in pairwise(re.findall(r"[\d.]+", match.group())))


def _members(match: re.Match[str]) -> list[str]:
    return match.group().split(match.group("sep"))


def _ascends(match: re.Match[str]) -> bool:
    """Sections, seats, days: each greater than the last. Of drawn numbers one in hundreds does that."""
    members = _members(match)
    return len(members) > 3 and all(int(one) < int(next_) for one, next_ in pairwise(members))


def _counts(match: re.Match[str]) -> bool:
    """Counts of cases or people, with a space, a tab or a line between them.

    A count does not begin with nought, and some have more than one digit.
    """
    members = _members(match)
    return (
        re.search(r",\s|;\s|\t|\||\+", match.group("sep")) is not None
        and max(map(len, members)) > 1
        and not any(len(one) > 1 and one.startswith("0") for one in members)
    )


def _has_rows_and_cells(match: re.Match[str]) -> bool:
    return "\n" in match.group() and re.search(r"[\t|]", match.group()) is not None


# In the order in which they are set aside. A passport's digits may look like any of the second row.
UNMISTAKABLE = (
    _form("equation", _EQUATION, LOOSE, _comes_out),
    _form("money", rf"{_BEGINS}{_CURRENCY}[ .:()=-]{{0,4}}{_GROUPED}{_DECIMALS}", LOOSE),
    _form("money", rf"{_GROUPED}{_DECIMALS}[ -]{{0,2}}{_UNIT}", LOOSE),
    _form("money", rf"{_BEGINS}{_CURRENCY}[ .:()=-]{{0,4}}\d{{1,9}}{_DECIMALS}"),
    _form("money", rf"\d{{1,9}}{_DECIMALS}[ -]{{0,2}}{_UNIT}"),
    _form("memo", _MEMO, LOOSE),
    _form("memo", rf"{_AFTER_MEMO}\d\d?(?:[./-]\d{{1,4}}){{4,10}}(?:\(\d{{1,4}}\))?", LOOSE),
    _form("days", _DATE, LOOSE),
    _form("hours", _HOUR, LOOSE),
    _form("period", _PERIOD, LOOSE, _is_period),
    _form("coordinates", f"{_COORDINATES}|{_ANYWHERE}|{_DEGREES}", LOOSE),
    _form("sum", "(?<![a-z])(?<![a-z],)" + _GROUPED + _DECIMALS, LOOSE, _is_count_or_money),
    _form("sum in thousands", _IN_THOUSANDS, LOOSE, _is_near_money),
    # A section of a law, and a case by its month and year: 6(2), 12(9)26.
    _form("law", r"\d{1,3}(?:\(\d{1,3}\))+", LOOSE),
    _form("case", rf"\d{{1,3}}\({_MONTH}\)(?:20)?\d\d", LOOSE),
    _form("law", rf"{_BEGINS}{_LAW}{_NUMBER}{_NUMBERS}"),
    _form("law", rf"{_NUMBERS} ?(?:{_LAW_AFTER})"),
    _form("ranges", rf"{_RANGE}(?: +{_RANGE})+", LOOSE, _rises),
    _form("table", _TABLE, holds=_has_rows_and_cells),
    _form("list", _SAME, holds=_ascends),
    _form("list", _SAME, holds=_counts),
)
LIKELY = (
    _form("helplines", rf"{_HELPLINE}(?: ?[,;/|&-] ?{_HELPLINE})*", LISTED),
    _form("counts of years", rf"{_YEAR} ?(?:\({_COUNT}\)|[:=-] ?{_COUNT})", holds=_is_short),
    _form("counts", rf"\d{{1,3}} ?[(\[]{_COUNT}[)\]]", holds=_is_short),
    _form("share", r"\d{1,3}(?:\.\d{1,2})? ?%(?: ?- ?\d{1,3}(?:\.\d{1,2})? ?%)?"),
    _form("addition", r"\d{1,4}(?: ?\+ ?\d{1,4}){1,11}", holds=_is_short),
    _form("day", _SHORT_DATE),
    _form("day", rf"{_DAY}(?:-{_DAY})?, {_YEAR}"),
    _form("year", _YEAR, LISTED),
    _form("numbering", r"\d{1,3}(?:\.\d{1,2}){1,3}|\d{1,3}(?:/\d{1,3}){2,3}", holds=_is_short),
    _form("case or share", rf"0?[1-9]\d{{0,4}} ?[/.] ?(?:{_YEAR}|\d{{1,3}})", holds=_is_short),
    _form("day", f"{_DAY}-{_MONTH}"),
    _form("range", r"\d{1,3}\.\d{1,2} ?- ?\d{1,3}\.\d{1,2}", holds=_rises),
    _form("range", r"(?:0|[1-9]\d{0,3}) ?- ?[1-9]\d{0,3}", holds=_rises),
)


def set_aside(plain: str, forms: Iterable[Form]) -> str:
    """Put letters in the place of each figure of these forms, sign for sign."""
    announced = _announced(plain)
    for form in forms:
        plain = form.pattern.sub(partial(_aside, form, announced), plain)
    return plain


def _announced(plain: str) -> bytearray:
    """Mark the signs that somebody announced as a person's number."""
    marked = bytearray(len(plain))
    for match in _ANNOUNCED.finditer(plain):
        marked[match.start() : match.end()] = b"\1" * len(match.group())
    return marked


def _aside(form: Form, announced: bytearray, match: re.Match[str]) -> str:
    figure = match.group()
    if announced[match.start()] and form.apart is not LOOSE:
        return figure
    return ASIDE * len(figure) if _stands_apart(form, match) and form.holds(match) else figure


def _stands_apart(form: Form, match: re.Match[str]) -> bool:
    text, inner = match.string, set(_INNER.findall(match.group()))
    gaps = (
        _gap(text[max(0, match.start() - GAP) : match.start()][::-1])[::-1],
        _gap(text[match.end() : match.end() + GAP]),
    )
    for gap in gaps:
        if not gap:
            continue
        if gap in inner or UNSEEN in gap or not form.apart.fullmatch(gap):
            return False
    return True


def _gap(signs: str) -> str:
    """Return what lies before the next digit; nothing where a letter or the end comes first."""
    for length, sign in enumerate(signs):
        if sign.isdigit():
            return signs[:length]
        if sign.isalpha() or _IS_MARK.match(sign):
            return ""
    return ""
