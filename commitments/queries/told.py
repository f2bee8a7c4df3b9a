"""What the history of a commitment says of a notice: to all who read it, so of nobody as "you"."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from commitments.models import Commitment
from notifications.kinds import without_number
from notifications.queries import Reminder

Words = str | Promise

_TOLD: dict[str, Words] = {
    "commitments.assigned": _("The implementing body was told of the commitment"),
    "commitments.proposed": _("The body was told of the recommendation"),
    "commitments.declined": _("The secretariat was told that the body declines"),
    "commitments.more-information": _("The implementing body was asked for more information"),
    "commitments.reminded": _("The secretariat reminded the implementing body"),
    "commitments.verified": _("The implementing body was told that it is verified"),
    "commitments.date-granted": _("The implementing body was told of the new due date"),
    "commitments.answered": _("The implementing body was told how its request was decided"),
    "commitments.asked": _("A request was put before whoever decides on it"),
    "commitments.to-verify": _("The verifier was told that evidence waits"),
    "commitments.name-verifier": _("Whoever names the verifier was told"),
    "commitments.named-by-presence": _("Whoever names the verifier was told who was named"),
    "commitments.nobody-left": _("Whoever names the verifier was told that nobody else is left"),
    "commitments.undone": _("Those who were told of the step were told that it is taken back"),
    "commitments.letter": _("A reminder letter was made ready for signature"),
}
# What a head is told of its own people is not the other readers' to see.
_OF_ONE_BODY = {"commitments.done-for-owner", "commitments.done-for-verifier"}
# The hour would tell whether a verifier passed it on itself or its time was over.
DAY_ALONE = (
    "commitments.to-verify",
    "commitments.name-verifier",
    "commitments.named-by-presence",
    "commitments.nobody-left",
)
_DUE: dict[str, Words] = {
    "before": _("Reminder to the implementing body: due soon"),
    "on": _("Reminder to the implementing body: due on this day"),
    "late": _("Reminder to the implementing body: past its due date"),
    "week": _("Reminder to the implementing body: past its due date"),
}


# The secretariat had it in the place of a body nobody of which signs in: that body was told nothing.
_FOR: dict[str, Words] = {
    "commitments.assigned": _("For the implementing body: the commitment"),
    "commitments.proposed": _("For the body: the recommendation"),
    "commitments.more-information": _("For the implementing body: more information is asked for"),
    "commitments.reminded": _("For the implementing body: a reminder by the secretariat"),
    "commitments.verified": _("For the implementing body: it is verified"),
    "commitments.date-granted": _("For the implementing body: the new due date"),
    "commitments.answered": _("For the implementing body: how its request was decided"),
    "commitments.to-verify": _("For the verifier: evidence waits"),
}


def is_for_all(reminder: Reminder) -> bool:
    """Whether whoever reads the commitment sees that this was told."""
    return reminder.kind.name not in _OF_ONE_BODY


def shows_channel(viewer: Viewer, commitment: Commitment, reminder: Reminder) -> bool:
    """Whether this reader sees of how many no e-mail is known: of another's people nobody but who grants."""
    if viewer.belongs_to(commitment.granting_party_id) or viewer.belongs_to(commitment.secretariat_party_id):
        return True
    body = commitment.verifier if reminder.kind.name == "commitments.to-verify" else commitment.owner
    return not reminder.instead and body is not None and viewer.belongs_to(body.all_party_id)


def words_of(reminder: Reminder) -> Words:
    """Return one reminder as a line of the history; a kind it does not know speaks for itself."""
    if reminder.instead and reminder.kind.name in _FOR:
        return _FOR[reminder.kind.name]
    if reminder.kind.name == "commitments.due":
        return _DUE.get(without_number(reminder.stage), reminder.words)
    return _TOLD.get(reminder.kind.name, reminder.words)
