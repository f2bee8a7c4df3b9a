"""National committees and a counter-trafficking committee per district, upazila and union."""

from typing import Any

from access.models import Party
from partners.loading import sources
from partners.loading.organisations import body_code, office_code
from partners.models import Committee, Office, Organisation, Place, Seat, Side, Tier
from partners.parties import NATIONAL_COMMITTEE, committee_parties

_ROLES = {
    "chair": Seat.Role.CHAIR,
    "member secretary": Seat.Role.MEMBER_SECRETARY,
    "member": Seat.Role.MEMBER,
}
_NGO_SEAT = "NGO representative"
_TIERS_BN = {Tier.DISTRICT: "জেলা", Tier.UPAZILA: "উপজেলা", Tier.UNION: "ইউনিয়ন"}
_HEAD_BELOW = {Tier.DISTRICT: "Upazila Nirbahi Officer", Tier.UPAZILA: "Union Parishad chairman"}
_BELOW = {Tier.DISTRICT: Tier.UPAZILA, Tier.UPAZILA: Tier.UNION}


def load_committees() -> int:
    """Load all committees and their seats. Returns how many committees were new or renamed."""
    rows: list[dict[str, Any]] = sources.fixture("committees")
    loaded = 0
    for row in rows:
        if "per" not in row:
            loaded += _national(row)
    above: dict[int, Committee] = {}
    national = Committee.objects.get(code=NATIONAL_COMMITTEE)
    for row in rows:
        if "per" in row:
            fresh, above = _of_tier(row, national, above)
            loaded += fresh
    return loaded


def _national(row: dict[str, Any]) -> int:
    convener = Organisation.objects.get(code=row["convener"])
    details = {
        "tier": row["tier"],
        "convener": convener,
        "name_en": row["name_en"],
        "name_bn": row["name_bn"],
        "short_en": row["code"],
        "short_bn": sources.fixture("short_names")["committees_bn"].get(row["code"], ""),
        "meets_every_months": row["meets_every_months"],
        "is_frequency_verified": row["frequency_verified"],
        "note": row.get("seats_note") or row.get("note", ""),
    }
    committee = Committee.objects.filter(code=row["code"]).first()
    fresh = committee is None
    if committee is None:
        parties = committee_parties(row["code"], row["name_en"], row["name_bn"])
        Party.objects.bulk_create(parties.values())
        committee = Committee.objects.create(code=row["code"], **details, **parties)
    elif (committee.name_en, committee.name_bn) != (row["name_en"], row["name_bn"]):
        Committee.objects.filter(pk=committee.pk).update(**details)
        fresh = True
    _national_seats(committee, convener, row["member_organisations"])
    return int(fresh)


def _national_seats(committee: Committee, convener: Organisation, members: list[str]) -> None:
    seats = sources.fixture("national_seats")
    stored = set(committee.seats.values_list("code", flat=True))
    for place, (role, title_en, title_bn) in enumerate(
        seats["committees"].get(committee.code, seats["default"])
    ):
        code = f"{committee.code}:{role.replace(' ', '-')}"
        if code in stored:
            continue
        office, _ = Office.objects.get_or_create(
            code=f"{convener.code}:{title_en if committee.code in seats['committees'] else code}"[:80],
            defaults={
                "title_en": title_en,
                "title_bn": title_bn,
                "organisation": convener,
                "heads": role == "chair" and committee.code == NATIONAL_COMMITTEE,
                "precedence": place + 1,
            },
        )
        party = Party.objects.create(
            kind=Party.Kind.SEAT, code=f"seat:{code}", label_en=title_en, label_bn=title_bn
        )
        Seat.objects.create(
            code=code,
            committee=committee,
            role=_ROLES[role],
            title_en=title_en,
            title_bn=title_bn,
            office=office,
            side=convener.side,
            precedence=place + 1,
            party=party,
        )
    by_code = {one.code: one for one in Organisation.objects.filter(code__in=members)}
    Seat.objects.bulk_create(
        Seat(
            code=f"{committee.code}:{code}",
            committee=committee,
            organisation=by_code[code],
            title_en=by_code[code].name_en[:160],
            title_bn=by_code[code].name_bn[:160],
            side=by_code[code].side,
            precedence=10 + place,
        )
        for place, code in enumerate(members)
        if f"{committee.code}:{code}" not in stored and by_code[code] != convener
    )


def _of_tier(
    row: dict[str, Any], national: Committee, above: dict[int, Committee]
) -> tuple[int, dict[int, Committee]]:
    tier = Tier(row["tier"])
    stored = {one.code: one for one in Committee.objects.filter(tier=tier)}
    fresh: list[Committee] = []
    parties: list[Party] = []
    renamed: list[Committee] = []
    by_place: dict[int, Committee] = {}
    for place in Place.objects.filter(tier=tier).order_by("pk"):
        name_en = row["name_en"].format(place=place.name_en)
        name_bn = row["name_bn"].format(place=place.name_bn)
        committee = stored.get(f"CTC:{place.code}")
        if committee is None:
            five = committee_parties(f"CTC:{place.code}", name_en, name_bn)
            parties.extend(five.values())
            committee = Committee(
                code=f"CTC:{place.code}",
                tier=tier,
                place=place,
                parent=above.get(place.parent_id or 0, national),
                name_en=name_en,
                name_bn=name_bn,
                **_short(place),
                aliases=[alias.format(place=place.name_bn) for alias in row.get("aliases_bn", ())],
                meets_every_months=row["meets_every_months"],
                is_frequency_verified=row["frequency_verified"],
                note=row.get("note", ""),
                **five,
            )
            fresh.append(committee)
        elif (committee.name_en, committee.name_bn) != (name_en, name_bn):
            committee.name_en, committee.name_bn = name_en, name_bn
            committee.short_en, committee.short_bn = _short(place).values()
            renamed.append(committee)
        by_place[place.pk] = committee
    Party.objects.bulk_create(parties, batch_size=2000)
    sources.measure(Party)
    Committee.objects.bulk_create(fresh, batch_size=1000)
    sources.measure(Committee)
    Committee.objects.bulk_update(renamed, ["name_en", "name_bn", "short_en", "short_bn"], batch_size=1000)
    _seats_of_tier(row, tier, list(by_place.values()))
    return len(fresh) + len(renamed), by_place


