"""The directory as its pages list it: committees by place, organisations by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.accounts.own_matters import Matter
from access.rules.conditions import IsAmong
from access.rules.engine import PermittedQuerySet
from access.rules.viewer import Viewer
from access.toolkit.gathering import Selection
from access.toolkit.keyset import Page
from access.toolkit.lists import Chip, Column, Filter, RecordList
from access.toolkit.rows import InOrder, OfAudience, Part
from language.digits import is_bangla
from language.fields import LineField
from language.text import fold
from language.words import local_day, named
from partners.cells import (
    CHANGE_COLUMNS,
    COLUMNS,
    organisation_lines,
)
from partners.models import (
    Committee,
    Delegation,
    Introduction,
    Membership,
    Office,
    OfficeChange,
    OfficeHolder,
    Organisation,
    Seat,
    Side,
    Tier,
)
from partners.naming import (
    committee_is_called,
    committee_is_like,
    names_are,
    organisation_is_like,
    short_name_is,
)
from partners.places_typed import places_meant

PAGE_SIZE = 25
# A district has at most some 20 upazilas, an upazila some 30 unions: one page holds them.
BELOW_AT_MOST = 100


def _organisations(viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[Organisation]:
    """Organisations a text may mean; without a search the national ones, for local offices are thousands.

    What is called exactly as typed stands first: who types a short name means its body, not the 25
    unions that have its letters.
    """
    text = chosen.get("q", "")
    rows = Organisation.objects.permitted(viewer).select_related("successor", "place")
    if not fold(text):
        return rows.filter(place=None).annotate(rank=Value(1))
    exact = short_name_is(text) | names_are(text)
    return rows.filter(organisation_is_like(text)).annotate(rank=Case(When(exact, then=0), default=1))


def _side(side: str) -> Callable[[Viewer], Part]:
    return lambda _viewer: Part(narrow=Q(side=side))


def _order() -> tuple[str, ...]:
    return "rank", "name_bn" if is_bangla() else "name_en", "pk"


def _heard(viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[Organisation]:
    """The organisations of a place that sounds so, or that lies in what is named with it."""
    rows = Organisation.objects.permitted(viewer).select_related("successor", "place")
    return rows.filter(place__in=places_meant(chosen["q"])).annotate(rank=Value(1))


@dataclass(frozen=True)
class _OrHeard(InOrder[Organisation]):
    """Where nothing is called so, what sounds so: asked only then."""

    def page(self, viewer: Viewer, part: Part, chosen: Mapping[str, Any], **place: Any) -> Page[Organisation]:
        """Return one page of the rows."""
        found = super().page(viewer, part, chosen, **place)
        if found.records or not fold(chosen.get("q") or ""):
            return found
        return InOrder(self.name, _heard, _order).page(viewer, part, chosen, **place)


ORGANISATIONS = RecordList(
    url_name="partners",
    rows=_OrHeard("organisations", _organisations, _order),
    chips=(
        Chip("all", gettext_lazy("All sides")),
        *(Chip(side.value, side.label, _side(side.value)) for side in Side),
    ),
    filters=(
        Filter(
            "q",
            lambda _viewer: LineField(label=gettext_lazy("Search"), required=False, max_length=120),
        ),
    ),
    columns=(
        Column("organisation", gettext_lazy("Organisation")),
        Column("kind", gettext_lazy("Kind")),
        Column("state", gettext_lazy("State")),
        *COLUMNS,
    ),
    title=gettext_lazy("Partners"),
    lines=organisation_lines,
)


def national_committees(viewer: Viewer) -> list[Committee]:
    """The committees of the nation, the coordination committee first."""
    rows = Committee.objects.permitted(viewer).filter(tier=Tier.NATIONAL).select_related("convener")
    return sorted(rows, key=lambda one: (one.code != "NCC", one.name_en))


def district_committees(viewer: Viewer) -> list[Committee]:
    """The committees of the districts, division by division."""
    column = "name_bn" if is_bangla() else "name_en"
    rows = Committee.objects.permitted(viewer).filter(tier=Tier.DISTRICT).select_related("place__parent")
    return list(rows.order_by(f"place__parent__{column}", f"place__{column}")[:BELOW_AT_MOST])


def search_committees(viewer: Viewer, text: str) -> tuple[list[Committee], bool]:
    """Committees whose place or name is called so, a page of them; and whether there are more."""
    exact = Case(When(committee_is_called(text), then=0), default=1)
    rows = Committee.objects.permitted(viewer).filter(committee_is_like(text))
    rows = rows.select_related("place__parent__parent")
    found = list(rows.order_by(exact, "tier", "name_en", "pk")[: PAGE_SIZE + 1])
    if not found:
        heard = Committee.objects.permitted(viewer).filter(place__in=places_meant(text))
        heard = heard.select_related("place__parent__parent").order_by("tier", "name_en", "pk")
        found = list(heard[: PAGE_SIZE + 1])
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE


class Below(NamedTuple):
    """A committee below another, called by its place where it has one."""

    ref: str
    name_en: str
    name_bn: str


def below(viewer: Viewer, committee: Committee) -> list[Below]:
    """The committees that report straight to this one, by the name of their place."""
    column = "name_bn" if is_bangla() else "name_en"
    rows = Committee.objects.permitted(viewer).filter(parent=committee)
    names = [Coalesce(f"place__{name}", name) for name in ("name_en", "name_bn")]
    found = rows.order_by(f"place__{column}", "pk").values_list("ref", *names)
    return [Below(*row) for row in found[:BELOW_AT_MOST]]


def delegations_of(committee: Committee, at: datetime) -> list[Delegation]:
    """Who takes the committee's minutes now or will: the party decides, guardian's row documents it."""
    rows = Delegation.objects.not_over(at).filter(committee=committee)
    return list(cast("QuerySet[Delegation]", rows).select_related("person__user").order_by("period", "pk"))


def seats_of_organisation(organisation: Organisation) -> list[Seat]:
    """Where an organisation sits: by its own name or by one of its offices."""
    rows = Seat.objects.filter(
        Q(organisation=organisation) | Q(office__organisation=organisation), until=None
    )
    return list(
        rows.select_related("committee", "office").order_by("committee__tier", "committee__name_en")[:50]
    )


def members_of(organisation: Organisation, at: datetime) -> list[Membership]:
    """Who serves an organisation now or will, by post; not those who were invited and have not come."""
    invited = Introduction.objects.filter(organisation=organisation).exclude(
        state=Introduction.State.ACCEPTED
    )
    rows = Membership.objects.not_over(at).filter(organisation=organisation)
    here = cast("QuerySet[Membership]", rows).exclude(person__in=invited.values("person"))
    return list(here.select_related("person").order_by("role", "pk")[:100])


def signed_in_members(organisation: Organisation, at: datetime) -> list[Membership]:
    """Who serves an organisation at this instant and signs in: those who can be let do something."""
    rows = Membership.objects.filter(organisation=organisation, period__contains=at)
    here = cast("QuerySet[Membership]", rows).filter(
        person__user__is_active=True, person__user__is_administrator=False
    )
    return list(here.select_related("person__user").order_by("role", "pk")[:100])


def invited_into(organisation: Organisation) -> list[Introduction]:
    """Who was entered into an organisation and has not come yet, for those who keep it."""
    open_ones = Introduction.objects.filter(organisation=organisation, live=True)
    return list(open_ones.select_related("person").order_by("-pk")[:100])


def invited_holder(seat: Seat) -> Introduction | None:
    """The entry by which the holder of a seat's office was invited, while they have not come."""
    if seat.holder is None:
        return None
    return Introduction.objects.filter(person=seat.holder.person_id, office=seat.office_id, live=True).first()


