"""A secretariat lets a named person take its minutes, for a time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm
from psycopg2.extras import DateTimeTZRange

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_container, lock_row
from partners.models import Committee, Delegation, Person
from partners.parties import power_party, refresh_person

TAKE_MINUTES = "partners.take_minutes_committee"


@transaction.atomic
def delegate_minutes(
    *,
    by: User,
    committee: Committee,
    person: Person,
    since: datetime,
    until: datetime,
    at: datetime,
    may_call: bool = False,
    may_notify: bool = False,
    may_enter_signature: bool = False,
) -> Delegation:
    """Let a person, often an NGO's facilitator, take this committee's minutes until a day.

    They draft. That they also call meetings, send notices or enter the chair's signature is given in
    words or not at all. The minute-takers' parties decide; guardian's row on the committee documents
    the grant.
    """
    committee = lock_container(committee, by=by, action="delegate", at=at)
    person = delegable(person)
    assert person.user is not None
    if until <= since or until <= at:
        raise Mendable(_("The last day lies before the first, or in the past."), field="until", code="order")
    span = DateTimeTZRange(since, until)
    if Delegation.objects.filter(committee=committee, person=person, period__overlap=span).exists():
        raise Mendable(
            _("This person takes the committee's minutes at that time already."), field="person", code="same"
        )
    row = Delegation.objects.create(
        committee=committee,
        person=person,
        period=span,
        granted_by=by,
        may_call=may_call,
        may_notify=may_notify,
        may_enter_signature=may_enter_signature,
    )
    for power in Delegation.Power:
        if getattr(row, power):
            power_party(committee, power)
    assign_perm(TAKE_MINUTES, person.user, committee)
    refresh_person(person)
    return row


def delegable(person: Person | None) -> Person:
    """Return a person who may be let take minutes: somebody who has come, and is no administrator."""
    user = person.user if person is not None else None
    if person is None or user is None or not user.is_let_in:
        raise Mendable(
            _("Choose somebody of the organisation. Who is not on the list has not come yet."),
            field="person",
            code="no-account",
        )
    return person


@transaction.atomic
def end_delegation(*, by: User, delegation: Delegation, at: datetime) -> Delegation:
    """Take the minutes back from now on: what the person wrote stays, with their name in it."""
    lock_container(delegation.committee, by=by, action="delegate", at=at)
    ended = lock_row(delegation)
    if ended.period.upper <= at:
        raise Mendable(_("This delegation has ended already."), code="ended")
    if ended.period.lower >= at:
        # It never began: nothing was written under it.
        committee, person = ended.committee, ended.person
        ended.delete()
    else:
        ended.period = DateTimeTZRange(ended.period.lower, at)
        ended.save(update_fields=["period"])
        committee, person = ended.committee, ended.person
    _document_end(committee, person, at)
    refresh_person(person)
    return ended


@transaction.atomic
def end_expired_delegations(*, at: datetime) -> int:
    """Remove guardian's rows of delegations whose time is over: guardian knows no end of its own.

    The party has ended by itself at its time; this only keeps the document true.
    """
    from partners.models.committees import CommitteeUserPermission

    removed = 0
    documented = CommitteeUserPermission.objects.filter(permission__codename="take_minutes_committee")
    for row in documented.select_related("content_object", "user"):
        person = Person.objects.filter(user=row.user).first()
        if person is None or not _runs(row.content_object, person, at):
            row.delete()
            removed += 1
    return removed


def _document_end(committee: Committee, person: Person, at: datetime) -> None:
    if person.user is not None and not _runs(committee, person, at):
        remove_perm(TAKE_MINUTES, person.user, committee)


def _runs(committee: Committee, person: Person, at: datetime) -> bool:
    """Whether a delegation runs or is still to come."""
    open_ones = Delegation.objects.filter(committee=committee, person=person)
    return bool(open_ones.filter(period__endswith__gt=at).exists())
