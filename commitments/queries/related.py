"""Which organisations are of one house with another: above it, below it, or in one coalition with it."""

from collections.abc import Iterable

from partners.models import Organisation


def related_to(owner: Organisation, others: Iterable[Organisation]) -> set[int]:
    """Return the owner and those of the others above it, below it, or in one coalition with it."""
    others = list(others)
    parent_of: dict[int, int | None] = {one.pk: one.parent_id for one in (owner, *others)}
    missing = {parent for parent in parent_of.values() if parent is not None} - parent_of.keys()
    while missing:
        found: dict[int, int | None] = dict(
            Organisation.objects.filter(pk__in=missing).values_list("pk", "parent_id")
        )
        parent_of |= found
        missing = {parent for parent in found.values() if parent is not None} - parent_of.keys()

    def above(pk: int) -> set[int]:
        chain: set[int] = set()
        parent = parent_of[pk]
        while parent is not None and parent not in chain:
            chain.add(parent)
            parent = parent_of[parent]
        return chain

    coalitions: dict[int, set[int]] = {}
    joined = Organisation.coalitions.through.objects.filter(from_organisation__in=[owner.pk, *parent_of])
    for member, coalition in joined.values_list("from_organisation_id", "to_organisation_id"):
        coalitions.setdefault(member, {member}).add(coalition)
    own = coalitions.get(owner.pk, {owner.pk})
    over_owner = above(owner.pk)
    related = {owner.pk, *over_owner}
    for other in others:
        # A coalition stands for its members: itself, those in it, and those beside them.
        if owner.pk in above(other.pk) or own & coalitions.get(other.pk, {other.pk}):
            related.add(other.pk)
    return related
