"""A few current meetings and commitments that make the desks alive. Nothing of it happened.

Dates are counted in working days from the day of the first start. Everything is done through the
actions of the rooms, by the personas, each at its own hour in the past; what is left open is what
a visitor can try: minutes to approve, a draft to finish, evidence to verify, a promise that is late.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from access.models import User
from access.rules.engine import people_who_may
from commitments import actions as promises
from commitments.models import Commitment
from commitments.queries.hands import people_who_do_it
from commitments.queries.who_verifies import to_be_named
from language.words import DHAKA, local_day
from meetings import actions as sittings
from meetings.models import Attendance, Meeting, Minutes
from meetings.seating import room_of
from notifications.working_days import add_working_days
from partners.models import Committee, Organisation
from partners.queries import find_place

People = Mapping[str, User]


@dataclass(frozen=True)
class Days:
    """The days around the first start, in working days."""

    now: datetime

    @property
    def today(self) -> date:
        """The day of the first start."""
        return local_day(self.now)

    def day(self, working_days: int) -> date:
        """So many working days from today; negative for days that have passed."""
        return add_working_days(self.today, working_days)

    def hour(self, working_days: int, hour: int) -> datetime:
        """An hour of that day, and never later than now for what has been done."""
        return min(datetime.combine(self.day(working_days), time(hour), DHAKA), self.now)


@dataclass(frozen=True)
class Point:
    """What a body is to do, and in how many working days from today it falls due."""

    what: str
    owner: Organisation
    due: int


@dataclass(frozen=True)
class Item:
    """One item of a meeting with what was written on it."""

    title: str
    discussion: str = ""
    decision: str = ""
    points: Sequence[Point] = ()


@dataclass(frozen=True)
class Sitting:
    """A meeting that was held so many working days ago."""

    committee: Committee
    held: int
    secretary: User
    items: Sequence[Item]
    place: str
    number: int | None = None
    kind: Meeting.Kind = Meeting.Kind.ORDINARY
    title: str = ""
    # Who calls it where the one who writes may not.
    caller: User | None = None


def load_illustrative(people: People, now: datetime) -> int:
    """Make the set once; returns how many meetings it has."""
    days = Days(now)
    national = Committee.objects.get(code="NCC")
    jashore = _committee_of("Jashore", "Khulna")
    sharsha = _committee_of("Sharsha", "Jashore")
    _national_meeting(people, days, national)
    _earlier_district_meeting(people, days, jashore)
    _district_meeting(people, days, jashore)
    _confirmed(people, days, jashore)
    _draft_with_chair(people, days, national)
    _draft_of_facilitator(people, days, sharsha)
    _called(people["dd_women_jashore"], days, jashore, 3, "জেলা প্রশাসকের সম্মেলন কক্ষ", 10)
    _called(people["ncc_secretary"], days, national, 6, "Conference room, Ministry of Home Affairs", 11)
    return Meeting.objects.filter(is_illustrative=True).count()


def _national_meeting(people: People, days: Days, committee: Committee) -> None:
    bnwla, moewoe, mowca = (_organisation(code) for code in ("BNWLA", "MoEWOE", "MoWCA"))
    contacts = "Send every district committee the contact list of legal-aid lawyers for returnees"
    licences = "Send district committees the list of suspended recruiting licences, each month"
    shelters = "Report free places in shelters by division, each quarter"
    sitting = Sitting(
        committee=committee,
        held=-15,
        number=40,
        secretary=people["ncc_secretary"],
        place="Conference room, Ministry of Home Affairs",
        items=(
            Item(
                "Legal aid for returnees",
                "District committees do not know whom to call when a returnee wants to file a case.",
                "One contact list for all districts, kept current by the organisation that gives legal aid.",
                (Point(contacts, bnwla, -3),),
            ),
            Item(
                "Recruiting licences",
                "Suspended licences are published, but the news reaches the unions late.",
                "The list goes to district committees each month.",
                (Point(licences, moewoe, 4),),
            ),
            Item(
                "Places in shelters",
                "Referrals wait because nobody knows where a place is free.",
                "Free places are reported each quarter.",
                (Point(shelters, mowca, 20),),
            ),
        ),
    )
    made = _circulated(sitting, days, chair=people["ncc_chair"])
    _accepted(made[contacts], people["bnwla_liaison"], days, -12)
    promise = _accepted(made[licences], people["moewoe_focal"], days, -12, prefer=bnwla)
    promises.report(
        by=people["moewoe_focal"],
        commitment=promise,
        text="The first list went to the 64 district committees by e-mail and by post.",
        at=days.hour(-1, 12),
    )


def _earlier_district_meeting(people: People, days: Days, committee: Committee) -> None:
    """Its minutes were corrected by a member, and what it decided was kept."""
    rights_jessore = _organisation("RJ")
    desk = "বেনাপোলে প্রত্যাগতদের তথ্যকেন্দ্রের সময়সূচি কমিটিকে জানানো"
    item = Item(
        "প্রত্যাগতদের তথ্যকেন্দ্র",
        "তথ্যকেন্দ্র কখন খোলা থাকে, তা উপজেলা কমিটিগুলো জানে না।",
        "তথ্যকেন্দ্রের সময়সূচি প্রতি ত্রৈমাসিকে জানানো হবে।",
        (Point(desk, rights_jessore, -25),),
    )
    sitting = Sitting(
        committee=committee,
        held=-40,
        number=10,
        secretary=people["dd_women_jashore"],
        place="জেলা প্রশাসকের সম্মেলন কক্ষ",
        items=(item,),
    )
    made = _circulated(sitting, days, chair=people["dc_jashore"])
    promise = _accepted(made[desk], people["rj_liaison"], days, -36, prefer=_office_body(committee))
    text = "সময়সূচি সকল উপজেলা কমিটিতে পাঠানো হয়েছে।"
    promises.report(by=people["rj_liaison"], commitment=promise, text=text, at=days.hour(-30, 11))
    promises.verify(by=people["dc_jashore"], commitment=promise, at=days.hour(-28, 15))


def _confirmed(people: People, days: Days, committee: Committee) -> None:
    """The tenth meeting's minutes are corrected, and confirmed at the eleventh."""
    earlier, later = (
        Meeting.objects.get(sittings__committee=committee, sittings__number=number) for number in (10, 11)
    )
    correction = sittings.propose_correction(
        by=people["rj_liaison"],
        minutes=earlier.minutes,
        line="items.1.decision",
        wished="তথ্যকেন্দ্রের সময়সূচি প্রতি মাসে জানানো হবে।",
        reason="সভায় প্রতি মাসের কথা বলা হয়েছিল।",
        at=days.hour(-35, 11),
    )
    secretary = people["dd_women_jashore"]
    sittings.answer_correction(
        by=secretary, correction=correction, answer="accepted", note="", at=days.hour(-34, 11)
    )
    sittings.confirm(by=secretary, minutes=earlier.minutes, meeting=later, at=days.hour(-11, 11))