def invited_into_office(office: Office, at: datetime) -> Introduction | None:
    """The entry by which the holder of an office was invited, while they have not come."""
    holding = OfficeHolder.objects.filter(office=office, period__contains=at)
    return Introduction.objects.filter(person__in=holding.values("person"), office=office, live=True).first()


def holder_of(office: Office, at: datetime) -> OfficeHolder | None:
    """Who holds an office at this instant."""
    return OfficeHolder.objects.filter(office=office, period__contains=at).first()


def seats_of_office(office: Office) -> list[Seat]:
    """Where an office sits."""
    rows = Seat.objects.filter(office=office, until=None).select_related("committee")
    return list(rows.order_by("committee__tier", "committee__name_en")[:50])


def offices_to_hand_over(viewer: Viewer, organisation: Organisation) -> list[Office]:
    """The offices of a body whose holder this person names by right."""
    rows = Office.objects.permitted(viewer, "appoint").filter(organisation=organisation)
    return list(rows.order_by("-heads", "precedence", "pk")[:50])


def latest_change(viewer: Viewer, office: Office) -> OfficeChange | None:
    """The last entry of an office's holder by a secretariat, as far as this person may read it."""
    rows = OfficeChange.objects.permitted(viewer).filter(office=office)
    return rows.order_by("-at", "-pk").first()


def changes_in_full() -> PermittedQuerySet[OfficeChange]:
    """Entries of office holders with what a page says of them."""
    return OfficeChange.objects.get_queryset().select_related(
        "office__organisation", "entered_for", "entered_by", "objected_by", "decided_by", "incoming_term"
    )


OFFICE_CHANGES = RecordList(
    url_name="office_changes",
    rows=OfAudience(OfficeChange, changes_in_full),
    chips=(
        Chip("all", gettext_lazy("All entries"), lambda _viewer: Part(latest_first=True)),
        Chip(
            "objections",
            gettext_lazy("Objections that wait"),
            lambda _viewer: Part(live=True, latest_first=True),
            empty=gettext_lazy("No objection waits."),
        ),
    ),
    columns=CHANGE_COLUMNS,
    title=gettext_lazy("Changes of office holders"),
)


def _objections(viewer: Viewer) -> QuerySet[OfficeChange]:
    rows = OfficeChange.objects.permitted(viewer, "decide").filter(live=True)
    mine = IsAmong("outgoing_party", viewer.party_ids) | IsAmong("incoming_party", viewer.party_ids)
    own = OfficeChange.objects.filter(mine).values("pk")
    me = viewer.user.pk
    others = rows.exclude(pk__in=own).exclude(Q(entered_by=me) | Q(objected_by=me))
    return others.order_by("objected_at", "pk")


# Objections that wait for somebody's secretariat, the oldest first; none of their own entries.
OBJECTIONS = Selection(
    OfficeChange, _objections, lambda: OfficeChange.objects.select_related("office", "entered_for")
)


def taken_from(viewer: Viewer) -> list[Matter]:
    """Entries by which an office was taken from this person, while they can object or it is undecided."""
    today = local_day(viewer.at)
    rows = OfficeChange.objects.filter(outgoing_party__in=viewer.party_ids, decided_at=None).filter(
        Q(objection_until__gte=today) | Q(live=True)
    )
    return [
        Matter(
            _("An order was entered: %(office)s changed hands") % {"office": named(change.office, "title")},
            reverse("office_change", args=[change.ref]),
        )
        for change in rows.select_related("office").order_by("-at", "-pk")[:20]
    ]
