"""What is said of each row, in words: what will be or was done, what is asked, why it is refused."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext

from access.models import Invitation
from language.digits import localise
from language.words import moment, named
from library.sheets.incoming.mobiles import DOUBTS, mobile_in
from library.sheets.incoming.sheet import Cell
from partners.models import OfficerRow
from partners.officers.columns import EMAIL, MOBILE, OFFICE, PLACE, POST

State = OfficerRow.State
_TONES = {State.WILL: "st-wait", State.DONE: "st-ok", State.THERE: "st-ok", State.ASKED: "st-soon"}
_ICONS = {
    State.WILL: "arrow-right",
    State.DONE: "circle-check",
    State.THERE: "check",
    State.HELD: "user",
    State.ASKED: "help-circle",
    State.REFUSED: "circle-x",
}
_WHY: dict[str, str | Promise] = {
    "long": _lazy("A cell of this row is too long, or there are too many of them."),
    "identifier": _lazy(
        "This row holds a number that may be somebody’s. Nothing of it was kept: a list names offices, "
        "posts, mobile numbers and e-mail addresses."
    ),
    "office-unknown": _lazy(
        "No office of this committee or below it is called so. Write the post and the place as on the "
        "committee’s page."
    ),
    "office-several": _lazy("Several offices are called so. Write the upazila or union, too."),
    "place-unknown": _lazy("No place is called so. Write the upazila or union as on the committee’s page."),
    "contact": _lazy("There is no mobile number and no e-mail address in this row."),
    "email": _lazy("This is no e-mail address."),
    "order": _lazy(
        "The number and the date of the order are missing. A secretariat enters who holds an office by order "
        "only."
    ),
    "order-date": _lazy("The date of the order cannot be read. Write it as 22/11/2026."),
    "order-future": _lazy("The date of the order is still to come."),
    "order-long": _lazy("The number of the order is too long."),
    "not-yours": _lazy("Who holds this office is said by another secretariat or by its own body."),
    "by-hand": _lazy("This row cannot be done from a list. Hand the office over on its own page."),
    "twice": _lazy("A row above names the same office."),
    **{f"mobile-{doubt}": words for doubt, words in DOUBTS.items()},
}


class Said(NamedTuple):
    """A row as its page shows it."""

    number: int
    written: str
    office: str
    state: str
    icon: str
    tone: str
    words: str
    why: str
    opened: str


def with_openings(rows: QuerySet[OfficerRow]) -> QuerySet[OfficerRow]:
    """Bring along what is said of rows: their office, and who used the invitation."""
    return rows.select_related(
        "office", "introduction__invitation__user", "introduction__invitation__invited_by"
    )


def said_of(row: OfficerRow) -> Said:
    """Say what becomes of a row, or became of it."""
    state = State(row.state)
    return Said(
        number=row.number,
        written=", ".join(row.typed[name] for name in (POST, OFFICE, PLACE) if row.typed.get(name)),
        office=named(row.office, "title") if row.office is not None else "",
        state=row.state,
        icon=_ICONS[state],
        tone=_TONES.get(state, ""),
        words=_words(row),
        why=why_of(row),
        opened=_opened(row),
    )


def why_of(row: OfficerRow) -> str:
    """What is asked, or why it is refused; empty where nothing is."""
    return str(_WHY[row.why]) if row.why else ""


def _opened(row: OfficerRow) -> str:
    """By whom and when the code on paper was used: whoever printed it can have read it."""
    invitation = row.introduction.invitation if row.introduction is not None else None
    if invitation is None or invitation.channel != Invitation.Channel.PAPER:
        return ""
    told = {
        "at": moment(invitation.used_at or invitation.disowned_at),
        "who": named(invitation.user, "label"),
        "by": named(invitation.invited_by, "label"),
    }
    if invitation.disowned_at is not None:
        return (
            _("Whoever held the slip said on %(at)s that the account with this number is not theirs.") % told
        )
    if invitation.used_at is None or invitation.user is None:
        return ""
    if invitation.user.joined_at < invitation.used_at:
        return _("Used on %(at)s by an account that stood before: %(who)s. Printed by: %(by)s.") % told
    return _("Used on %(at)s; a new account: %(who)s. Printed by: %(by)s.") % told


def _words(row: OfficerRow) -> str:
    if row.state == State.WILL:
        if row.typed.get(EMAIL):
            return _("Will be appointed, and invited by e-mail to %(to)s") % {"to": row.typed[EMAIL]}
        return _("Will be appointed, and gets a printed code for %(to)s") % {
            "to": localise(mobile_in(Cell(row.typed.get(MOBILE, ""))).number.removeprefix("+88"))
        }
    if row.state == State.DONE and row.introduction is not None:
        invitation = row.introduction.invitation
        if invitation.email:
            return _("Appointed, and invited by e-mail")
        return _("Appointed; a printed code is to be handed out")
    return str(State(row.state).label)


def counted(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """The states with rows in them, each in words with how many there are, in the order of the states."""
    return [(str(one), _many(one), counts[one]) for one in State if counts.get(one)]


def _many(state: OfficerRow.State) -> str:
    return {
        State.WILL: pgettext("rows", "will be appointed"),
        State.DONE: pgettext("rows", "appointed"),
        State.THERE: pgettext("rows", "already there"),
        State.HELD: pgettext("rows", "held by somebody"),
        State.ASKED: pgettext("rows", "to be made clear"),
        State.REFUSED: pgettext("rows", "not done"),
    }[state]


def file_rows(rows: Sequence[OfficerRow], columns: Sequence[str]) -> list[list[str | int]]:
    """Rows that were not done, as they go back in a file: as they were written, with the reason behind."""
    return [[row.number, *(row.typed.get(name, "") for name in columns), _reason(row)] for row in rows]


def _reason(row: OfficerRow) -> str:
    state = str(State(row.state).label)
    return f"{state}: {why}" if (why := why_of(row)) else state
