"""A receiver says from which month it asks for a kind of return; each month is owed once from then on."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import Party, User
from access.rules.audiences import refresh_all
from access.rules.engine import require
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row, share_row
from language.months import last_day, moved
from language.words import DHAKA, day, local_day
from partners.models import Committee, Organisation
from threads.returns.kinds import ReturnKind, active_on, kind_of
from threads.returns.models import MonthlyReturn, ReturnOrder

# So far back a receiver asks for returns that were never sent here.
MOST_MONTHS_BACK = 24


@transaction.atomic
def order_returns(
    *, by: User, receiver: Organisation, kind: str, since: date, at: datetime, is_illustrative: bool = False
) -> ReturnOrder:
    """From this month on the offices of a kind owe their returns."""
    held = lock_row(receiver)
    require(lock_actor(by, at), "order_returns", held)
    form, ended = kind_of(kind), last_ended(at)
    if _receiver_of(form, at) != held:
        raise Mendable(_("Your office receives no returns of this kind."), "kind", "kind")
    if ReturnOrder.objects.filter(kind=kind).exists():
        raise Mendable(_("These returns are asked for already."), "kind", "ordered")
    if not moved(ended, -MOST_MONTHS_BACK) <= since <= moved(ended, 2):
        raise Mendable(_("Choose this month, the next, or one of the last two years."), "since", "since")
    order = ReturnOrder.objects.create(
        kind=kind,
        receiver=held,
        since=since,
        opened_until=moved(since, -1),
        by=by,
        at=at,
        is_illustrative=is_illustrative,
    )
    _open(order, at)
    return order


def open_months(*, at: datetime) -> int:
    """Write down what is owed of months that have ended; safe to run again. Returns how many are new."""
    opened = 0
    for order in ReturnOrder.objects.filter(opened_until__lt=last_ended(at)).only("pk").order_by("pk"):
        with transaction.atomic():
            opened += _open(lock_row(order), at)
    return opened


@transaction.atomic
def find_month(*, by: User, sender: Organisation, kind: str, month: date, at: datetime) -> MonthlyReturn:
    """Return what a body owes of a month, so that its figures can be entered; or say why there is nothing."""
    held = share_row(sender)
    require(lock_actor(by, at), "send_returns", held)
    must_have_ended(month, at)
    order = ReturnOrder.objects.filter(kind=kind).first()
    if order is not None and order.opened_until < month:
        # The worker has not come by yet.
        _open(lock_row(order), at)
    found = MonthlyReturn.objects.filter(kind=kind, month=month, keeper=held).order_by("pk").first()
    if found is None:
        said = _("Nothing is asked of your office for %(month)s.") % {"month": day(month, "month")}
        raise Mendable(said, "month", "not_owed")
    return found


def last_ended(at: datetime) -> date:
    """The last month that has ended, by its first day."""
    return moved(local_day(at), -1)


def must_have_ended(month: date, at: datetime) -> None:
    """Refuse a return for a month that still runs, or has not begun."""
    if local_day(at) <= last_day(month):
        said = _("%(month)s has not ended. Its return can be sent from %(day)s.")
        raise Mendable(
            said % {"month": day(month, "month"), "day": day(moved(month, 1))}, "month", "not_ended"
        )


def _open(order: ReturnOrder, at: datetime) -> int:
    month, made = moved(order.opened_until, 1), 0
    while month <= last_ended(at):
        made += len(_open_month(order, month, at))
        order.opened_until, month = month, moved(month, 1)
    order.save(update_fields=["opened_until"])
    return made


def _open_month(order: ReturnOrder, month: date, at: datetime) -> Sequence[MonthlyReturn]:
    form = kind_of(order.kind)
    due = form.due_on(month)
    desk = desk_of(form, order.receiver)
    rows = []
    for sender in senders_of(form, last_day(month)):
        keeper = active_on(sender, local_day(at)) or sender
        rows.append(
            MonthlyReturn(
                kind=form.code,
                month=month,
                sender=sender,
                keeper=keeper,
                receiver=order.receiver,
                desk_party=desk,
                due_on=due,
                at=datetime.combine(due, time.min, DHAKA),
                is_illustrative=order.is_illustrative,
            )
        )
    there = set(MonthlyReturn.objects.filter(kind=form.code, month=month).values_list("sender_id", flat=True))
    made = MonthlyReturn.objects.bulk_create([one for one in rows if one.sender_id not in there])
    refresh_all(made)
    return made


def senders_of(form: ReturnKind, on: date) -> list[Organisation]:
    """The bodies that a form names as they stood on a day: what was merged sends one return."""
    declared = Organisation.objects.filter(form.declared_senders).order_by("pk")
    found = (active_on(one, on) for one in declared)
    return list({one.pk: one for one in found if one is not None}.values())


def desk_of(form: ReturnKind, receiver: Organisation) -> Party:
    """Who receives there: the secretariat that the form names, as long as that is the receiver's."""
    if form.secretariat_of and receiver.code == form.receiver:
        committee = Committee.objects.filter(code=form.secretariat_of).select_related("secretariat_party")
        if (found := committee.first()) is not None:
            return found.secretariat_party
    return receiver.liaison_party


def _receiver_of(form: ReturnKind, at: datetime) -> Organisation | None:
    named = Organisation.objects.filter(code=form.receiver).first()
    return active_on(named, local_day(at)) if named is not None else None
