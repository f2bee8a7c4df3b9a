"""Ten committees with what each decided, and the officers of their places who do it and look at it.

The six of unions are those whose meetings the press reported; what they decided is invented, as are the
meetings of the two upazilas and the two districts: illustrative, offices only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from access.models import User
from commitments.models import Commitment
from language.words import DHAKA
from meetings.loading import find_committee
from partners import actions
from partners.loading.sources import fixture
from partners.models import Committee, Membership, Office, OfficeHolder, Organisation, Place, Presence, Seat
from partners.models import Work as Field
from partners.queries import find_place

LONG_AGO = datetime(2018, 1, 1, tzinfo=DHAKA)
CHAIR, SECRETARY = "union-parishad-chairman", "union-parishad-administrative-officer"
WARD_3, WARD_7 = "union-parishad-member-ward-3", "union-parishad-member-ward-7"
WOMEN, PREACHER = "upazila-women-affairs-officer", "religious-leader"
POLICE = "officer-in-charge-police-station"
ASSISTANT, ALL = "assistant", "*"
Parts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Task:
    """What is to be done, as the secretary types it, and its parts: who does each, and who looks at it.

    An officer is called by the end of the code of the office; with `^` it is of the place around, with
    `union/` before it of a place below, and an NGO by its code. `*` is whoever there is.
    """

    what: str
    owner: str
    parts: Parts
    others: str = ""
    ticked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sitting:
    """A committee and what it decided; which NGO is there, by a seat, or by work here or around."""

    name: str
    ngo: str
    there: str
    tasks: tuple[Task, ...]
    held: str = "03/11/2026"
    item: str = "প্রতিরোধ ও সেবা"


def _task(
    what: str, owner: str, *parts: tuple[str, str], others: str = "", ticked: Iterable[str] = ()
) -> Task:
    return Task(what, owner, parts, others, tuple(ticked))


SITTINGS = (
    Sitting("Keralkata", "BRAC", "here", (
        _task("৩ নং ওয়ার্ডে উঠান বৈঠক", "৩ নং ওয়ার্ডের সদস্য", (WARD_3, "BRAC")),
        _task("পরিষদে সহায়তা ডেস্ক চালু করা", "ইউনিয়ন পরিষদ", (ASSISTANT, "BRAC")),
        _task("বিদ্যালয়ে আলোচনা", "শিক্ষক", ("teacher", CHAIR), others="প্রেসক্লাবের প্রতিনিধি"),
        _task("তথ্যবোর্ড স্থাপন", "সংশ্লিষ্ট সকল দপ্তর", (WARD_7, "BRAC"), (PREACHER, CHAIR),
              ticked=(WARD_7, PREACHER)),
    )),
    Sitting("Bharashimla", "BRAC", "here", (
        _task("সেবার তালিকা টাঙানো", "ইউপি চেয়ারম্যান", (CHAIR, "BRAC")),
        # Invited, as at one of the reported meetings: she promises nothing before she accepts.
        _task("নারীদের প্রশিক্ষণ", "মহিলা বিষয়ক কর্মকর্তা", (f"^{WOMEN}", "BRAC")),
    ), held="14/10/2026"),
    # Nobody of another side is there: the member secretary of the committee above looks at it.
    Sitting("Shovnali", "", "", (
        _task("প্রত্যাগতদের সেবার তালিকা", "ইউপি সচিব", (SECRETARY, f"^{WOMEN}")),
        _task("হাটে প্রচার", "reserved-seat member, women, 2", ("reserved-seat-member-women-2", f"^{WOMEN}")),
    ), held="06/11/2026"),
    Sitting("Burigoalini", "CARITAS", "sits", (
        _task("ঘাটে মাইকিং", "ইউপি সদস্য, ওয়ার্ড ৩", (WARD_3, "CARITAS")),
        _task("পরামর্শ সেবা", "কারিতাস বাংলাদেশ", ("CARITAS", CHAIR)),
    )),
    Sitting("Kenragachhi", "AGROGOTI", "around", (
        _task("ধর্মীয় সভায় আলোচনা", "ধর্মীয় নেতা", (PREACHER, CHAIR)),
        _task("যৌথ প্রচার", "কেরালকাতা ইউনিয়ন পরিষদ", (f"Keralkata/{CHAIR}", "AGROGOTI")),
    )),
    Sitting("Damodar", "AGROGOTI", "sits", (
        _task("ওয়ার্ডভিত্তিক তালিকা", "ইউপির সকল সদস্য", (ALL, "AGROGOTI")),
    ), held="15/06/2026"),
    Sitting("Phultala", "AGROGOTI", "sits", (
        _task("প্রতি ইউনিয়নে সভা", "সকল ইউনিয়ন পরিষদ", (ALL, "AGROGOTI")),
        _task("মামলার তালিকা প্রেরণ", "ওসি", (POLICE, "AGROGOTI")),
        _task("পরিবার পরিদর্শন", "অগ্রগতি সংস্থা", ("AGROGOTI", POLICE)),
    )),
    Sitting("Sharsha", "RJ", "sits", (
        _task("প্রশিক্ষণার্থী বাছাই", "উপজেলা যুব উন্নয়ন কার্যালয়", ("upazila-youth-development-officer", "RJ")),
        _task("পত্রিকায় প্রচার", "প্রেসক্লাব সভাপতি", ("press-club-president", "RJ"), others="স্থানীয় সাংবাদিকগণ"),
        _task("খাসজমির তালিকা", "সংশ্লিষ্ট সকল দপ্তর", ("assistant-commissioner-land", "RJ"), (POLICE, "RJ"),
              ticked=("assistant-commissioner-land", POLICE)),
    )),
    Sitting("Jashore", "RJ", "sits", (
        _task("মামলার অগ্রগতি জানানো", "পিপি", ("public-prosecutor", "RJ")),
        _task("প্রচারপত্র বিতরণ", "জেলা তথ্য অফিস", ("district-information-officer", "RJ")),
    )),
    Sitting("Satkhira", "AGROGOTI", "sits", (
        _task("চিকিৎসাসেবা", "সিভিল সার্জন", ("civil-surgeon", "AGROGOTI")),
        _task("সীমান্তে টহল সমন্বয়", "এসপি", ("superintendent-of-police", "AGROGOTI")),
    )),
)  # fmt: skip


class Ten:
    """The ten committees with their officers in office, and who is who in them."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.due = f"{now + timedelta(days=60):%d/%m/%Y}"
        rows = fixture("ctc_practice")["meetings"]
        found = [find_committee(row["committee"]) for row in rows]
        self.committees = {
            sitting.name: committee or _local(sitting.name)
            for sitting, committee in zip(SITTINGS, [*found, None, None, None, None], strict=True)
        }
        self.officer = cache(self._officer)
        self.liaison = cache(self._liaison)
        for sitting in SITTINGS:
            self._let_in(sitting, self.committees[sitting.name])

    def _let_in(self, sitting: Sitting, committee: Committee) -> None:
        """Whoever keeps the minutes and the chair, and the NGO that is there."""
        keeping = Seat.objects.filter(committee__in=[committee.pk, committee.parent_id], until=None)
        for seat in keeping.filter(role__in=Seat.SECRETARIAT, office__isnull=False).select_related("office"):
            assert seat.office is not None
            self.officer(seat.office)
        place = committee.place
        assert place is not None
        if not sitting.ngo:
            return
        self.liaison(sitting.ngo)
        body = Organisation.objects.get(code=sitting.ngo)
        seats = committee.seats.filter(side="ngo", office=None, until=None).order_by("precedence", "pk")
        if sitting.there == "sits" and not seats.filter(organisation=body).exists():
            actions.fill_seat(
                by=None, seat=seats.filter(organisation=None)[0], organisation=body, at=self.now
            )
        at = {"here": place, "around": place.parent}.get(sitting.there)
        if at is not None:
            since = LONG_AGO.date()
            Presence.objects.create(
                organisation=body, place=at, work=Field.AWARENESS, since=since, entered_at=LONG_AGO
            )

    def _officer(self, office: Office) -> User:
        """Whoever holds an office; somebody comes into one that is empty."""
        term = OfficeHolder.objects.filter(office=office, period__contains=self.now).first()
        if term is not None and term.person.user is not None:
            return term.person.user
        user = _account(f"office-{office.pk}", office.title_en, office.title_bn)
        person = actions.introduce(user=user, label_en=office.title_en, label_bn=office.title_bn)
        actions.appoint(by=None, office=office, person=person, since=LONG_AGO, at=self.now)
        return user

    def _liaison(self, code: str) -> User:
        body = Organisation.objects.get(code=code)
        serves = Membership.objects.filter(
            organisation=body, role=Membership.Role.LIAISON, period__contains=self.now
        ).first()
        if serves is not None and serves.person.user is not None:
            return serves.person.user
        user = _account(code.lower(), f"Liaison officer, {body.name_en}", f"লিয়াজোঁ কর্মকর্তা, {body.name_bn}")
        person = actions.introduce(user=user, label_en=user.label_en, label_bn=user.label_bn)
        role = Membership.Role.LIAISON
        actions.add_member(by=None, organisation=body, person=person, role=role, since=LONG_AGO, at=self.now)
        return user

    def office(self, committee: Committee, called: str) -> Office:
        """The office at the committee's place that is called so."""
        place: Place | None = committee.place
        if called.startswith("^"):
            place = place and place.parent
        elif "/" in called:
            place = self.committees[called.partition("/")[0]].place
        ending = called.lstrip("^").rpartition("/")[2]
        return Office.objects.select_related("organisation").get(place=place, code__endswith=f":{ending}")

    def body(self, committee: Committee, called: str) -> Organisation:
        """The body of an officer, or an NGO by its code."""
        if called.isupper():
            return Organisation.objects.get(code=called)
        found = self.office(committee, SECRETARY if called == ASSISTANT else called).organisation
        assert found is not None
        return found

    def who(self, committee: Committee, called: str) -> User:
        """The person who acts for it."""
        if called.isupper():
            return self.liaison(called)
        return self.officer(self.office(committee, SECRETARY if called == ASSISTANT else called))

    def in_seat(self, committee: Committee, role: str) -> User:
        """The holder of the seat of this role."""
        seat = committee.seats.select_related("office").get(role=role, until=None)
        assert seat.office is not None
        return self.officer(seat.office)

    def speaks_for(self, user: User) -> Organisation:
        """The body that this person speaks for."""
        terms = OfficeHolder.objects.filter(person__user=user).select_related("office__organisation")
        body = next((one.office.organisation for one in terms), None)
        return body or Membership.objects.select_related("organisation").get(person__user=user).organisation

    def doer(self, commitment: Commitment) -> User:
        """Whoever does what a body or a seat of a group promised: the holder of the seat, else the head."""
        seat, owner = commitment.speaks_for, commitment.owner
        if seat is not None and seat.office is not None:
            return self.officer(seat.office)
        return self.officer(Office.objects.filter(organisation=owner, heads=True).order_by("precedence")[0])

    def seats(self, committee: Committee, endings: Iterable[str]) -> list[str]:
        """The references of these seats, as the boxes to tick carry them."""
        found = (committee.seats.get(office=self.office(committee, one), until=None) for one in endings)
        return [seat.ref for seat in found]

    def let_act(self, committee: Committee) -> None:
        """The chairman of a union lets the administrative officer act for the head."""
        actions.assist(
            by=self.who(committee, CHAIR), office=self.office(committee, CHAIR),
            desk=self.office(committee, SECRETARY), since=self.now, at=self.now, acts=True,
            until=self.now.replace(year=self.now.year + 1),
        )  # fmt: skip


def _local(name: str) -> Committee:
    """The committee of an upazila or district of the two that every test finds, and of the one beside."""
    place = find_place((name, {"Phultala": "Khulna", "Sharsha": "Jashore"}.get(name, "Khulna")))
    assert place is not None, name
    return Committee.objects.get(place=place, tier=place.tier, ended_on=None)


def _account(name: str, label_en: str, label_bn: str) -> User:
    return User.objects.create_user(
        email=f"{name}@ten.invalid",
        email_proved_at=LONG_AGO,
        label_en=label_en,
        label_bn=label_bn,
        language="bn",
    )
