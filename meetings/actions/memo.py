"""The memo number of the letter with which minutes go out, filled in when it comes: no part of the text."""

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted, lock_row
from language.digits import to_ascii
from language.text import clean, forbidden_characters
from meetings.models import Meeting, Minutes
from meetings.models.meetings import MEMO_LENGTH


@transaction.atomic
def give_memo_number(*, by: User, minutes: Minutes, memo_number: str, at: datetime) -> Minutes:
    """The secretariat fills in under which number the minutes went out; empty takes it away again."""
    lead = minutes.meeting.lead_committee
    if lead is not None:
        # The numbers of a series are given one at a time.
        lock_row(lead)
    held = lock_permitted(minutes, by=by, action="circulate", at=at, related=("meeting",))
    held.memo_number = memo_text(memo_number)
    must_be_free(held.meeting, held.memo_number)
    held.save(update_fields=["memo_number"])
    return held


def as_numbered(minutes: Minutes) -> dict[str, Any]:
    """Return what the form of the memo number shows."""
    return {"memo_number": minutes.memo_number}


def memo_text(text: str) -> str:
    """Return a memo number as it is kept: its long runs of digits are what they are, so no guard reads it."""
    if forbidden_characters(text):
        raise Mendable(
            _("This text has characters that cannot be shown. Type it again."), "memo_number", "characters"
        )
    bare = to_ascii(clean(text))
    if len(bare) > MEMO_LENGTH:
        raise Mendable(_("This is too long for this field. Shorten it."), "memo_number", "too_long")
    return bare


def must_be_free(meeting: Meeting, memo_number: str) -> None:
    """Refuse a number that another meeting of this series has, of its notice or of its minutes.

    The caller holds the committee, so two do not take the same one at once.
    """
    if not memo_number or meeting.lead_committee_id is None:
        return
    others = Meeting.objects.filter(lead_committee=meeting.lead_committee_id).exclude(pk=meeting.pk)
    taken = others.values_list("memo_number", "minutes__memo_number")
    if _compared(memo_number) in {_compared(one) for pair in taken for one in pair if one}:
        raise Mendable(
            _("Another meeting of this committee has this memo number. Enter the right one."),
            "memo_number",
            "taken",
        )


def _compared(memo_number: str) -> str:
    return re.sub(r"\s", "", to_ascii(memo_number)).casefold()
