"""What an author can choose of the directory to read something, and how many people that is.

All of it is open to every partner: committees that meet, bodies that take part, and the posts of people who
sign in and serve one or hold an office today. Whoever is none of these cannot be named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.choosing.choices import Choosable, Option, add_choosable
from access.choosing.words import count_with
from access.models import Party
from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from language.text import fold
from language.words import local_day, named
from partners.head_counts import head_count
from partners.models import Committee, Membership, OfficeHolder, Organisation, Person
from partners.naming import committee_is_like, organisation_names_are
from partners.queries import FOUND_AT_MOST, committee_numbers_of, organisation_choices, own_organisations

COMMITTEE, ORGANISATION, PERSON, OWN = "committee", "organisation", "person", "own"


def _committees(viewer: Viewer) -> QuerySet[Committee]:
    on = local_day(viewer.at)
    live = Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    return Committee.objects.permitted(viewer).filter(live).order_by("tier", "name_en")


def _organisations(viewer: Viewer) -> QuerySet[Organisation]:
    on = local_day(viewer.at)
    active = Q(until__isnull=True) | Q(until__gt=on)
    return Organisation.objects.permitted(viewer).filter(active, has_left=False).order_by("name_en")


def people_of_directory(at: datetime) -> QuerySet[Person]:
    """The directory's people who sign in: each by a post of theirs that it shows to everybody."""
    serves = Membership.objects.filter(person=OuterRef("pk"), period__contains=at)
    holds = OfficeHolder.objects.filter(person=OuterRef("pk"), period__contains=at)
    let_in = Q(user__is_active=True, user__is_administrator=False)
    return Person.objects.filter(let_in).filter(Exists(serves) | Exists(holds)).order_by("label_en", "pk")


def _committee(one: Committee) -> Option:
    return Option(COMMITTEE, one.ref, one.name_en, one.name_bn, one.members_party_id)


def _organisation(one: Organisation, kind: str = ORGANISATION) -> Option:
    return Option(
        kind,
        one.ref,
        one.name_en,
        one.name_bn,
        one.all_party_id,
        side=one.side,
        short_en=one.short_en,
        short_bn=one.short_bn,
    )


def _persons(people: Iterable[Person], at: datetime) -> list[Option]:
    """Each with the body or office they are known by."""
    found = list(people)
    known = _known_by([one.pk for one in found], at)
    return [
        Option(
            PERSON,
            one.ref,
            one.label_en,
            one.label_bn,
            user_id=one.user_id,
            line="" if known.get(one.pk) in (one.label_en, one.label_bn) else known.get(one.pk, ""),
        )
        for one in found
    ]


def _known_by(people: Collection[int], at: datetime) -> dict[int, str]:
    held = OfficeHolder.objects.filter(IsAmong("person", list(people)), period__contains=at)
    served = Membership.objects.filter(IsAmong("person", list(people)), period__contains=at)
    offices = {one.person_id: named(one.office, "title") for one in held.select_related("office")}
    return offices | {one.person_id: named(one.organisation) for one in served.select_related("organisation")}


def _people_called(viewer: Viewer, text: str) -> list[Option]:
    wanted = fold(text)
    called = Q(label_en__folded=wanted) | Q(label_bn__folded=wanted)
    return _persons(people_of_directory(viewer.at).filter(called)[:2], viewer.at) if wanted else []


def _people_like(viewer: Viewer, text: str) -> list[Option]:
    """People whose post is like this, else those who serve a body that is."""
    wanted = fold(text)
    if not wanted:
        return []
    like = Q(label_en__folded__contains=wanted) | Q(label_bn__folded__contains=wanted)
    found = list(people_of_directory(viewer.at).filter(like)[:FOUND_AT_MOST])
    if not found:
        bodies = [one.pk for one in organisation_choices(text)]
        serving = Membership.objects.filter(IsAmong("organisation", bodies), period__contains=viewer.at)
        found = list(people_of_directory(viewer.at).filter(pk__in=serving.values("person"))[:FOUND_AT_MOST])
    return _persons(found, viewer.at)


def _committees_called(viewer: Viewer, text: str) -> list[Option]:
    wanted = fold(text)
    called = Q(name_en__folded=wanted) | Q(name_bn__folded=wanted) | Q(short_en__folded=wanted)
    return list(map(_committee, _committees(viewer).filter(called)[:2])) if wanted else []


