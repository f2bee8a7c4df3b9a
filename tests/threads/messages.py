"""Key messages as tests issue and change them."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from access.models import User
from access.rules.viewer import Viewer
from coordination.search.queries import find
from partners.models import Organisation, Side
from tests.cast import NOW, Cast, browser, viewer
from tests.threads.world import chosen, later, to_body, to_committee
from threads import actions
from threads.access import OF_MESSAGES
from threads.models import KeyMessage, Thread

ENGLISH = "Ask for the recruiting licence number before you pay."
BANGLA = "টাকা দেওয়ার আগে রিক্রুটিং লাইসেন্স নম্বর জেনে নিন।"
UNTIL = date(2026, 12, 31)
AFTER = timedelta(days=60)


def office_of(cast: Cast, key: str = "dc_jashore") -> Organisation:
    """The government body for which somebody of the cast answers."""
    return Organisation.objects.get(
        side=Side.GOVERNMENT, liaison_party__in=Viewer(cast[key].user, NOW).party_ids
    )


def finds(user: User, word: str) -> bool:
    """Whether the search of discussions finds it."""
    return "threads" in {group.source.name for group in find(viewer(user, later(9)), word).groups}


def issued(cast: Cast, *readers: str, key: str = "dc_jashore", **more: Any) -> Thread:
    """An office issues a message."""
    by, at = cast[key].user, more.pop("at", NOW)
    typed: dict[str, Any] = {
        "organisation": more.pop("organisation", None) or office_of(cast, key),
        "title_en": "Check the licence",
        "title_bn": "লাইসেন্স যাচাই করুন",
        "text_en": ENGLISH,
        "text_bn": BANGLA,
        "from_on": NOW.date(),
        "until_on": UNTIL,
        "readers": chosen(by, *(readers or (to_committee(), to_body("RJ"))), use=OF_MESSAGES),
    }
    return actions.issue_message(by=by, at=at, **(typed | more))


def changed(cast: Cast, thread: Thread, at: Any, **more: Any) -> Thread:
    """Its office changes it."""
    message = KeyMessage.objects.get(thread=thread)
    typed: dict[str, Any] = {
        "title_en": "Check the licence",
        "title_bn": "লাইসেন্স যাচাই করুন",
        "text_en": ENGLISH,
        "text_bn": BANGLA,
        "from_on": message.from_on,
        "until_on": message.until_on,
        "places": list(message.places.all()),
    }
    return actions.change_message(by=cast.dc_jashore.user, thread=thread, at=at, **(typed | more))


def shown(user: User, thread: Thread, language: str = "en") -> str:
    return browser(user, language).get(reverse("thread", args=[thread.ref])).content.decode()
