"""What waits for a person besides the things to do first: a line of each kind, with how many."""

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.models import Commitment
from commitments.queries import RECOMMENDED, TO_NAME, TO_VERIFY
from library.documents.queries import TO_CONFIRM
from meetings.queries import PAST, UPCOMING
from threads.queries import TO_ACKNOWLEDGE
from threads.returns.queries import TO_ACCEPT, TO_SEND


@dataclass(frozen=True)
class Waits:
    """A line of what waits for this person."""

    label: str
    count: int
    url: str
    hint: str


class Own(NamedTuple):
    """Commitments of the own organisation this person may move."""

    pressing: list[Commitment]
    # Agreed in a meeting that binds it, and to be accepted; or only recommended to it.
    fresh: list[Commitment]
    asked: list[Commitment]


def waiting_lines(
    *,
    approvals: int,
    unfinished: int,
    to_verify: int,
    to_name: int,
    to_say: int,
    requests: int,
    own: Own,
    objections: int,
    joint: int,
    corrections: int,
    proposals: int,
    to_answer: int,
    receipts: int,
    to_acknowledge: int,
    returns_to_send: int,
    returns_to_accept: int,
) -> list[Waits]:
    """The lines of what waits, those of which there is something."""
    lines = [
        Waits(_("Minutes to approve"), approvals, reverse("meetings"), _("As chair")),
        Waits(
            _("Minutes to finish"),
            unfinished,
            reverse("meetings"),
            _("As secretariat or minute-taker"),
        ),
        Waits(
            _("Evidence to verify"),
            to_verify,
            f"{reverse('commitments')}?view={TO_VERIFY.name}",
            _("Commitments of another side"),
        ),
        Waits(
            _("Verifiers to name"),
            to_name,
            f"{reverse('commitments')}?view={TO_NAME.name}",
            _("Several could verify it, and nobody is named"),
        ),
        Waits(
            _("Old promises to speak of"),
            to_say,
            reverse("commitments_afterwards"),
            _("Due before you entered them: done, still open, no longer needed?"),
        ),
        Waits(
            _("Requests to answer"),
            requests,
            reverse("commitments"),
            _("More time, other wording, drop, or waiting"),
        ),
        Waits(
            _("Commitments to accept"),
            len(own.fresh),
            reverse("commitments"),
            _("Agreed in a meeting, not yet accepted"),
        ),
        Waits(
            _("Objections to decide"),
            objections,
            f"{reverse('office_changes')}?view=objections",
            _("Entries of offices by the secretariats below"),
        ),
        Waits(
            _("Joint meetings to answer"),
            joint,
            reverse("meetings"),
            _("Another committee asks yours"),
        ),
        Waits(
            _("Corrections to answer"),
            corrections,
            f"{reverse('meetings')}?view={PAST.name}",
            _("Of circulated minutes, by those who attended"),
        ),
        Waits(
            _("Proposals for the agenda"),
            proposals,
            reverse("meetings"),
            _("By members of your committee"),
        ),
        Waits(
            _("Meetings to answer"),
            to_answer,
            f"{reverse('meetings')}?view={UPCOMING.name}",
            _("Say whether somebody comes for your seat"),
        ),
        Waits(
            _("Documents to confirm"),
            receipts,
            f"{reverse('documents')}?view={TO_CONFIRM.name}",
            _("Sent to your body: say that you received them"),
        ),
        Waits(
            _("Messages to acknowledge"),
            to_acknowledge,
            f"{reverse('threads')}?view={TO_ACKNOWLEDGE.name}",
            _("Your organisation is asked to say that it has read them"),
        ),
        Waits(
            _("Monthly returns to send or to answer"),
            returns_to_send,
            f"{reverse('returns')}?view={TO_SEND.name}",
            _("Read by the office that receives them, and by nobody else"),
        ),
        Waits(
            _("Monthly returns to accept"),
            returns_to_accept,
            f"{reverse('returns')}?view={TO_ACCEPT.name}",
            _("Sent or corrected by their offices"),
        ),
        Waits(
            _("Recommended to your organisation"),
            len(own.asked),
            f"{reverse('commitments')}?view={RECOMMENDED.name}",
            _("Not promised: accept or decline"),
        ),
    ]
    return [line for line in lines if line.count]
