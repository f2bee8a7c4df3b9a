"""The things that may come first on a desk: what it is, why, how pressing, and the next step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from access.toolkit.versions import version_of
from commitments.models import Commitment, Stage
from commitments.queries import Due, due_words
from language.words import clock, day, named
from meetings.actions.replying import as_called
from meetings.models import Correction, ItemProposal, JointRequest, Meeting, Minutes, Reply
from partners.models import OfficeChange, Organisation
from threads.returns.models import MonthlyReturn
from threads.returns.queries.lists import look_of


@dataclass(frozen=True)
class Status:
    """How pressing it is: an icon and words."""

    words: str
    css: str
    icon: str


@dataclass(frozen=True)
class Thing:
    """One thing to do first, as `components/next_actions.html` shows it."""

    title: str
    url: str
    why: str
    due: Status
    button: str
    button_url: str
    button_icon: str = ""
    second_words: str = ""
    second_url: str = ""
    org: Organisation | None = None
    # What the button sends, where one press is all it takes; else it leads on.
    sends: tuple[tuple[str, str], ...] = ()
    # What takes it off the desk, by a button of its own.
    done_words: str = ""
    done_url: str = ""
    # The promise it is about: it stands once on a desk.
    promise: str = ""


def naming(commitment: Commitment) -> Thing:
    """Several could verify what was accepted, or whoever had it passed it on; this person names one."""
    has_evidence = commitment.stage == Stage.EVIDENCE_IN
    return Thing(
        title=_("Name who verifies: %(what)s") % {"what": commitment.what},
        url=_to("commitment", commitment),
        promise=commitment.ref,
        why=_source(commitment),
        due=Status(_("evidence is in") if has_evidence else _("accepted"), "", "user-check"),
        button=_("Name who verifies"),
        button_url=_to("commitment_name_verifier", commitment),
        button_icon="user-check",
    )


def to_keep(commitment: Commitment, due: Due) -> Thing:
    """A promise of the own body falls due, or is late."""
    is_new = commitment.stage == Stage.AGREED
    return Thing(
        title=commitment.what,
        url=_to("commitment", commitment),
        promise=commitment.ref,
        why=_("%(source)s. Verifier:") % {"source": _source(commitment)}
        if commitment.verifier is not None
        else _source(commitment),
        due=Status(due.words, due.css, due.icon),
        button=_("Accept") if is_new else _("Send evidence"),
        button_url=_to("commitment_accept" if is_new else "commitment_report", commitment),
        button_icon="check" if is_new else "upload",
        second_words=_("Ask for more time"),
        second_url=_to("commitment_more_time", commitment),
        org=commitment.verifier,
    )


def acceptance(commitment: Commitment, today: date) -> Thing:
    """A meeting has given the own body something to do, and nobody has accepted it yet."""
    due = due_words(commitment, today)
    return Thing(
        title=_("Accept: %(what)s") % {"what": commitment.what},
        url=_to("commitment", commitment),
        promise=commitment.ref,
        why=_source(commitment),
        due=Status(due.words, due.css, due.icon),
        button=_("Accept"),
        button_url=_to("commitment_accept", commitment),
        button_icon="check",
    )


def proposal(commitment: Commitment) -> Thing:
    """A meeting recommends something to the own body."""
    url = _to("commitment", commitment)
    return Thing(
        title=_("Recommended to you: %(what)s") % {"what": commitment.what},
        url=url,
        promise=commitment.ref,
        why=_source(commitment),
        due=Status(_("Nothing is promised before you accept"), "st-wait", "help-circle"),
        button=_("Accept or decline"),
        button_url=url,
    )


def verification(commitment: Commitment) -> Thing:
    """Evidence of another side waits to be verified."""
    url = _to("commitment", commitment)
    since = _("Evidence since %(day)s") % {"day": day(commitment.stage_since)}
    return Thing(
        title=_("Verify: %(what)s") % {"what": commitment.what},
        url=url,
        promise=commitment.ref,
        why=_("%(source)s. Implementing body:") % {"source": _source(commitment)},
        due=Status(since, "st-wait", "eye"),
        button=_("Look at the evidence"),
        button_url=url,
        org=commitment.owner,
    )


def request(commitment: Commitment) -> Thing:
    """A body asks for more time, other words, or to be let off."""
    url = _to("commitment", commitment)
    return Thing(
        title=_("Answer a request: %(what)s") % {"what": commitment.what},
        url=url,
        promise=commitment.ref,
        why=_("%(source)s. Implementing body:") % {"source": _source(commitment)},
        due=Status(_("Waits for your answer"), "st-wait", "hourglass"),
        button=_("Look at the request"),
        button_url=url,
        org=commitment.owner,
    )


def objection(change: OfficeChange) -> Thing:
    """Somebody objects to an entry of a secretariat below."""
    url = reverse("office_change", args=[change.ref])
    since = _("Objection since %(day)s") % {"day": day(change.objected_at)}
    return Thing(
        title=_("Decide an objection: %(office)s") % {"office": named(change.office, "title")},
        url=url,
        why=_("Entered for the secretariat of: %(committee)s") % {"committee": named(change.entered_for)},
        due=Status(since, "st-wait", "hourglass"),
        button=_("Look at the entry"),
        button_url=url,
    )


def monthly_return(monthly: MonthlyReturn, today: date) -> Thing:
    """The own office owes a return, or is asked about one."""
    look, words = look_of(monthly, today), {"month": day(monthly.month, "month")}
    is_owed = not monthly.is_said
    return Thing(
        title=_("Send the return for %(month)s") % words
        if is_owed
        else _("Answer about the return for %(month)s") % words,
        url=reverse("monthly_return", args=[monthly.ref]),
        why=_("%(kind)s. Sent to:") % {"kind": monthly.form},
        due=Status(look.words, look.css, look.icon),
        button=_("Enter the figures") if is_owed else _("Look at what is asked"),
        button_url=reverse("return_enter" if is_owed else "monthly_return", args=[monthly.ref]),
        button_icon="edit",
        org=monthly.receiver,
    )


def approval(minutes: Minutes) -> Thing:
    """Minutes wait for their chair."""
    url = reverse("minutes", args=[minutes.ref])
    since = _("With you since %(day)s") % {"day": day(minutes.with_chair_since)}
    return Thing(
        title=_("Approve the minutes: %(meeting)s") % {"meeting": name_of(minutes.meeting)},
        url=url,
        why=_("Nobody is told of the decisions before you approve them."),
        due=Status(since, "st-soon", "clock"),
        button=_("Read the draft"),
        button_url=url,
    )


def draft(minutes: Minutes) -> Thing:
    """Minutes are not finished, or not circulated."""
    url = reverse("minutes", args=[minutes.ref])
    name = {"meeting": name_of(minutes.meeting)}
    if minutes.approved_at is not None:
        title, why = _("Circulate the minutes: %(meeting)s") % name, _("The chair has approved them.")
    elif minutes.sent_back_at is not None:
        title, why = _("Correct the minutes: %(meeting)s") % name, _("The chair has sent them back.")
    else:
        title = _("Finish the minutes: %(meeting)s") % name
        why = _("Only the secretariat and its minute-takers read the draft.")
    held = _("Meeting of %(day)s") % {"day": day(minutes.meeting.on_date)}
    return Thing(
        title=title,
        url=url,
        why=why,
        due=Status(held, "st-wait", "pencil"),
        button=_("Open the minutes"),
        button_url=url,
    )


def joint_request(asked: JointRequest) -> Thing:
    """Another committee asks to hold a meeting together."""
    url = reverse("joint_request", args=[asked.ref])
    since = _("Asked on %(day)s") % {"day": day(asked.asked_at)}
    return Thing(
        title=_("Answer the request for a joint meeting: %(meeting)s") % {"meeting": name_of(asked.meeting)},
        url=url,
        why=_("Until you answer it is no meeting of: %(committee)s") % {"committee": named(asked.committee)},
        due=Status(since, "st-wait", "hourglass"),
        button=_("Agree or decline"),
        button_url=url,
    )


def invitation(meeting: Meeting, seats: Sequence[str]) -> Thing:
    """Nobody has said yet whether the own seat is filled: one press, where this person holds one there."""
    page = reverse("meeting", args=[meeting.ref])
    hour = clock(meeting.starts_at) if meeting.starts_at else ""
    thing = Thing(
        title=_("Will you come? %(meeting)s") % {"meeting": name_of(meeting)},
        url=f"{page}#reply",
        why=_("By the answers the secretariat sees whether there will be a quorum."),
        due=Status(f"{day(meeting.on_date, weekday=True)} {hour}".strip(), "st-wait", "calendar-event"),
        button=_("Answer"),
        button_url=f"{page}#reply",
    )
    if len(seats) != 1:
        return thing
    return replace(
        thing,
        button=_("Will come"),
        button_url=reverse("meeting_reply", args=[meeting.ref, seats[0]]),
        button_icon="check",
        sends=(("said", Reply.Said.COMES.value), ("version", version_of(meeting, as_called(meeting)))),
        second_words=_("Another answer"),
        second_url=f"{page}#reply",
    )


def correction(proposed: Correction) -> Thing:
    """A line of circulated minutes is to read otherwise; those of one paper stand once."""
    meeting = proposed.minutes.meeting
    since = _("Proposed on %(day)s") % {"day": day(proposed.proposed_at)}
    return Thing(
        title=_("Answer the corrections of the minutes: %(meeting)s") % {"meeting": name_of(meeting)},
        url=f"{reverse('meeting', args=[meeting.ref])}#corrections",
        why=_("The minutes can be confirmed once each of them is answered."),
        due=Status(since, "st-wait", "hourglass"),
        button=pgettext("correction", "Accept or decline"),
        button_url=reverse("meeting_answer_correction", args=[meeting.ref, proposed.ref]),
    )


def proposed_item(proposed: ItemProposal) -> Thing:
    """A member proposes an item for the agenda of a committee."""
    url = reverse("item_proposal", args=[proposed.ref])
    since = _("Proposed on %(day)s") % {"day": day(proposed.proposed_at)}
    committee = named(proposed.committee, "short") or named(proposed.committee)
    return Thing(
        title=_("Answer a proposal for the agenda: %(item)s") % {"item": proposed.heading},
        url=url,
        why=_("%(committee)s, proposed by: %(body)s") % {"committee": committee, "body": proposed.by_label},
        due=Status(since, "st-wait", "hourglass"),
        button=_("Take it or decline"),
        button_url=url,
    )


def overdue(commitment: Commitment, today: date, *, may_remind: bool, is_reachable: bool) -> Thing:
    """A promise to one's own committee is late: who made it, and what helps next."""
    due = due_words(commitment, today)
    thing = Thing(
        title=commitment.what,
        url=_to("commitment", commitment),
        promise=commitment.ref,
        why=_("%(source)s. Implementing body:") % {"source": _source(commitment)},
        due=Status(due.words, due.css, due.icon),
        button=_("Look at it"),
        button_url=_to("commitment", commitment),
        org=commitment.owner,
    )
    if not may_remind:
        return thing
    thing = replace(thing, second_words=_("Reminder letter"), second_url=_to("commitment_letter", commitment))
    if not is_reachable:
        # Nobody of it signs in: a notice would reach nobody, paper and telephone do.
        found = reverse("organisation", args=[commitment.owner.ref])
        return replace(thing, button=_("Telephone it"), button_url=found, button_icon="phone")
    return replace(
        thing,
        button=_("Remind"),
        button_url=_to("commitment_remind", commitment),
        button_icon="bell",
    )


def name_of(meeting: Meeting) -> str:
    """The meeting as rows call it: the short name of its committee, and its number."""
    committee = meeting.lead_committee
    if committee is None:
        return meeting.title
    return f"{named(committee, 'short') or named(committee)}, {meeting.title}"


def _source(commitment: Commitment) -> str:
    return named(commitment, "source_text")


def _to(url_name: str, commitment: Commitment) -> str:
    return reverse(url_name, args=[commitment.ref])
