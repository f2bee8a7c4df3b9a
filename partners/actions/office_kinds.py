"""The Ministry of Home Affairs says which local offices every place has; none is ever taken away."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_container, lock_row
from access.toolkit.texts import guarded
from access.toolkit.versions import compare
from language.text import fold
from language.words import local_day
from partners.active import must_be_active
from partners.loading.local_offices import planned, short_pattern, write_local_offices
from partners.loading.organisations import slug
from partners.models import Committee, Office, OfficeKind, Organisation, Place, Side
from partners.models.office_kinds import HEAD_LENGTH, NAME_LENGTH
from partners.parties import NATIONAL_COMMITTEE

MOST_NAMES = 12
# Offices of more places are made by the worker: a page waits a second at most.
AT_ONCE = 100
_BODIES = {
    Side.GOVERNMENT: Organisation.Kind.LOCAL_OFFICE,
    Side.COMMUNITY: Organisation.Kind.COMMUNITY,
}


@transaction.atomic
def add_office_kind(
    *,
    by: User,
    tier: str,
    side: str,
    name_en: str,
    name_bn: str,
    head_en: str,
    head_bn: str,
    at: datetime,
    aliases: Collection[str] = (),
    parent: Organisation | None = None,
) -> OfficeKind:
    """A kind of local office is entered. Its offices are made by a step of its own, once it was looked at."""
    _hold(by, at)
    names = _named(name_en, name_bn, head_en, head_bn)
    if parent is not None:
        must_be_active(parent, on=local_day(at), field="parent")
        if parent.side != side:
            raise Mendable(_("The body above is of another side. Choose one of this side."), "parent", "side")
    short = slug(names["head_en"])
    if not short:
        raise Mendable(_("Write the title in letters."), "head_en", "letters")
    _must_be_new(tier, short, names)
    return OfficeKind.objects.create(
        tier=tier,
        slug=short,
        kind=_BODIES[Side(side)],
        side=side,
        aliases=_aliases(aliases),
        parent=parent,
        **names,
    )


@transaction.atomic
def rename_office_kind(
    *,
    by: User,
    kind: OfficeKind,
    name_en: str,
    name_bn: str,
    head_en: str,
    head_bn: str,
    at: datetime,
    aliases: Collection[str] = (),
) -> OfficeKind:
    """The offices of a kind are called otherwise; each is found by its old name, and its papers keep it."""
    _hold(by, at)
    held = lock_row(kind)
    compare(held)
    names, more = _named(name_en, name_bn, head_en, head_bn), _aliases(aliases)
    called = (names["name_en"], names["name_bn"], names["head_en"], names["head_bn"])
    if called == held.called and more == held.aliases:
        raise Mendable(_("This is its present name."), "name_en", "same")
    _must_be_new(held.tier, "", names, besides=held)
    if called != held.called and held.made is not None:
        held.formerly.append(list(held.called))
    held.name_en, held.name_bn, held.head_en, held.head_bn = called
    held.aliases = more
    held.save()
    if held.made is not None:
        _carry_out(held, at)
    return held


@transaction.atomic
def make_offices(*, by: User, kind: OfficeKind, at: datetime) -> OfficeKind:
    """Every place of the tier that has no office of the kind gets one. The same again makes nothing."""
    _hold(by, at)
    held = lock_row(kind)
    if held.made is not None and not planned(held).make:
        raise Mendable(_("Every place of this level has one already."), None, "made")
    _carry_out(held, at)
    return held


def carry_out(kind_id: int) -> None:
    """Make or rename what a kind was asked for, if nobody has done so meanwhile."""
    held = lock_row(OfficeKind(pk=kind_id))
    if held.asked_at is not None:
        write_local_offices(OfficeKind.objects.select_related("parent").get(pk=held.pk))


def _hold(by: User, at: datetime) -> Committee:
    """Hold the national committee, whose secretariat alone does this: one at a time."""
    national = Committee.objects.get(code=NATIONAL_COMMITTEE)
    return lock_container(national, by=by, action="keep_office_kinds", at=at)


def _carry_out(kind: OfficeKind, at: datetime) -> None:
    if Place.objects.filter(tier=kind.tier).count() <= AT_ONCE:
        write_local_offices(kind)
        return
    from partners.tasks import ring_for_office_kind

    kind.asked_at = at
    kind.save(update_fields=["asked_at"])
    number = kind.pk
    transaction.on_commit(lambda: ring_for_office_kind(number))


def _named(name_en: str, name_bn: str, head_en: str, head_bn: str) -> dict[str, str]:
    typed = {"name_en": name_en, "name_bn": name_bn, "head_en": head_en, "head_bn": head_bn}
    longest = {"name_en": NAME_LENGTH, "name_bn": NAME_LENGTH, "head_en": HEAD_LENGTH, "head_bn": HEAD_LENGTH}
    return {
        field: guarded(short_pattern(text), field=field, longest=longest[field], required=True)
        for field, text in typed.items()
    }


def _aliases(typed: Collection[str]) -> list[str]:
    if len(typed) > MOST_NAMES:
        raise Mendable(_("These are too many names. Keep those that people use."), "aliases", "most")
    kept = (guarded(short_pattern(one), field="aliases", longest=NAME_LENGTH, required=True) for one in typed)
    return list(dict.fromkeys(kept))


def _must_be_new(tier: str, short: str, names: dict[str, str], besides: OfficeKind | None = None) -> None:
    """Refuse a second kind of the same office: its offices would stand twice at every place."""
    others = OfficeKind.objects.filter(tier=tier)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    for other in others:
        for field in ("name_en", "name_bn"):
            if fold(names[field]) in {fold(one[0 if field == "name_en" else 1]) for one in other.all_called}:
                raise Mendable(_("There is a kind of this name at this level already."), field, "taken")
    if not short:
        return
    if others.filter(slug=short).exists():
        raise Mendable(_("There is a kind with this head at this level already."), "head_en", "taken")
    of_bodies = Office.objects.filter(organisation__isnull=False)
    elsewhere = of_bodies.filter(place__tier=tier, code__endswith=f":{short}")
    if elsewhere.exists():
        raise Mendable(
            _("This is a post of another body of the place already. Name the head of this office."),
            "head_en",
            "post",
        )
