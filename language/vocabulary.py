"""One word for one thing: the words chosen for the screen, and those that are not written instead.

A row stands here only where a second word is near at hand. Bangla spelling follows the Bangla
Academy's modern dictionary. Whoever chooses otherwise changes the row, and the test then names
every sentence that has to follow. Source data (minutes, names of places) keeps the words it came
with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_BANGLA = "\u0980-\u09ff"
_STOPS = re.compile(rf"(?<![{_BANGLA}])(?!(?:মো|মোঃ|ড|ডা|রেভা)\.)[{_BANGLA}]*[\u0985-\u09e3][”’)]*\.(?=\s|$)")


@dataclass(frozen=True)
class Choice:
    """The word that is written, those that are not, and why. "…" stands for any ending."""

    word: str
    instead_of: tuple[str, ...]
    why: str


BANGLA = (
    Choice(
        "প্রবেশ, প্রস্থান",
        ("সাইন ইন…", "সাইন-ইন…", "সাইন আউট…", "সাইন-আউট…", "লগইন…", "লগ ইন…", "লগআউট…", "বেরিয়ে যান"),
        "sign in, sign out: the button at the door says প্রবেশ করুন, and a sentence says what the button says",
    ),
    Choice("পৃষ্ঠা", ("পাতা…", "পেজ…", "পেইজ…"), "page, on screen and on paper: the word of a file's noting"),
    Choice("মুদ্রণ", ("প্রিন্ট…", "ছাপা…", "ছাপান…", "ছাপিয়ে"), "print: as on forms of the government"),
    Choice("এখনও", ("এখনো",), "Bangla Academy: the particle ও is written as a letter"),
    Choice("কখনও", ("কখনো",), "as এখনও"),
    Choice("কারও", ("কারো",), "as এখনও"),
    Choice("আরও", ("আরো",), "as এখনও"),
    Choice("আজও, তখনও", ("আজো", "তখনো"), "as এখনও"),
    Choice("কোনো", ("কোনও",), "Bangla Academy: any; কোন asks which"),
    Choice("ভালো", ("ভাল",), "Bangla Academy"),
    Choice("হলো", ("হল", "হোলো"), "Bangla Academy: হল is a hall"),
    Choice("দেওয়া, নেওয়া", ("দেয়া…", "নেয়া…"), "Bangla Academy"),
    Choice("ওই", ("ঐ",), "Bangla Academy: that; ঐ only within words"),
    Choice("ওপর", ("উপর", "উপরে"), "on, above: the colloquial form used in letters today"),
    Choice("কী", ("কি কি",), "what; কি asks for yes or no"),
    Choice("ই-মেইল", ("ইমেইল…", "ই-মেল…", "ইমেল…"), "Bangla Academy"),
    Choice("মোবাইল নম্বর", ("মুঠোফোন…", "সেলফোন…", "মোবাইল ফোন নম্বর…"), "what one signs in with"),
    Choice("নম্বর", ("নাম্বার…", "নং-"), "Bangla Academy; নং stands only before or after the number of an order"),
    Choice("জবাব", ("উত্তর", "উত্তরের"), "answer to a request or a letter; উত্তরসূরি is another word"),
    Choice("জিজ্ঞাসা", ("জিজ্ঞেস…",), "the written form"),
    Choice("ইতোমধ্যে", ("ইতিমধ্যে",), "Bangla Academy"),
    Choice("তারিখ", ("তারিখঃ",), "a colon is no visarga"),
    Choice("অনুপস্থিতি অবহিতকরণ", ("অপারগতা…",), "apologies: who said beforehand that they do not come"),
    Choice("সভাপতি", ("চেয়ার", "চেয়ারম্যান…", "চেয়ারপারসন…", "সভাপ্রধান…"), "chairperson of a committee"),
    Choice("সদস্য-সচিব", ("সদস্য সচিব…", "সদস্যসচিব…"), "member secretary, with its hyphen"),
    Choice(
        "কার্যবিবরণী", ("কার্যবিবরনী…", "রেজুলেশন…", "রেজ্যুলেশন…", "মিনিটস…"), "minutes, at every tier on screen"
    ),
    Choice("আলোচ্যসূচি", ("আলোচ্যসূচী…", "এজেন্ডা…", "আলোচ্য সূচি…"), "agenda"),
    Choice("দৃঢ়ীকরণ, দৃঢ়ীকৃত", ("নিশ্চিতকরণ…", "নিশ্চিতকৃত…"), "confirmation of minutes"),
    Choice("করণীয়, প্রতিশ্রুতি", ("অঙ্গীকার…",), "commitment; pledge"),
    Choice("বাস্তবায়িত", ("সম্পন্ন…", "সম্পাদিত…"), "a commitment that is done"),
    Choice("প্রমাণক", ("প্রমাণপত্র…", "এভিডেন্স…"), "evidence"),
    Choice("সময়সীমা", ("ডেডলাইন…", "সময়-সীমা…", "নির্ধারিত সময়…"), "due date"),
    Choice("সদস্যপদ", ("আসন", "আসনের", "আসনে", "আসনটি"), "seat"),
    Choice("সাচিবিক সহায়তাকারী দপ্তর", ("সচিবালয়…", "সেক্রেটারিয়েট…"), "সচিবালয় is the Secretariat in Dhaka"),
    Choice("লিয়াজোঁ কর্মকর্তা", ("লিয়াজো", "লিয়াজোঁ অফিসার…", "যোগাযোগ কর্মকর্তা…"), "liaison officer"),
    Choice("সারভাইভার, পাচারের শিকার ব্যক্তি", ("ভিকটিম…", "ভুক্তভোগী…"), "their own word; ভিকটিম only in law"),
    Choice("মানব পাচার", ("মানবপাচার…",), "as in the Act of 2012"),
    Choice("স্থানীয় জনগোষ্ঠী", ("কমিউনিটি…",), "the fourth side"),
    Choice("কারিগরি প্রশাসক", ("অ্যাডমিন…", "এডমিন…"), "প্রশাসক alone is the administrator of a union"),
    Choice("স্বাধীন তদারকি", ("তদারককারী…",), "independent oversight, the role and whoever holds it"),
    Choice("সংস্থাপ্রধান", ("সংস্থার প্রধান…", "দপ্তরপ্রধান…"), "head of an organisation"),
    Choice("পরিচয়পত্র নম্বর", ("পরিচয় নম্বর…", "পরিচয়পত্রের নম্বর…"), "identity number"),
    Choice("ফোনের কোড", ("দ্বিতীয় ধাপ…", "টু-ফ্যাক্টর…"), "second factor: what one sees of it"),
    Choice("আড়াল করা", ("ঢেকে",), "covered: a passage that nobody reads until it is decided"),
    Choice("নমুনা", ("উদাহরণমূলক…",), "illustrative"),
    Choice("ভুক্তি", ("কোনো লাইন",), "line of a log or a history"),
    Choice("যন্ত্র", ("ডিভাইস…",), "device"),
    Choice("অধস্তন, ঊর্ধ্বতন", ("নিম্নস্থ…", "উর্ধ্বতন…", "ঊর্দ্ধতন…"), "of the tier below, above"),
    Choice("সরকারি, জরুরি", ("সরকারী…", "জরুরী…"), "Bangla Academy: ি in words that are not Sanskrit"),
)

ENGLISH = (
    Choice("sign in", (r"log[- ]?ins?", r"logged in", r"sign on"), "what one signs in to is an account"),
    Choice("sign out", (r"log ?out", r"logged out", r"log off"), "as sign in"),
    Choice("e-mail", (r"emails?", r"e-?mailed", r"mails?"), "with its hyphen, as noun and before a noun"),
    Choice(
        "telephone, mobile number, phone",
        (r"cell ?phones?", r"smartphones?", r"phone numbers?"),
        "what rings; what one signs in with; the device",
    ),
    Choice("implementing body", (r"owners?",), "whoever promised; “owner” is a word of the code"),
    Choice(
        "chairperson, the chair", (r"chairman", r"chairmen", r"presidents?"), "the office; whoever holds it"
    ),
    Choice("organisation", (r"organi[z]\w*",), "British spelling"),
    Choice("due date", (r"deadlines?",), "as in the minutes"),
    Choice("holder, to hold an office", (r"incumbents?", r"office-bearers?"), "who is in an office"),
    Choice("more information requested", (r"returned", r"rejected"), "what a verifier says"),
)


def strays(text: str) -> Iterator[str]:
    """Whatever a Bangla sentence says by another word than the chosen one."""
    text = unicodedata.normalize("NFC", text)
    for choice in BANGLA:
        for other in choice.instead_of:
            if re.search(_whole(unicodedata.normalize("NFC", other)), text):
                yield f"“{other}”: write {choice.word} ({choice.why})"


def english_strays(text: str) -> Iterator[str]:
    """Whatever an English sentence says by another word than the chosen one."""
    for choice in ENGLISH:
        for other in choice.instead_of:
            if re.search(rf"(?<![\w-]){other}(?![\w-])", _without_placeholders(text), re.IGNORECASE):
                yield f"“{other}”: write {choice.word} ({choice.why})"


def full_stops(text: str) -> list[str]:
    """Bangla words that a full stop ends, where a danda does."""
    return _STOPS.findall(text)


def _whole(word: str) -> str:
    stem = word.removesuffix("…")
    end = "" if stem != word else rf"(?![{_BANGLA}])"
    return rf"(?<![{_BANGLA}]){re.escape(stem)}{end}"


def _without_placeholders(text: str) -> str:
    return re.sub(r"%\(\w+\)s|<[^>]*>", " ", text)
