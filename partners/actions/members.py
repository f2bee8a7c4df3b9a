"""Who serves an organisation as its head, its liaison officer or its staff."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg2.extras import DateTimeTZRange

from access.models import User
from access.rules.members import parties_with_people
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_container, lock_row
from language.words import local_day, named
from partners.models import Membership, Organisation, Person
from partners.parties import people_serving, refresh_people


@transaction.atomic
def add_member(
    *,
    by: User | None,
    organisation: Organisation,
    person: Person,
    role: str,
    since: datetime,
    at: datetime,
    until: datetime | None = None,
) -> Membership:
    """A person comes to serve an organisation. Naming a liaison officer relieves the head of it."""
    organisation = lock_container(organisation, by=by, action="manage", at=at)
    if not organisation.is_active(local_day(since)):
        raise Mendable(
            _("%(name)s has left; nobody joins it any more.") % {"name": named(organisation)},
            field="organisation",
            code="left",
        )
    if until is not None and until <= since:
        raise Mendable(_("The term would end before it begins."), field="until", code="order")
    span = DateTimeTZRange(since, until)
    running = Membership.objects.filter(organisation=organisation, role=role, period__overlap=span)
    if running.filter(person=person).exists():
        raise Mendable(
            _("This person serves the organisation in that role already."), field="person", code="same"
        )
    if role == Membership.Role.HEAD and running.exists():
        raise Mendable(
            _("The organisation has a head at that time. End their term first."), field="since", code="held"
        )
    row = Membership.objects.create(person=person, organisation=organisation, role=role, period=span)
    _refresh(organisation)
    return row


@transaction.atomic
def end_membership(*, by: User | None, membership: Membership, until: datetime, at: datetime) -> Membership:
    """A person stops serving an organisation; with the last liaison officer the head is liaison again."""
    lock_container(membership.organisation, by=by, action="manage", at=at)
    ended = lock_row(membership)
    if ended.period.upper is not None and ended.period.upper <= until:
        raise Mendable(_("This term has ended already."), field="until", code="ended")
    if until <= ended.period.lower:
        raise Mendable(_("The term would end before it begins."), field="until", code="order")
    ended.period = DateTimeTZRange(ended.period.lower, until)
    ended.save(update_fields=["period"])
    _refresh(ended.organisation)
    if by is not None and ended.person.user_id == by.pk:
        _must_leave_somebody(ended.organisation, until)
    return ended


def _must_leave_somebody(organisation: Organisation, at: datetime) -> None:
    """Refuse to leave a body of which nobody could accept, report or enter anybody any more."""
    if organisation.liaison_party_id not in parties_with_people([organisation.liaison_party_id], at):
        raise Mendable(
            _(
                "Nobody else speaks for %(name)s. Enter another liaison officer first; once they have "
                "accepted, you can leave."
            )
            % {"name": named(organisation)},
            code="sole",
        )


def _refresh(organisation: Organisation) -> None:
    refresh_people(people_serving(organisations=[organisation.pk]))
