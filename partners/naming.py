"""Which places, organisations and committees are called so: however it is spelt, in either language."""

from django.db.models import Q, QuerySet

from language.text import fold
from partners.models import Organisation, OrganisationName, Place


def names_are(text: str) -> Q:
    """Places called exactly this, today or in an older spelling."""
    wanted = fold(text)
    return Q(name_en__folded=wanted) | Q(name_bn__folded=wanted) | Q(aliases__folded__contains=[wanted])


def organisation_names_are(text: str) -> Q:
    """Organisations with exactly this name, short name, code, alias or former name."""
    wanted = fold(text)
    former = OrganisationName.objects.filter(Q(name_en__folded=wanted) | Q(name_bn__folded=wanted))
    return _one_of(Organisation.objects.filter(names_are(text) | short_name_is(text)), former)


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
    own = Organisation.objects.filter(
        names_contain(text)
        | Q(short_en__folded__startswith=wanted)
        | Q(short_bn__folded__startswith=wanted)
        | Q(code__folded=wanted)
        | Q(aliases__folded__contains=[wanted])
    )
    placed = Organisation.objects.filter(place__in=Place.objects.filter(names_are(text)).values("pk"))
    return _one_of(own, OrganisationName.objects.filter(names_contain(text)), placed)


def committee_is_called(text: str) -> Q:
    """Committees of a place that is called exactly so, or with this short name."""
    places = Place.objects.filter(names_are(text)).values("pk")
    return Q(place__in=places) | Q(short_en__folded=fold(text))


def committee_is_like(text: str) -> Q:
    """Committees that somebody may mean who types this."""
    return committee_is_called(text) | names_contain(text)


def _one_of(
    own: QuerySet[Organisation], former: QuerySet[OrganisationName], *more: QuerySet[Organisation]
) -> Q:
    """Organisations that one of these finds, each by its own indexes: of all in one OR every row is read."""
    parts = [former.values("organisation"), *(rows.values("pk") for rows in more)]
    return Q(pk__in=own.values("pk").union(*parts, all=True))
