"""Organisations change their names, merge and leave; old papers keep the old name."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from access.models import Party, User
from access.rules.engine import require
from access.toolkit.errors import Mendable
from access.toolkit.identifiers import guard_text
from access.toolkit.locking import lock_actor, lock_container, lock_rows
from language.words import local_day
from partners import when_bodies_leave
from partners.actions.programs import relabel_programs
from partners.models import Organisation, OrganisationName, Presence, Seat
from partners.naming import organisation_names_are
from partners.parties import people_serving, refresh_people


@transaction.atomic
def rename_organisation(
    *, by: User | None, organisation: Organisation, name_en: str, name_bn: str, on: date, at: datetime
) -> Organisation:
    """An organisation bears another name from this day on; it is found by the old one too."""
    renamed = lock_container(organisation, by=by, action="manage", at=at)
    english, bangla = guard_text(field="name_en", text=name_en), guard_text(field="name_bn", text=name_bn)
    if not english or not bangla:
        raise Mendable(
            _("Give the name in both languages."), field="name_en" if not english else "name_bn", code="empty"
        )
    if (renamed.name_en, renamed.name_bn) == (english, bangla):
        raise Mendable(_("This is its present name."), field="name_en", code="same")
    _must_be_its_own(renamed, english, bangla)
    OrganisationName.objects.create(
        organisation=renamed, name_en=renamed.name_en, name_bn=renamed.name_bn, until=on
    )
    renamed.name_en, renamed.name_bn = english, bangla
    renamed.save(update_fields=["name_en", "name_bn"])
    Party.objects.filter(
        pk__in=[renamed.all_party_id, renamed.liaison_party_id, renamed.acting_party_id]
    ).update(label_en=english, label_bn=bangla)
    relabel_programs(renamed)
    return renamed


@transaction.atomic
def succeed_organisation(
    *, by: User | None, organisation: Organisation, successor: Organisation, on: date, at: datetime
) -> Organisation:
    """An organisation leaves on this day, merged into or replaced by its successor.

    Its seats and its open commitments pass to the successor; its people belong to it no longer.
    """
    locked = lock_rows(Organisation, [organisation.pk, successor.pk])
    if by is not None:
        require(lock_actor(by, at, moves_people=True), "succeed", locked[organisation.pk])
    leaving, heir = locked[organisation.pk], locked[successor.pk]
    if leaving == heir:
        raise Mendable(_("An organisation cannot succeed itself."), field="successor", code="same")
    if not leaving.is_active(local_day(at)):
        raise Mendable(_("This organisation has left already."), field="organisation", code="left")
    if not heir.is_active(on):
        raise Mendable(_("The successor itself has left by then."), field="successor", code="left")
    leaving.until, leaving.successor = on, heir
    leaving.save(update_fields=["until", "successor"])
    _pass_seats(leaving, heir, on)
    _pass_presences(leaving, heir, on)
    refresh_people(people_serving(organisations=[leaving.pk, heir.pk]))
    when_bodies_leave.pass_on(at=at)
    return leaving


def _must_be_its_own(organisation: Organisation, english: str, bangla: str) -> None:
    """Refuse the name of another body: what is given to that one by name would come to this one."""
    others = Organisation.objects.exclude(pk=organisation.pk).exclude(successor=organisation)
    for field, name in (("name_en", english), ("name_bn", bangla)):
        if others.filter(organisation_names_are(name)).exists():
            raise Mendable(
                _("Another organisation is or was called so. Choose a name that tells them apart."),
                field=field,
                code="taken",
            )


def _pass_seats(leaving: Organisation, heir: Organisation, on: date) -> None:
    seated = set(Seat.objects.filter(organisation=heir, until=None).values_list("committee_id", flat=True))
    for seat in Seat.objects.filter(organisation=leaving, until=None):
        if seat.committee_id in seated:
            seat.until = on
            seat.save(update_fields=["until"])
            continue
        seat.organisation, seat.side = heir, heir.side
        seat.save(update_fields=["organisation", "side"])


def _pass_presences(leaving: Organisation, heir: Organisation, on: date) -> None:
    """Where it works the successor works from that day on, as long as the line says and as early entered.

    What the successor says itself of the same place and work stays as it is.
    """
    lines = Presence.objects.filter(Q(until=None) | Q(until__gte=on), organisation=leaving)
    for line in lines.order_by("pk"):
        since = max(line.since, on)
        own = Presence.objects.filter(
            Q(until=None) | Q(until__gte=since), organisation=heir, place=line.place_id, work=line.work
        )
        if line.until is not None:
            own = own.filter(since__lte=line.until)
        if not own.exists():
            Presence.objects.create(
                organisation=heir,
                place_id=line.place_id,
                work=line.work,
                since=since,
                until=line.until,
                entered_at=line.entered_at,
            )
        if line.since < on:
            line.until = on - timedelta(days=1)
            line.save(update_fields=["until"])
        else:
            line.delete()