def _short(place: Place) -> dict[str, str]:
    """The tier is part of it: Sharsha is a union of the upazila of Sharsha."""
    return {
        "short_en": f"{place.name_en} {place.tier} CTC",
        "short_bn": f"{place.name_bn} {_TIERS_BN[Tier(place.tier)]} সিটিসি",
    }


def _seats_of_tier(row: dict[str, Any], tier: Tier, committees: list[Committee]) -> None:
    """Seat the offices of each committee's place; NGO seats wait until an NGO is named.

    Seats that are there stay as they are, with the role and the organisation given on screen.
    """
    stored = set(Seat.objects.filter(committee__tier=tier).values_list("code", flat=True))
    lacking = [one for one in committees if any(code not in stored for code in _codes(one, row))]
    offices = _offices_of_tier(row["seats"], [one.place for one in lacking if one.place])
    below = _offices_below(tier)
    seats: list[Seat] = []
    for committee in lacking:
        place = committee.place
        assert place is not None
        for order, (role, title_en, title_bn, side) in enumerate(row["seats"], start=1):
            seats.append(
                Seat(
                    code=f"{committee.code}:{order}",
                    committee=committee,
                    role=_ROLES[role],
                    title_en=title_en,
                    title_bn=title_bn,
                    office=None if title_en.startswith(_NGO_SEAT) else offices[office_code(place, title_en)],
                    side=Side(side.lower()),
                    precedence=_precedence(role, order),
                )
            )
    for committee in committees:
        for order, office in enumerate(below.get(committee.place_id or 0, ()), start=1):
            seats.append(
                Seat(
                    code=f"{committee.code}:below-{office.code}"[:200],
                    committee=committee,
                    title_en=office.title_en,
                    title_bn=office.title_bn,
                    office=office,
                    side=Side.GOVERNMENT,
                    precedence=100 + order,
                )
            )
    seats = [seat for seat in seats if seat.code not in stored]
    chairs = [seat for seat in seats if seat.role == Seat.Role.CHAIR]
    parties = [
        Party(kind=Party.Kind.SEAT, code=f"seat:{seat.code}", label_en=seat.title_en, label_bn=seat.title_bn)
        for seat in chairs
    ]
    Party.objects.bulk_create(parties, batch_size=2000)
    sources.measure(Party)
    for seat, party in zip(chairs, parties, strict=True):
        seat.party = party
    Seat.objects.bulk_create(seats, batch_size=5000)


def _codes(committee: Committee, row: dict[str, Any]) -> list[str]:
    return [f"{committee.code}:{order}" for order in range(1, len(row["seats"]) + 1)]


def _precedence(role: str, order: int) -> int:
    return {"chair": 1, "member secretary": 2}.get(role, 10 + order)


def _offices_of_tier(seats: list[list[str]], places: list[Place]) -> dict[str, Office]:
    """Every office a seat of these places needs: those that head a local office, and others within one."""
    wanted = {
        office_code(place, title_en): (place, title_en, title_bn, order)
        for place in places
        for order, (_role, title_en, title_bn, _side) in enumerate(seats)
        if not title_en.startswith(_NGO_SEAT)
    }
    stored = set(Office.objects.filter(place__in=places).values_list("code", flat=True))
    bodies = dict(Organisation.objects.filter(place__in=places).values_list("code", "pk"))
    Office.objects.bulk_create(
        (
            Office(
                code=code,
                title_en=f"{title_en}, {place.name_en}"[:160],
                title_bn=f"{title_bn}, {place.name_bn}"[:160],
                place=place,
                organisation_id=bodies.get(body_code(place, title_en)),
                precedence=20 + order,
            )
            for code, (place, title_en, title_bn, order) in wanted.items()
            if code not in stored
        ),
        batch_size=5000,
    )
    sources.measure(Office)
    return {office.code: office for office in Office.objects.filter(place__in=places)}


def _offices_below(tier: Tier) -> dict[int, list[Office]]:
    """The heads of the places below, who sit in this tier's committee: UNOs, union chairmen."""
    if tier not in _BELOW:
        return {}
    found: dict[int, list[Office]] = {}
    slug = office_code(Place(code=""), _HEAD_BELOW[tier])
    for office in (
        Office.objects.filter(place__tier=_BELOW[tier], code__endswith=slug)
        .select_related("place")
        .order_by("pk")
    ):
        if office.place is not None and office.place.parent_id is not None:
            found.setdefault(office.place.parent_id, []).append(office)
    return found