def _district_meeting(people: People, days: Days, committee: Committee) -> None:
    rights_jessore = _organisation("RJ")
    dc_office = _office_body(committee)
    sharsha_uno = _office_body(_committee_of("Sharsha", "Jashore"))
    visits = "শার্শা উপজেলায় প্রত্যাগতদের পরিবার পরিদর্শন করে তাঁদের প্রয়োজনীয় সেবার তালিকা দেওয়া"
    focal = "প্রতিটি উপজেলায় আশ্রয়কেন্দ্রের জন্য একজন ফোকাল পয়েন্ট মনোনয়ন"
    yards = "সীমান্তবর্তী গ্রামগুলোতে নিরাপদ অভিবাসন বিষয়ে উঠান বৈঠক"
    workers = "মাঠকর্মীদের কর্ম এলাকা অনুযায়ী তালিকা জেলা কমিটিতে পাঠানো"
    sitting = Sitting(
        committee=committee,
        held=-12,
        number=11,
        secretary=people["dd_women_jashore"],
        place="জেলা প্রশাসকের সম্মেলন কক্ষ",
        items=(
            Item(
                "প্রত্যাগতদের সেবা",
                "প্রত্যাগতদের পরিবার কোন সেবা পাচ্ছে, তার হালনাগাদ তথ্য কমিটির কাছে নেই।",
                "পরিবার পরিদর্শন করে সেবার চাহিদা জানানো হবে।",
                (Point(visits, rights_jessore, 2), Point(workers, rights_jessore, 9)),
            ),
            Item(
                "আশ্রয়কেন্দ্র ও সচেতনতা",
                "রাতে উদ্ধারের পর কাকে জানাতে হবে, তা উপজেলা পর্যায়ে নির্দিষ্ট নয়।",
                "উপজেলা পর্যায়ে দায়িত্ব নির্দিষ্ট করা হবে এবং সীমান্ত এলাকায় উঠান বৈঠক হবে।",
                (Point(focal, dc_office, -1), Point(yards, sharsha_uno, 8)),
            ),
        ),
    )
    made = _circulated(sitting, days, chair=people["dc_jashore"])
    _accepted(made[visits], people["rj_liaison"], days, -9)
    list_sent = _accepted(made[workers], people["rj_liaison"], days, -9, prefer=dc_office)
    promises.report(
        by=people["rj_liaison"],
        commitment=list_sent,
        text="আটটি উপজেলার তালিকা পাঠানো হয়েছে।",
        at=days.hour(-5, 11),
    )
    if list_sent.verifier == dc_office:
        promises.verify(by=people["dc_jashore"], commitment=list_sent, at=days.hour(-4, 15))
    named = _accepted(made[focal], people["dc_jashore"], days, -9, prefer=rights_jessore)
    promises.report(
        by=people["dc_jashore"],
        commitment=named,
        text="আট উপজেলার ফোকাল পয়েন্টের তালিকা স্মারকসহ পাঠানো হয়েছে।",
        at=days.hour(-2, 16),
    )