def committees_like(viewer: Viewer, text: str) -> list[Committee]:
    """Committees somebody may mean who types this, those above first."""
    return list(_committees(viewer).filter(committee_is_like(text))[:FOUND_AT_MOST]) if fold(text) else []


def committees_among(viewer: Viewer, numbers: Sequence[int]) -> list[Committee]:
    """Those of these that still meet, in their order."""
    found = _committees(viewer).filter(IsAmong("pk", numbers))
    return sorted(found, key=lambda one: numbers.index(one.pk))


def _organisations_called(viewer: Viewer, text: str) -> list[Option]:
    called = _organisations(viewer).filter(organisation_names_are(text))
    return [_organisation(one) for one in called[:2]] if fold(text) else []


def _own(viewer: Viewer, kind: str = ORGANISATION) -> list[Option]:
    mine = _organisations(viewer).filter(pk__in=own_organisations(viewer).values("pk"))
    return [_organisation(one, kind) for one in mine]


def _behind_committees(party_ids: Collection[int]) -> list[Option]:
    found = Committee.objects.filter(IsAmong("members_party", list(party_ids)))
    return list(map(_committee, found.order_by("tier", "name_en")))


def _behind_organisations(party_ids: Collection[int]) -> list[Option]:
    found = Organisation.objects.filter(IsAmong("all_party", list(party_ids)))
    return list(map(_organisation, found.order_by("name_en")))


def _behind_people(party_ids: Collection[int]) -> list[Option]:
    codes = Party.objects.filter(IsAmong("pk", list(party_ids)), kind=Party.Kind.PERSON)
    parties = {code.removeprefix("account:"): pk for code, pk in codes.values_list("code", "pk")}
    people = Person.objects.filter(user__ref__in=list(parties)).select_related("user")
    return [
        Option(PERSON, one.ref, one.label_en, one.label_bn, parties[one.user.ref], one.user_id)
        for one in (people.order_by("label_en", "pk") if parties else ())
        if one.user is not None
    ]


def register_choices() -> None:
    """Let audiences be made of the directory, and have them counted."""
    count_with(head_count)
    add_choosable(
        Choosable(
            OWN,
            label=_("Own organisation"),
            says=_("They serve %(names)s."),
            by_ref=lambda viewer, refs: [one for one in _own(viewer, OWN) if one.ref in refs],
            behind=lambda _parties: [],
            own=lambda viewer: _own(viewer, OWN),
            is_alone=True,
        )
    )
    add_choosable(
        Choosable(
            COMMITTEE,
            label=_("Committees"),
            says=_("They sit on %(names)s."),
            by_ref=lambda viewer, refs: map(_committee, _committees(viewer).filter(ref__in=refs)),
            behind=lambda parties: map(
                _committee,
                Committee.objects.filter(IsAmong("members_party", list(parties))).order_by("tier", "name_en"),
            ),
            own=lambda viewer: map(
                _committee, _committees(viewer).filter(IsAmong("pk", committee_numbers_of(viewer)))
            ),
            called=_committees_called,
            like=lambda viewer, text: list(map(_committee, committees_like(viewer, text))),
            add=_("Another committee: type its place or name"),
            chosen_by="committees",
            part="partners/found_committee.html",
        )
    )
    add_choosable(
        Choosable(
            ORGANISATION,
            label=_("Organisations"),
            says=_("They serve %(names)s."),
            by_ref=lambda viewer, refs: map(_organisation, _organisations(viewer).filter(ref__in=refs)),
            behind=lambda parties: map(
                _organisation,
                Organisation.objects.filter(IsAmong("all_party", list(parties))).order_by("name_en"),
            ),
            own=_own,
            called=_organisations_called,
            like=lambda _viewer, text: list(map(_organisation, organisation_choices(text))),
            add=_("Another organisation: type its name or short name"),
            chosen_by="organisations",
            part="partners/found.html",
        )
    )
    add_choosable(
        Choosable(
            PERSON,
            label=_("People"),
            says=_("Named as people: %(count)s."),
            by_ref=lambda viewer, refs: _persons(
                people_of_directory(viewer.at).filter(ref__in=refs), viewer.at
            ),
            behind=_behind_people,
            own=lambda _viewer: [],
            called=_people_called,
            like=_people_like,
            add=_("Somebody by post: type the post, or the organisation"),
            chosen_by="people",
            part="partners/found_person.html",
        )
    )
