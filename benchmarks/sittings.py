"""A meeting of the district of the personas, by the actions people use, until its chair has approved."""

from datetime import datetime, time, timedelta

from access.models import User
from coordination.demo.personas import PERSONAS
from language.words import DHAKA
from meetings import actions
from meetings.actions.circulation import circulate
from meetings.models import AgendaItem, Decision, ItemMinutes, Meeting, Minutes
from meetings.seating import room_of
from partners.models import Committee, Organisation, Seat

AGENDA = ["প্রত্যাগতদের সেবা", "আশ্রয়কেন্দ্র ও সচেতনতা", "Safe migration in border unions", "Referral at night"]
SAID = "সদস্য-সচিব জানান, বিগত সভার ৬টি সিদ্ধান্তের মধ্যে ৪টি বাস্তবায়িত ও ২টি বাস্তবায়নাধীন। "
DUE = timedelta(days=60)


def persona(key: str) -> User:
    """The account of a persona."""
    return User.objects.get(email=next(one.email for one in PERSONAS if one.key == key))


def district() -> Committee:
    """The committee of the personas' district."""
    return Committee.objects.get(place__tier="district", place__name_en="Jashore")


def chair_of(committee: Committee) -> str:
    """The code of the body that chairs a committee."""
    seat = Seat.objects.get(committee=committee, role=Seat.Role.CHAIR, until=None)
    return Organisation.objects.get(offices=seat.office).code


def approved(points: int, *, title: str, at: datetime) -> Minutes:
    """Minutes that only wait to be circulated, with so many action points of bodies that sit there."""
    secretary, chair, committee = persona("dd_women_jashore"), persona("dc_jashore"), district()
    plan = actions.Plan(on_date=at.astimezone(DHAKA).date(), title=title, starts=time(0, 1), place="Jashore")
    meeting = actions.plan_meeting(by=secretary, plan=plan, at=at, committee=committee, agenda=AGENDA)
    meeting = Meeting.objects.get(pk=meeting.pk)
    minutes = actions.open_minutes(by=secretary, meeting=meeting, at=at)
    marks = [
        actions.Mark(line.seat.pk, "present")
        for line in room_of(minutes).lines
        if line.organisation is not None or line.seat.office is not None
    ]
    actions.record_attendance(by=secretary, minutes=minutes, marks=marks, at=at)
    items = list(meeting.agenda.order_by("position"))
    for item in items:
        item.refresh_from_db()
        actions.save_item(
            by=secretary, item=item, discussion="Referrals wait because nobody knows where a place is free.",
            decision="Free places are reported each quarter.", version=item.written.version, at=at,
        )  # fmt: skip
    bodies = _bodies(committee)
    for place in range(points):
        actions.add_action_point(
            by=secretary, item=items[place % len(items)],
            what=f"Report free places in shelters ({place + 1})",
            owner=bodies[place % len(bodies)], due_on=plan.on_date + DUE if plan.on_date else None, at=at,
        )  # fmt: skip
    minutes = actions.send_to_chair(by=secretary, minutes=Minutes.objects.get(pk=minutes.pk), at=at)
    return actions.approve(by=chair, minutes=Minutes.objects.get(pk=minutes.pk), at=at)


def circulated(minutes: Minutes, *, at: datetime) -> Minutes:
    """Send them to the committee."""
    circulate(by=persona("dd_women_jashore"), minutes=Minutes.objects.get(pk=minutes.pk), at=at)
    return Minutes.objects.select_related("meeting").get(pk=minutes.pk)


def confirmed(points: int, *, title: str, at: datetime) -> Meeting:
    """A meeting whose minutes were circulated and confirmed, made once for each database."""
    found = Meeting.objects.filter(title_en=title, state=Meeting.State.CONFIRMED).first()
    if found is None:
        minutes = circulated(approved(points, title=title, at=at), at=at)
        on = minutes.meeting.on_date
        actions.confirm(by=persona("dd_women_jashore"), minutes=minutes, on=on, at=at)
        found = Meeting.objects.get(pk=minutes.meeting_id)
    return found


def _bodies(committee: Committee) -> list[Organisation]:
    seats = Seat.objects.filter(committee=committee, until=None)
    ids = {
        body
        for pair in seats.values_list("organisation_id", "office__organisation_id")
        for body in pair
        if body
    }
    return list(Organisation.objects.filter(pk__in=ids).order_by("pk"))


def with_items(minutes: Minutes, wanted: int) -> Minutes:
    """Put more items on the agenda, until there are so many, each with what was said and decided."""
    there = AgendaItem.objects.filter(meeting=minutes.meeting_id).count()
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting_id=minutes.meeting_id, position=place, title=f"{SAID[:40]} {place}")
        for place in range(there + 1, wanted + 1)
    )
    ItemMinutes.objects.bulk_create(
        ItemMinutes(minutes=minutes, item=item, discussion=SAID * 3) for item in items
    )
    Decision.objects.bulk_create(Decision(minutes=minutes, item=item, text=SAID * 3) for item in items)
    return minutes