def _draft_with_chair(people: People, days: Days, committee: Committee) -> None:
    """The chair of the national committee finds minutes to approve."""
    sitting = Sitting(
        committee=committee,
        held=-3,
        kind=Meeting.Kind.TASK_FORCE,
        title="Task force on referral between districts",
        secretary=people["ncc_secretary"],
        place="Conference room, Ministry of Home Affairs",
        items=(
            Item(
                "Who answers a referral at night",
                "Shelters answer by telephone; the district committee hears of it days later.",
                "Each district names one body that answers at night and tells the committee.",
                (Point("Draft a one-page duty roster for districts", _organisation("MoHA"), 12),),
            ),
        ),
    )
    minutes = _written(sitting, days)
    sittings.send_to_chair(by=sitting.secretary, minutes=minutes, at=days.hour(-2, 10))


def _draft_of_facilitator(people: People, days: Days, committee: Committee) -> None:
    """An NGO facilitator who takes minutes for an upazila finds a draft to finish."""
    sitting = Sitting(
        committee=committee,
        held=-2,
        number=7,
        secretary=people["facilitator"],
        caller=people["uno_sharsha"],
        place="উপজেলা পরিষদ সভাকক্ষ",
        items=(
            Item("ইউনিয়ন কমিটির সভা", "তিনটি ইউনিয়নে এ মাসে সভা হয়েছে, বাকিগুলোর তারিখ ঠিক হয়নি।"),
            Item("বিদ্যালয়ে সচেতনতা কার্যক্রম"),
        ),
    )
    _written(sitting, days)


def _called(by: User, days: Days, committee: Committee, ahead: int, place: str, hour: int) -> None:
    """A meeting that comes, its notice sent."""
    plan = sittings.Plan(on_date=days.day(ahead), starts=time(hour), ends=time(hour + 2), place=place)
    meeting = sittings.plan_meeting(
        by=by,
        plan=plan,
        at=days.hour(-4, 10),
        committee=committee,
        agenda=_AGENDA[committee.tier == "national"],
        is_illustrative=True,
    )
    sittings.send_notice(by=by, meeting=meeting, at=days.hour(-3, 10))


