"""Thirteen people to sign in as: offices and posts, no invented names.

The same definitions serve the demonstration and the tests. Everything is done through the
actions of the rooms, in the order it would happen: the operator enters who holds which office,
then secretariats fill seats and delegate their minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from access.models import User
from partners import actions
from partners.models import (
    Committee,
    Membership,
    Office,
    OfficeHolder,
    Organisation,
    Person,
    Place,
    Seat,
    Tier,
)
from partners.queries import find_place

DOMAIN = "shomonnoy.example"
# In office long enough to have called the meetings of the demonstration.
IN_OFFICE = timedelta(days=700)
DELEGATED = timedelta(days=365)


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as."""

    key: str
    label_en: str
    label_bn: str
    language: str
    # Field people sign in with a mobile number as well.
    mobile: str = ""
    is_administrator: bool = False

    @property
    def email(self) -> str:
        """The address the persona signs in with; it leads nowhere."""
        return f"{self.key.replace('_', '-')}@{DOMAIN}"

    @property
    def sign_in_name(self) -> str:
        """What the persona types at the door: field people a mobile number."""
        return self.mobile or self.email


PERSONAS = (
    Persona(
        "ncc_secretary",
        "Coordinator, Ministry of Home Affairs (member secretary, NCC)",
        "সমন্বয়কারী, স্বরাষ্ট্র মন্ত্রণালয় (সদস্য-সচিব, জাতীয় সমন্বয় কমিটি)",
        "en",
    ),
    Persona(
        "ncc_chair",
        "Senior Secretary, Ministry of Home Affairs (chairperson, NCC)",
        "সিনিয়র সচিব, স্বরাষ্ট্র মন্ত্রণালয় (সভাপতি, জাতীয় সমন্বয় কমিটি)",
        "bn",
    ),
    Persona("facilitator", "Facilitator, Agrogoti Sangstha", "ফ্যাসিলিটেটর, অগ্রগতি সংস্থা", "bn", "01700000101"),
    Persona("oversight", "Independent oversight", "স্বাধীন তদারকি", "en"),
    Persona("dc_jashore", "Deputy Commissioner, Jashore", "জেলা প্রশাসক, যশোর", "bn"),
    Persona(
        "dd_women_jashore",
        "Deputy Director, Women Affairs, Jashore",
        "উপপরিচালক, মহিলা বিষয়ক অধিদপ্তর, যশোর",
        "bn",
    ),
    Persona("uno_sharsha", "Upazila Nirbahi Officer, Sharsha", "উপজেলা নির্বাহী অফিসার, শার্শা", "bn"),
    Persona("bnwla_liaison", "Liaison officer, BNWLA", "লিয়াজোঁ কর্মকর্তা, মহিলা আইনজীবী সমিতি", "en"),
    Persona("rj_liaison", "Liaison officer, Rights Jessore", "লিয়াজোঁ কর্মকর্তা, রাইটস যশোর", "bn"),
    Persona("rj_staff", "Field staff, Rights Jessore", "মাঠকর্মী, রাইটস যশোর", "bn", "01700000102"),
    Persona(
        "far_liaison",
        "Liaison officer, Centre for Women and Children Studies",
        "লিয়াজোঁ কর্মকর্তা, সেন্টার ফর উইমেন অ্যান্ড চিলড্রেন স্টাডিজ",
        "en",
    ),
    Persona(
        "moewoe_focal",
        "Focal point, Ministry of Expatriates' Welfare and Overseas Employment",
        "ফোকাল পয়েন্ট, প্রবাসী কল্যাণ ও বৈদেশিক কর্মসংস্থান মন্ত্রণালয়",
        "bn",
    ),
    Persona("administrator", "Technical administrator", "কারিগরি প্রশাসক", "en", is_administrator=True),
)

_LIAISON, _STAFF = Membership.Role.LIAISON, Membership.Role.STAFF
_SERVES = {
    "facilitator": ("AGROGOTI", _STAFF),
    "bnwla_liaison": ("BNWLA", _LIAISON),
    "rj_liaison": ("RJ", _LIAISON),
    "rj_staff": ("RJ", _STAFF),
    "far_liaison": ("CWCS", _LIAISON),
    "moewoe_focal": ("MoEWOE", _LIAISON),
}


