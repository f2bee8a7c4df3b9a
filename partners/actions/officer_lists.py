"""A list of officers is read, carried out row by row, printed as codes to hand out, and forgotten."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from access.accounts.invitations import Issued, print_code
from access.models import AccessLog, Invitation, User
from access.rules.engine import RefusedError, can, require
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.bell import ring
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_permitted, lock_row
from language.text import clean
from partners.actions.offices import appoint
from partners.actions.official_addresses import pass_official_address
from partners.actions.people import introduce, invite_entered, is_of
from partners.models import Committee, Introduction, Office, OfficeChange, OfficerList, OfficerRow
from partners.models.officer_lists import KEPT, ORDER_LENGTH
from partners.officers.columns import EMAIL, MOBILE, Officers
from partners.officers.judging import contact_of, order_of, verdict_on, verdicts, viewer_of_list

Clock = Callable[[], datetime]
State = OfficerList.State
# Two full districts in a day; and less than somebody sends who writes to strangers.
MOST_LISTED_A_DAY = 600
# Of one person, not carried out or not forgotten yet.
MOST_LISTS = 20
# A worker that gives no sign for so long is gone.
LEASE = timedelta(minutes=2)
# Eight to a page; nobody hands out more in one go.
MOST_CODES = 120


@transaction.atomic
def enter_officers(
    *,
    by: User,
    committee: Committee,
    officers: Officers,
    at: datetime,
    order_number: str = "",
    order_date: date | None = None,
) -> OfficerList:
    """Read a list and say what would become of each row. Nobody is appointed by it."""
    lock_permitted(committee, by=by, action="list_officers", at=at)
    order_number = clean(order_number)
    if len(order_number) > ORDER_LENGTH:
        raise Mendable(_("This is too long. Say it in fewer words."), "order_number", "too_long")
    if OfficerList.objects.filter(entered_by=by).count() >= MOST_LISTS:
        raise Mendable(
            _("You have sent many lists of officers. Take back those that you need no more."), code="many"
        )
    made = OfficerList.objects.create(
        committee=committee,
        entered_by=by,
        at=at,
        order_number=order_number,
        order_date=order_date,
        unknown_heads=officers.unknown_heads,
        above=officers.above,
        others=officers.others,
    )
    found = verdicts(Viewer(by, at), made, officers.rows)
    OfficerRow.objects.bulk_create(
        OfficerRow(
            officer_list=made,
            number=row.number,
            typed=row.typed,
            office=verdict.office,
            state=verdict.state,
            why=verdict.why,
        )
        for row, verdict in zip(officers.rows, found, strict=True)
    )
    return made


@transaction.atomic
def carry_out(*, by: User, officers: OfficerList, at: datetime) -> OfficerList:
    """Have the worker appoint each row that can be; rights are asked anew for each."""
    lock_permitted(officers.committee, by=by, action="list_officers", at=at)
    held = lock_row(officers)
    _must_be_own(held, by)
    if held.state not in (State.READ, State.PAUSED):
        raise Mendable(_("This list is being carried out, or has been."), code="state")
    if not held.rows.filter(state=OfficerRow.State.WILL).exists():
        raise Mendable(_("No row of this list can be carried out."), code="none")
    held.state, held.alive_at = State.RUNNING, None
    held.save(update_fields=["state", "alive_at"])
    transaction.on_commit(_ring)
    return held


@transaction.atomic
def take_back_list(*, by: User, officers: OfficerList, at: datetime) -> bool:
    """Forget a list and its rows; what was done by it stands."""
    lock_actor(by, at)
    held = lock_row(officers)
    _must_be_own(held, by)
    if held.is_running:
        raise Mendable(_("This list is being carried out. Wait until it is done."), code="state")
    held.delete()
    return True


def carry_on(*, clock: Clock) -> int:
    """Carry out the lists that wait, each row in a transaction of its own; returns how many rows it did."""
    done = 0
    while (held := _claim(clock())) is not None:
        done += _rows_of(held, clock)
    return done


@transaction.atomic
def _claim(at: datetime) -> OfficerList | None:
    gone = Q(alive_at=None) | Q(alive_at__lt=at - LEASE)
    waiting = OfficerList.objects.filter(gone, state=State.RUNNING)
    held = waiting.select_for_update(skip_locked=True).order_by("at", "pk").first()
    if held is not None:
        OfficerList.objects.filter(pk=held.pk).update(alive_at=at)
    return held


def _rows_of(held: OfficerList, clock: Clock) -> int:
    """Do its rows; it ends as done, paused where some must wait, or stopped without the right."""
    officers = OfficerList.objects.select_related("committee", "entered_by").get(pk=held.pk)
    done, state = 0, State.DONE
    for number in list(officers.rows.filter(state=OfficerRow.State.WILL).values_list("pk", flat=True)):
        at = clock()
        OfficerList.objects.filter(pk=officers.pk).update(alive_at=at)
        if viewer_of_list(officers, at) is None:
            state = State.STOPPED
            break
        if _listed_today(officers.entered_by_id, at) >= MOST_LISTED_A_DAY:
            state = State.PAUSED
            break
        row = appoint_row(row=OfficerRow(pk=number), officers=officers, at=at)
        if row.state == OfficerRow.State.WILL:
            state = State.PAUSED
        else:
            done += 1
    OfficerList.objects.filter(pk=officers.pk, state=State.RUNNING).update(state=state, alive_at=None)
    return done


def appoint_row(*, row: OfficerRow, officers: OfficerList, at: datetime) -> OfficerRow:
    """Do what one row says: appoint and invite, or note why not. All of it or nothing, once."""
    office_of = OfficerRow.objects.select_related("office__organisation__parent").get(pk=row.pk).office
    assert office_of is not None
    try:
        return _appointed(row, officers, office_of, at)
    except (Mendable, RefusedError) as refused:
        if isinstance(refused, Mendable) and refused.code == "busy":
            # A colleague is at this office just now: the row waits.
            return OfficerRow.objects.get(pk=row.pk)
        state = OfficerRow.State.REFUSED
        why = "not-yours" if isinstance(refused, RefusedError) else "by-hand"
        if isinstance(refused, Mendable) and refused.code == "held":
            state, why = OfficerRow.State.HELD, ""
        OfficerRow.objects.filter(pk=row.pk, state=OfficerRow.State.WILL).update(state=state, why=why)
        return OfficerRow.objects.get(pk=row.pk)


@transaction.atomic
def _appointed(row: OfficerRow, officers: OfficerList, office: Office, at: datetime) -> OfficerRow:
    by = officers.entered_by
    lock_row(office)
    viewer = lock_actor(by, at, moves_people=True)
    require(viewer, "list_officers", officers.committee)
    held = lock_row(row)
    if held.state != OfficerRow.State.WILL:
        # Another worker was faster.
        return held
    verdict = verdict_on(viewer, officers, office, held.typed)
    held.state, held.why = verdict.state, verdict.why
    if verdict.state == OfficerRow.State.WILL:
        issued = _enter(viewer, officers, office, held, at)
        held.introduction = Introduction.objects.get(invitation=issued.invitation)
        held.state, held.done_at = OfficerRow.State.DONE, at
        held.typed = {name: text for name, text in held.typed.items() if name not in (EMAIL, MOBILE)}
    held.save()
    return held


def _enter(viewer: Viewer, officers: OfficerList, office: Office, row: OfficerRow, at: datetime) -> Issued:
    by, contact, order = officers.entered_by, contact_of(row.typed), order_of(officers, row.typed)
    person = introduce(label_en=office.title_en, label_bn=office.title_bn)
    term = appoint(
        by=by,
        office=office,
        person=person,
        since=at,
        at=at,
        order_number=order.number,
        order_date=order.on,
    )
    email, mobile = contact.email, contact.mobile
    is_entry = OfficeChange.objects.filter(incoming_term=term).exists()
    pass_official_address(by=by, office=office, on=at, at=at, email=email, mobile=mobile, is_entry=is_entry)
    return invite_entered(
        by=by, viewer=viewer, person=person, office=office, at=at, email=email, mobile=mobile, is_listed=True
    )


@transaction.atomic
def print_listed_codes(*, by: User, officers: OfficerList, at: datetime) -> list[tuple[Introduction, Issued]]:
    """Make a fresh code for each officer of the list who waits for one on paper; earlier ones open nothing.

    Each is noted in the access log: whoever printed it can have read it.
    """
    viewer = lock_actor(by, at)
    held = lock_row(officers)
    _must_be_own(held, by)
    require(viewer, "list_officers", held.committee)
    printed = []
    for entry in to_hand_out(held, at)[:MOST_CODES]:
        if not can(viewer, "decide", entry):
            continue
        if entry.office is None or not is_of(entry.office, entry.person, at):
            # Somebody else holds it by now.
            continue
        invitation = lock_row(entry.invitation)
        if not invitation.is_open(at):
            continue
        issued = print_code(invitation, by=by)
        log_access(viewer, AccessLog.Kind.EXPORT, entry, "printed a one-time code to hand out")
        printed.append((entry, issued))
    if not printed:
        raise Mendable(_("Nobody of this list waits for a printed code."), code="none")
    return printed


def to_hand_out(officers: OfficerList, at: datetime) -> list[Introduction]:
    """The entries of this list whose people come by a printed code, and have not come yet."""
    waiting = Introduction.objects.filter(
        officer_row__officer_list=officers,
        state=Introduction.State.WAITING,
        invitation__channel=Invitation.Channel.PAPER,
        invitation__used_at=None,
        invitation__withdrawn_at=None,
        invitation__expires_at__gt=at,
    )
    return list(waiting.select_related("invitation", "office__place", "person").order_by("officer_row__pk"))


def forget_lists(*, at: datetime) -> int:
    """Take away lists that have lain for their time, with how each officer of them is reached."""
    old = OfficerList.objects.filter(at__lt=at - KEPT).exclude(state=State.RUNNING)
    deleted, _each = old.delete()
    return deleted


def _listed_today(by: int, at: datetime) -> int:
    since = at - timedelta(days=1)
    return Introduction.objects.filter(is_listed=True, entered_by=by, at__gt=since).count()


def _must_be_own(officers: OfficerList, by: User) -> None:
    if officers.entered_by_id != by.pk:
        raise RefusedError("list_officers", officers.committee)


def _ring() -> None:
    from partners.tasks import carry_on_lists

    ring(carry_on_lists)
