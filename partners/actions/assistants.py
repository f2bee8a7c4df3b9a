"""Who types for the holder of an office, and who acts for the head of a body: named, and ended."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from psycopg2.extras import DateTimeTZRange

from access.accounts.invitations import Issued
from access.models import User
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_row
from notifications.actions import tell
from notifications.kinds import Kind
from partners.access import hold_for_assistant
from partners.acting import heads, sides_of, standing
from partners.actions.offices import must_run
from partners.actions.people import introduce, invite_entered
from partners.models import Office, OfficeAssistant, OfficeHolder, Person
from partners.notices import ASSISTANT_ENDED, ASSISTANT_NAMED
from partners.parties import acting_party, people_serving, refresh_people

LONGEST = timedelta(days=366)


@transaction.atomic
def assist(
    *,
    by: User | None,
    office: Office,
    since: datetime,
    at: datetime,
    person: Person | None = None,
    desk: Office | None = None,
    until: datetime | None = None,
    acts: bool = False,
) -> OfficeAssistant:
    """Somebody types for the holder of an office: they read what it reads and speak for nobody.

    With `acts` they accept, report, ask and verify for the head of the body besides, a year at most; only
    the head or a liaison officer gives that. Named by another office of the body (`desk`), whoever holds
    that; else by person.
    """
    office = hold_for_assistant(office, by=by, at=at)
    must_run(since, until, field="until")
    if until is not None and until <= at:
        raise Mendable(_("This day has passed. Choose today or later."), "until", "past")
    if acts:
        _must_be_fit_to_act(office, person, desk, since, until, at)
        _must_be_the_bodys_own(by, office, at)
    elif desk is not None and desk.pk == office.pk:
        raise _its_own_holder()
    span = DateTimeTZRange(since, until)
    same = Q(desk=desk) if desk is not None else Q(person=person)
    if standing(OfficeAssistant.objects.filter(same, office=office, period__overlap=span), at).exists():
        raise Mendable(_("This person assists this office already."), field="person", code="same")
    row = OfficeAssistant(office=office, person=person, desk=desk, acts=acts, period=span)
    _keep(row, by)
    _tell(ASSISTANT_NAMED, row, f"named:{row.pk}", by, at)
    return row


@transaction.atomic
def name_assistant(
    *,
    by: User,
    office: Office,
    at: datetime,
    until: datetime | None,
    acts: bool,
    desk: Office | None = None,
    label: str = "",
    email: str = "",
    mobile: str = "",
) -> tuple[OfficeAssistant, Issued | None]:
    """The head lets an office of the body, or somebody said by the post, type or act; the new one is invited.

    It begins now.
    """
    if desk is not None:
        return assist(by=by, office=office, desk=desk, since=at, at=at, until=until, acts=acts), None
    if not label.strip():
        raise Mendable(_("Choose an office, or write the post of somebody new."), "label", "required")
    person = introduce(label_en=label, label_bn=label)
    row = assist(by=by, office=office, person=person, since=at, at=at, until=until, acts=acts)
    viewer = Viewer(by, at)
    return row, invite_entered(
        by=by, viewer=viewer, person=person, office=office, email=email, mobile=mobile, at=at
    )


@transaction.atomic
def end_assistance(
    *, by: User | None, assistant: OfficeAssistant, at: datetime, until: datetime | None = None
) -> OfficeAssistant:
    """Somebody types or acts for the holder of an office no longer, from now on or from another moment."""
    hold_for_assistant(assistant.office, by=by, at=at)
    held = lock_row(assistant)
    ends = until or at
    if held.period.upper is not None and held.period.upper <= ends:
        raise Mendable(_("This has ended already. Nothing more is to be done."), field="until", code="ended")
    must_run(held.period.lower, ends, field="until")
    held.period = DateTimeTZRange(held.period.lower, ends)
    _keep(held, by)
    _tell(ASSISTANT_ENDED, held, f"ended:{held.pk}", by, at)
    return held


def _must_be_fit_to_act(
    office: Office,
    person: Person | None,
    desk: Office | None,
    since: datetime,
    until: datetime | None,
    at: datetime,
) -> None:
    """Refuse who may not act for a head: of no head, without an end, of another body or another side."""
    body = office.organisation
    if not office.heads or body is None:
        raise Mendable(
            _("This office heads no body: nobody accepts or verifies for it."), field="acts", code="no-head"
        )
    if until is None:
        raise Mendable(_("Say until which day this holds."), field="until", code="required")
    if until - since > LONGEST:
        raise Mendable(_("Nobody acts longer than a year. Choose an earlier last day."), "until", "long")
    if not OfficeHolder.objects.at(since).filter(office=office).exists():
        raise Mendable(
            _("Nobody holds this office: name its holder first, who then lets others act."), "acts", "vacant"
        )
    if desk is not None and desk.pk == office.pk:
        raise _its_own_holder()
    if desk is not None and desk.organisation_id != body.pk:
        raise Mendable(_("This office is of another body. Choose one of this body."), "desk", "elsewhere")
    whoever = Q(pk=person.pk) if person is not None else Q(pk__in=_holding(desk, at))
    if sides_of(whoever, at) - {body.side}:
        raise Mendable(
            _("This person serves a body of another side. Nobody acts for both: choose somebody else."),
            field="desk" if desk is not None else "person",
            code="other-side",
        )
    acting_party(body, office)


def _must_be_the_bodys_own(by: User | None, office: Office, at: datetime) -> None:
    """Refuse that anybody else lets people act for a head, who can do so alone; and ever across sides."""
    body = office.organisation
    if by is None or body is None or heads(by, body, at):
        return
    if Viewer(by, at).belongs_to(body.liaison_party_id):
        return
    with_account = OfficeHolder.objects.at(at).filter(office=office, person__user__isnull=False)
    if with_account.exists() or sides_of(Q(user=by), at) != {body.side}:
        raise Mendable(
            _("Only the head or a liaison officer of this body lets somebody act for it."), "acts", "not-own"
        )


def _holding(desk: Office | None, at: datetime) -> list[int]:
    return list(OfficeHolder.objects.at(at).filter(office=desk).values_list("person", flat=True))


def _its_own_holder() -> Mendable:
    return Mendable(
        _("The holder of this office needs nobody’s leave. Choose another office."), "desk", "own"
    )


def _keep(row: OfficeAssistant, by: User | None) -> None:
    """Keep it with who named or ended it, by office."""
    known = Person.objects.filter(user=by).first() if by is not None else None
    row.by_label_en, row.by_label_bn = (known.label_en, known.label_bn) if known is not None else ("", "")
    row.save()
    _follow(row)


def _tell(kind: Kind, row: OfficeAssistant, occasion: str, by: User | None, at: datetime) -> None:
    """Let the head and the liaison officers know who acts for them."""
    body = row.office.organisation
    if row.acts and body is not None:
        tell(kind=kind, record=body, occasion=occasion, at=at, by=by)


def _follow(row: OfficeAssistant) -> None:
    """Write anew what everybody belongs to by it."""
    who = [row.person] if row.person is not None else people_serving(offices=[row.desk_id or 0])
    refresh_people(who)
