"""Dates, times and numbers as people write them, in the language now active."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from language.bangla_calendar import MONTHS, bangla_day
from language.digits import is_bangla, to_ascii, to_bengali

DHAKA = ZoneInfo("Asia/Dhaka")
COUNT_CAP = 100

MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTHS_BN = (
    "জানুয়ারি",
    "ফেব্রুয়ারি",
    "মার্চ",
    "এপ্রিল",
    "মে",
    "জুন",
    "জুলাই",
    "আগস্ট",
    "সেপ্টেম্বর",
    "অক্টোবর",
    "নভেম্বর",
    "ডিসেম্বর",
)
LONG_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_BN = ("সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার", "রবিবার")
# From this hour on, the part of the day that stands before a Bangla time.
_PARTS_OF_DAY = ((20, "রাত"), (18, "সন্ধ্যা"), (15, "বিকাল"), (12, "দুপুর"), (6, "সকাল"), (4, "ভোর"), (0, "রাত"))
_ORDINALS_BN = {1: "ম", 2: "য়", 3: "য়", 4: "র্থ", 5: "ম", 6: "ষ্ঠ", 7: "ম", 8: "ম", 9: "ম", 10: "ম"}


def day(value: date | datetime | None, precision: str = "day", weekday: bool = False) -> str:
    """Return "22 Nov 2026", "২২ নভেম্বর ২০২৬"; only the month or the year where no more is known."""
    if value is None:
        return ""
    on = _in_dhaka(value).date() if isinstance(value, datetime) else value
    bangla = is_bangla()
    year = to_bengali(f"{on.year}") if bangla else f"{on.year}"
    if precision == "year":
        return year
    if precision == "month":
        return f"{MONTHS_BN[on.month - 1] if bangla else LONG_MONTHS_EN[on.month - 1]} {year}"
    if bangla:
        text = f"{to_bengali(str(on.day))} {MONTHS_BN[on.month - 1]} {year}"
        return f"{WEEKDAYS_BN[on.weekday()]}, {text}" if weekday else text
    text = f"{on.day} {MONTHS_EN[on.month - 1]} {year}"
    return f"{WEEKDAYS_EN[on.weekday()]} {text}" if weekday else text


def month_words(on: date) -> str:
    """Return the name of a month alone: "Nov", "নভেম্বর" (never clipped in Bangla)."""
    return (MONTHS_BN if is_bangla() else MONTHS_EN)[on.month - 1]


def bangla_date(day: date) -> str:
    """Return ৭ অগ্রহায়ণ ১৪৩৩, by the calendar of Bangladesh as it stood on that day."""
    year, month, of_month = bangla_day(day)
    return f"{to_bengali(str(of_month))} {MONTHS[month - 1]} {to_bengali(str(year))}"


def clock(value: time | datetime | None) -> str:
    """Return "14:30", "দুপুর ২টা ৩০ মিনিট"."""
    if value is None:
        return ""
    at = _in_dhaka(value).time() if isinstance(value, datetime) else value
    if not is_bangla():
        return f"{at.hour:02}:{at.minute:02}"
    part = next(name for hour, name in _PARTS_OF_DAY if at.hour >= hour)
    hour = f"{part} {at.hour % 12 or 12}টা"
    return to_bengali(f"{hour} {at.minute} মিনিট" if at.minute else hour)


def moment(value: datetime | None) -> str:
    """Return "22 Nov 2026, 14:30", "২২ নভেম্বর ২০২৬, দুপুর ২টা ৩০ মিনিট"."""
    return "" if value is None else f"{day(value)}, {clock(value)}"


def local_day(at: datetime) -> date:
    """Return the day it is in Dhaka at an instant."""
    return at.astimezone(DHAKA).date()


def end_of_day(on: date) -> datetime:
    """Return the instant from which a day is over in Dhaka."""
    return datetime.combine(on + timedelta(days=1), time(0), DHAKA)


def ordinal(value: int) -> str:
    """Return "41st", "৪১তম"."""
    if is_bangla():
        return to_bengali(str(value)) + _ORDINALS_BN.get(value, "তম")
    teens = value % 100 in (11, 12, 13)
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def number(value: int | float) -> str:
    """Return 2,40,000: thousands, lakhs and crores, as both languages group them here."""
    whole, point, rest = str(abs(value)).partition(".")
    head, tail = whole[:-3], whole[-3:]
    groups = [tail]
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    text = f"{'-' if value < 0 else ''}{','.join(groups)}{point}{rest}"
    return to_bengali(text) if is_bangla() else text


def capped(value: int, cap: int = COUNT_CAP) -> str:
    """Return the count, or "99+" where counting stopped."""
    return f"{number(cap - 1)}+" if value >= cap else number(value)


def named(value: Any, stem: str = "name") -> str:
    """Write what something is called in the reader's language, else in the other one.

    `named(place)` reads name_en and name_bn; `named(office, "title")` title_en and title_bn.
    """
    if value is None:
        return ""
    english, bangla = getattr(value, f"{stem}_en", ""), getattr(value, f"{stem}_bn", "")
    return str((bangla or english) if is_bangla() else (english or bangla))


_BANGLA_LETTER, _LATIN_LETTER = re.compile(r"[\u0985-\u09e3]"), re.compile(r"[A-Za-z]")


def tongue(text: str) -> str:
    """Return the language a text is written in by its letters, "bn" or "en"; nothing where it has none."""
    bangla, latin = len(_BANGLA_LETTER.findall(text)), len(_LATIN_LETTER.findall(text))
    return "" if not bangla and not latin else "bn" if bangla >= latin else "en"


# From a letter of the other language to the last one before a letter or digit of the page's own.
_OTHER_TONGUE = {
    "bn": re.compile(r"[A-Za-z](?:[^\u0980-\u09ff\n]*[A-Za-z])?"),
    "en": re.compile(r"[\u0985-\u09b9](?:[^A-Za-z0-9\n]*[\u0985-\u09e3])?"),
}


def tongues(text: str) -> Iterator[tuple[str, str]]:
    """Give the text in pieces, each with the language it is in where that is not the reader's, else ""."""
    own, other = ("bn", "en") if is_bangla() else ("en", "bn")
    begin = 0
    for run in _OTHER_TONGUE[own].finditer(text):
        yield text[begin : run.start()], ""
        yield run[0], other
        begin = run.end()
    yield text[begin:], ""


def month_of(word: str) -> int | None:
    """Return the month a person means by a name in either language, or None."""
    text = to_ascii(word).strip(".,").casefold()
    for place, (short, long, bangla) in enumerate(
        zip(MONTHS_EN, LONG_MONTHS_EN, MONTHS_BN, strict=True), start=1
    ):
        if text in (short.casefold(), long.casefold(), bangla) or (place == 9 and text == "sept"):
            return place
    return _BANGLA_SPELLINGS.get(text)


# How the same months are also spelt.
_BANGLA_SPELLINGS = {
    "জানুয়ারী": 1,
    "ফেব্রুয়ারী": 2,
    "জুলাই": 7,
    "অগাস্ট": 8,
    "আগষ্ট": 8,
    "সেপ্টেম্বার": 9,
    "অক্টোবার": 10,
    "নভেম্বার": 11,
    "ডিসেম্বার": 12,
}


def _in_dhaka(value: datetime) -> datetime:
    return value.astimezone(DHAKA) if value.tzinfo else value