@transaction.atomic
def load_personas(
    *, password: str, now: datetime, delegated_until: datetime | None = None
) -> Mapping[str, User]:
    """Make the personas that are missing; a second time only the password is set anew."""
    users: dict[str, User] = {}
    people: dict[str, Person] = {}
    for persona in PERSONAS:
        users[persona.key] = user = _user(persona, password, now)
        if not persona.is_administrator:
            people[persona.key] = actions.introduce(
                user=user, label_en=persona.label_en, label_bn=persona.label_bn
            )
    since = now - IN_OFFICE
    for key, office in _offices().items():
        if not OfficeHolder.objects.filter(office=office, period__contains=now).exists():
            actions.appoint(by=None, office=office, person=people[key], since=since, at=now)
    for key, (code, role) in _SERVES.items():
        organisation = Organisation.objects.get(code=code)
        if not Membership.objects.filter(person=people[key], organisation=organisation, role=role).exists():
            actions.add_member(
                by=None, organisation=organisation, person=people[key], role=role, since=since, at=now
            )
    actions.name_oversight(user=users["oversight"], since=since)
    _fill_and_delegate(users, people, now, delegated_until or now + DELEGATED)
    return users


def _user(persona: Persona, password: str, now: datetime) -> User:
    user = User.objects.find(persona.email)
    if user is None:
        return User.objects.create_user(
            email=persona.email,
            mobile=persona.mobile or None,
            password=password,
            language=persona.language,
            label_en=persona.label_en,
            label_bn=persona.label_bn,
            is_administrator=persona.is_administrator,
            email_proved_at=now,
            mobile_proved_at=now if persona.mobile else None,
        )
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def _offices() -> dict[str, Office]:
    jashore, sharsha = jashore_district(), sharsha_upazila()
    offices = {
        "ncc_chair": _seat_of("NCC", Seat.Role.CHAIR),
        "ncc_secretary": _seat_of("NCC", Seat.Role.MEMBER_SECRETARY),
        "dc_jashore": _seat_of(f"CTC:{jashore.code}", Seat.Role.CHAIR),
        "dd_women_jashore": _seat_of(f"CTC:{jashore.code}", Seat.Role.MEMBER_SECRETARY),
        "uno_sharsha": _seat_of(f"CTC:{sharsha.code}", Seat.Role.CHAIR),
    }
    return {key: seat.office for key, seat in offices.items() if seat.office is not None}


def _seat_of(committee: str, role: str) -> Seat:
    return Seat.objects.select_related("office").get(committee__code=committee, role=role)


def jashore_district() -> Place:
    """The district of the demonstration."""
    place = find_place(("Jashore", "Khulna"))
    assert place is not None and place.tier == Tier.DISTRICT
    return place


def sharsha_upazila() -> Place:
    """The border upazila of the demonstration."""
    place = find_place(("Sharsha", "Jashore"))
    assert place is not None and place.tier == Tier.UPAZILA
    return place


def _fill_and_delegate(
    users: Mapping[str, User], people: Mapping[str, Person], now: datetime, until: datetime
) -> None:
    """Rights Jessore takes an NGO seat in Jashore and in Sharsha; a facilitator takes the minutes there."""
    rights_jessore = Organisation.objects.get(code="RJ")
    jashore = Committee.objects.get(place=jashore_district())
    sharsha = Committee.objects.get(place=sharsha_upazila())
    for committee, secretary in ((jashore, "dd_women_jashore"), (sharsha, "uno_sharsha")):
        seats = Seat.objects.filter(committee=committee, side="ngo").select_related("committee")
        if not seats.filter(organisation__isnull=False).exists():
            seat = seats.order_by("precedence", "pk")[0]
            actions.fill_seat(by=users[secretary], seat=seat, organisation=rights_jessore, at=now)
    facilitator = people["facilitator"]
    if not facilitator.delegations.filter(committee=sharsha).exists():
        actions.delegate_minutes(
            by=users["uno_sharsha"],
            committee=sharsha,
            person=facilitator,
            since=now - timedelta(days=60),
            until=until,
            at=now,
        )
