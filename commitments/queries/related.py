"""Which organisations are of one house with another: above it, below it, beside it, or in one coalition."""

from collections.abc import Collection, Iterable

from partners.models import Organisation, Side


def related_to(owner: Organisation, others: Iterable[Organisation]) -> set[int]:
    """Return the owner and those of the others that belong together with it.

    That is what is above it and below it; what is under one body with it, unless that is the government's;
    and what is in one coalition with it, or with anything above either.
    """
    pairs = [(owner, other) for other in others]
    return {owner.pk} | {other for _owner, other in related_pairs(pairs)}


def related_pairs(pairs: Collection[tuple[Organisation, Organisation]]) -> set[tuple[int, int]]:
    """Return those of these pairs, an owner and another body, that belong together."""
    bodies = {one.pk: one for pair in pairs for one in pair}
    known = _with_all_above(bodies.values())
    lines = {pk: _line(pk, known) for pk in bodies}
    coalitions: dict[int, set[int]] = {}
    joined = Organisation.coalitions.through.objects.filter(from_organisation__in=list(known))
    for member, coalition in joined.values_list("from_organisation_id", "to_organisation_id"):
        coalitions.setdefault(member, set()).add(coalition)
    related = set()
    for owner, other in pairs:
        own, line = lines[owner.pk], lines[other.pk]
        own_coalitions, theirs = _of_all(own, coalitions), _of_all(line, coalitions)
        is_kin = any(one in (owner.pk, other.pk) or known[one][1] != Side.GOVERNMENT for one in own & line)
        # A coalition stands for its members: itself, those in it, and those beside them.
        if is_kin or own_coalitions & (theirs | line) or own & theirs:
            related.add((owner.pk, other.pk))
    return related


def _with_all_above(bodies: Iterable[Organisation]) -> dict[int, tuple[int | None, str]]:
    """The parent and the side of these bodies and of all above them."""
    known: dict[int, tuple[int | None, str]] = {one.pk: (one.parent_id, one.side) for one in bodies}
    while missing := {parent for parent, _side in known.values() if parent is not None} - known.keys():
        found = Organisation.objects.filter(pk__in=missing).values_list("pk", "parent_id", "side")
        known |= {pk: (parent, side) for pk, parent, side in found}
    return known


def _line(pk: int, known: dict[int, tuple[int | None, str]]) -> set[int]:
    """A body and all above it; a circle ends where it began."""
    line: set[int] = set()
    at: int | None = pk
    while at is not None and at not in line:
        line.add(at)
        at = known[at][0]
    return line


def _of_all(line: Iterable[int], coalitions: dict[int, set[int]]) -> set[int]:
    return set().union(*(coalitions.get(one, set()) for one in line))
