"""Dates and times of day as people write them, and as the portal itself prints them."""

import re
from datetime import date, time

from language.digits import to_ascii
from language.text import clean, fold
from language.words import LONG_WEEKDAYS_EN, WEEKDAYS_BN, WEEKDAYS_EN, month_of

_WEEKDAYS = (
    *LONG_WEEKDAYS_EN,
    *WEEKDAYS_EN,
    *WEEKDAYS_BN,
    *(name.removesuffix("বার") for name in WEEKDAYS_BN),
)
_WEEKDAY = re.compile(f"(?:{'|'.join(map(fold, _WEEKDAYS))})[,.]? +")
# A day outside them is a slip of whoever wrote it.
YEARS = range(1900, 2201)
# 1st, ১লা, ২রা, ৪ঠা, ৫ই, ২২শে.
_ORDINAL = "(?:st|nd|rd|th|লা|রা|ঠা|ই|শে)?"
_ERA = re.compile(" ?(?:খ্রি(?:[.ঃ:]|স্টাব্দ)?|ইং|ce|ad)$")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NUMERIC = re.compile(r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<year>\d{4})")
_NAMED = re.compile(rf"(?P<day>\d{{1,2}}){_ORDINAL} (?P<month>[^\d\s]+) (?P<year>\d{{4}})")
_MONTH_FIRST = re.compile(rf"(?P<month>[^\d\s]+) (?P<day>\d{{1,2}}){_ORDINAL} (?P<year>\d{{4}})")

# The hours that people call so; the same hour can have two names.
_PARTS_OF_DAY = {
    clean(name): hours
    for name, hours in {
        "ভোর": range(3, 7),
        "সকাল": range(5, 13),
        "দুপুর": range(11, 17),
        "বেলা": range(9, 17),
        "বিকাল": range(14, 19),
        "বিকেল": range(14, 19),
        "সন্ধ্যা": range(17, 21),
        "রাত": (*range(18, 24), *range(6)),
    }.items()
}
_QUARTERS = {clean("সোয়া"): 15, clean("সাড়ে"): 30, clean("পৌনে"): -15}
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>[ap])?\.?(?:m\.?)?")
# Ten o'clock, and at ten o'clock.
_OCLOCK = f"(?:টা(?:{clean('য়')}|তে|র সম{clean('য়')})?|ঘটিকা(?:{clean('য়')})?)"
# Half past one and half past two have names of their own.
_HALVES = {clean("দেড়"): "1:30", clean("আড়াই"): "2:30"}
_HALF = re.compile(f"({'|'.join(_HALVES)}) ?(?=টা)")
_CLOCK_BN = re.compile(
    rf"(?:(?P<part>{'|'.join(_PARTS_OF_DAY)})[ ,]*)?(?:(?P<quarter>{'|'.join(_QUARTERS)}) ?)?"
    rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}})(?: ?{_OCLOCK})?"
    rf"| ?(?P<oclock>{_OCLOCK})(?: ?(?P<past>\d{{1,2}})(?: ?মি(?:নিট|\.))?)?)?"
)


def read_day(text: str) -> date | None:
    """Return the date a person means, or None."""
    words = re.sub(r"[,\s]+", " ", to_ascii(fold(text))).strip()
    words = _ERA.sub("", _WEEKDAY.sub("", words, count=1) if _WEEKDAY.match(words) else words)
    for form in (_ISO, _NUMERIC, _NAMED, _MONTH_FIRST):
        if found := form.fullmatch(words):
            month = found["month"]
            known = int(month) if month.isdecimal() else month_of(month)
            return _date(int(found["year"]), known, int(found["day"])) if known else None
    return None


def read_clock(text: str) -> time | None:
    """Return the time a person means, or None."""
    words = _clock_words(text)
    if match := _CLOCK.fullmatch(words):
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if match["half"]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if match["half"] == "p" else 0)
        return _time(hour * 60 + minute) if minute < 60 else None
    return _bangla_clock(match) if (match := _CLOCK_BN.fullmatch(words)) else None


def names_part_of_day(text: str) -> bool:
    """Return whether a time says which half of the day it is in: 3 pm, দুপুর ৩টা; not 3:00."""
    words = _clock_words(text)
    found = _CLOCK.fullmatch(words)
    if found is not None:
        return found["half"] is not None
    found = _CLOCK_BN.fullmatch(words)
    return found is not None and found["part"] is not None


def _clock_words(text: str) -> str:
    words = re.sub(r"\s+", " ", to_ascii(fold(text)))
    return _HALF.sub(lambda found: _HALVES[found[1]], words)


def _bangla_clock(match: re.Match[str]) -> time | None:
    hour, minute = int(match["hour"]), int(match["minute"] or match["past"] or 0)
    if minute > 59 or (minute and match["quarter"]):
        return None
    if match["part"]:
        hours = [one for one in (hour, hour % 12, hour % 12 + 12) if one in _PARTS_OF_DAY[match["part"]]]
        if not hours:
            return None
        hour = hours[0]
    return _time(hour * 60 + minute + _QUARTERS.get(match["quarter"], 0))


def _time(minutes: int) -> time | None:
    return time(minutes // 60, minutes % 60) if 0 <= minutes < 24 * 60 else None


def _date(year: int, month: int, on: int) -> date | None:
    try:
        found = date(year, month, on)
    except ValueError:
        return None
    return found if year in YEARS else None
