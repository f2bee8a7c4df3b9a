"""Which places, organisations and committees are called so: however it is spelt, in either language."""

from django.db.models import Exists, OuterRef, Q

from language.text import fold
from partners.models import OrganisationName, Place


def names_are(text: str) -> Q:
    """Places called exactly this, today or in an older spelling."""
    wanted = fold(text)
    return Q(name_en__folded=wanted) | Q(name_bn__folded=wanted) | Q(aliases__folded__contains=[wanted])


def organisation_names_are(text: str) -> Q:
    """Organisations with exactly this name, short name, code, alias or former name."""
    wanted = fold(text)
    former = OrganisationName.objects.filter(organisation=OuterRef("pk")).filter(
        Q(name_en__folded=wanted) | Q(name_bn__folded=wanted)
    )
    return names_are(text) | short_name_is(text) | Q(Exists(former))


def short_name_is(text: str) -> Q:
    """Those whose short name or code is this."""
    wanted = fold(text)
    return Q(short_en__folded=wanted) | Q(short_bn__folded=wanted) | Q(code__folded=wanted)


def names_contain(text: str) -> Q:
    """Organisations or committees whose name holds these letters."""
    wanted = fold(text)
    return Q(name_en__folded__contains=wanted) | Q(name_bn__folded__contains=wanted)


def organisation_is_like(text: str) -> Q:
    """Organisations that somebody may mean who types this, those of a place with this name too."""
    wanted = fold(text)
    former = OrganisationName.objects.filter(organisation=OuterRef("pk")).filter(names_contain(text))
    return (
        names_contain(text)
        | Q(short_en__folded__startswith=wanted)
        | Q(short_bn__folded__startswith=wanted)
        | Q(code__folded=wanted)
        | Q(aliases__folded__contains=[wanted])
        | Q(Exists(former))
        | Q(place__in=Place.objects.filter(names_are(text)).values("pk"))
    )