_AGENDA = {
    True: ["Legal aid for returnees", "Recruiting licences"],
    False: ["প্রত্যাগতদের সেবা", "আশ্রয়কেন্দ্র ও সচেতনতা"],
}


def _written(sitting: Sitting, days: Days) -> Minutes:
    """Plan, tell, meet and write."""
    plan = sittings.Plan(
        on_date=days.day(sitting.held),
        kind=sitting.kind,
        title=sitting.title,
        starts=time(11),
        ends=time(13),
        place=sitting.place,
    )
    by, before = sitting.secretary, sitting.held - 7
    caller = sitting.caller or by
    meeting = sittings.plan_meeting(
        by=caller,
        plan=plan,
        at=days.hour(before, 10),
        committee=sitting.committee,
        agenda=[item.title for item in sitting.items],
        number=sitting.number,
        is_illustrative=True,
    )
    sittings.send_notice(by=caller, meeting=meeting, at=days.hour(before, 11))
    meeting.refresh_from_db()
    minutes = sittings.open_minutes(by=by, meeting=meeting, at=days.hour(sitting.held, 11))
    written = days.hour(sitting.held, 13)
    sittings.record_attendance(by=by, minutes=minutes, marks=_marks(minutes), at=written)
    agenda = {item.title: item for item in meeting.agenda.all()}
    for item in sitting.items:
        if item.discussion:
            sittings.save_item(
                by=by,
                item=agenda[item.title],
                discussion=item.discussion,
                decision=item.decision,
                version=agenda[item.title].written.version,
                at=written,
            )
        for point in item.points:
            sittings.add_action_point(
                by=by,
                item=agenda[item.title],
                what=point.what,
                owner=point.owner,
                due_on=days.day(point.due),
                at=written,
            )
    minutes.refresh_from_db()
    return minutes


def _marks(minutes: Minutes) -> list[sittings.Mark]:
    """Two of three came, every sixth sent word; of a seat that nobody holds nothing is said."""
    status = Attendance.Status
    came = [status.PRESENT, status.PRESENT, status.ABSENT, status.PRESENT, status.PRESENT, status.APOLOGIES]
    return [
        sittings.Mark(line.seat.pk, came[place % len(came)])
        for place, line in enumerate(room_of(minutes).lines)
        if line.organisation is not None or line.seat.office is not None
    ]


def _circulated(sitting: Sitting, days: Days, *, chair: User) -> dict[str, Commitment]:
    """All the way: the action points are commitments of their bodies, by their words."""
    minutes = _written(sitting, days)
    sittings.send_to_chair(by=sitting.secretary, minutes=minutes, at=days.hour(sitting.held + 1, 10))
    minutes.refresh_from_db()
    sittings.approve(by=chair, minutes=minutes, at=days.hour(sitting.held + 2, 10))
    minutes.refresh_from_db()
    made = sittings.circulate(by=sitting.secretary, minutes=minutes, at=days.hour(sitting.held + 2, 12))
    return {commitment.what: commitment for commitment in made}


def _accepted(
    commitment: Commitment, by: User, days: Days, on: int, prefer: Organisation | None = None
) -> Commitment:
    at = days.hour(on, 12)
    accepted = promises.accept(by=by, commitment=commitment, at=at)
    found = [one.organisation for one in to_be_named(accepted, at)]
    if accepted.verifier is None and found:
        verifier = prefer if prefer in found else found[0]
        may = people_who_may("name_verifier", accepted, at).order_by("pk")
        granting = may.exclude(pk__in=people_who_do_it(accepted, at)).first()
        if granting is not None:
            promises.name_verifier(by=granting, commitment=accepted, verifier=verifier, at=at)
    accepted.refresh_from_db()
    return accepted


def _committee_of(*path: str) -> Committee:
    place = find_place(path)
    assert place is not None, path
    return Committee.objects.get(place=place, tier=place.tier, ended_on=None)


def _organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def _office_body(committee: Committee) -> Organisation:
    """The office whose head chairs the committee."""
    seat = committee.seats.select_related("office__organisation").get(role="chair", until=None)
    assert seat.office is not None and seat.office.organisation is not None
    return seat.office.organisation
