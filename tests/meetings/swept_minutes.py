"""Minutes in each of their states, for the sweep."""

from datetime import date, datetime, timedelta

from meetings import actions as sittings
from meetings.models import Meeting, Minutes
from tests.cast import NOW
from tests.sweep import FAR, District


def planned_meeting(here: District, name: str, on: date = FAR, at: datetime = NOW) -> Meeting:
    plan = sittings.Plan(on_date=on, title=f"{here.mark} {name}")
    agenda = [f"{here.mark} item"]
    return sittings.plan_meeting(by=here.secretary, plan=plan, at=at, committee=here.committee, agenda=agenda)


def draft_minutes(here: District, name: str, days_ago: int) -> Minutes:
    at = NOW - timedelta(days=days_ago)
    meeting = planned_meeting(here, name, at.date(), at)
    minutes = sittings.open_minutes(by=here.secretary, meeting=meeting, at=at)
    item = meeting.agenda.get(title=f"{here.mark} item")
    text = f"{here.mark} discussion"
    sittings.save_item(
        by=here.secretary, item=item, discussion=text, decision=text, version=item.written.version, at=at
    )
    sittings.add_action_point(
        by=here.secretary, item=item, what=f"{here.mark} {name}", owner=here.organisation, due_on=FAR, at=at
    )
    sittings.add_guest(by=here.secretary, minutes=minutes, label=f"{here.mark} guest", at=at)
    sittings.add_head_count(
        by=here.secretary, minutes=minutes, kind="other", group=f"{here.mark} group", total=12, at=at
    )
    return Minutes.objects.get(pk=minutes.pk)


def circulated_minutes(here: District, name: str, days_ago: int) -> Minutes:
    """Circulated minutes of a meeting that its chair attended."""
    minutes = draft_minutes(here, name, days_ago)
    seat = here.committee.seats.get(role="chair", until=None)
    mark = sittings.Mark(seat.pk, "present")
    sittings.record_attendance(by=here.secretary, minutes=minutes, marks=[mark], at=minutes.opened_at)
    minutes = approved_minutes(here, sent_minutes(here, minutes))
    sittings.circulate(by=here.secretary, minutes=minutes, at=NOW)
    return Minutes.objects.get(pk=minutes.pk)


def sent_minutes(here: District, minutes: Minutes) -> Minutes:
    sittings.send_to_chair(by=here.secretary, minutes=minutes, at=NOW)
    return Minutes.objects.get(pk=minutes.pk)


def approved_minutes(here: District, minutes: Minutes) -> Minutes:
    sittings.approve(by=here.chair, minutes=minutes, at=NOW)
    return Minutes.objects.get(pk=minutes.pk)
