"""Minutes as long as wanted: items with decision and action point, seats filled by delegates."""

from access.models import User
from meetings.models import ActionPoint, AgendaItem, Attendance, Decision, ItemMinutes, Minutes
from partners.models import Person, Seat
from tests.cast import NOW, Cast
from tests.meetings.sittings import DUE, body, draft, seated, sharsha

# One sits in the committee; the other sits nowhere, and would be asked.
OWNERS = ("RJ", "BNWLA")


def long_draft(cast: Cast, *, points: int, delegates: int = 0, head_counts: int = 0) -> Minutes:
    """A draft of Sharsha's committee with so many more items, each with a decision and an action point.

    `delegates` seats more are filled by somebody with an account of their own.
    """
    minutes = draft(cast.facilitator.user)
    start = AgendaItem.objects.filter(meeting=minutes.meeting_id).count()
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting_id=minutes.meeting_id, position=start + n, title=f"Matter {n}")
        for n in range(1, points + 1)
    )
    ItemMinutes.objects.bulk_create(
        ItemMinutes(minutes=minutes, item=item, discussion="It was talked over.") for item in items
    )
    Decision.objects.bulk_create(Decision(minutes=minutes, item=item, text="It is done.") for item in items)
    owners = [body(code) for code in OWNERS]
    ActionPoint.objects.bulk_create(
        ActionPoint(
            minutes=minutes,
            item=item,
            position=1,
            what=f"Do what was decided under {item.title}",
            owner=owner,
            owner_en=owner.name_en,
            owner_bn=owner.name_bn,
            due_on=DUE,
        )
        for item, owner in zip(items, owners * points, strict=False)
    )
    for n in range(delegates):
        send_delegate(minutes, n)
    for n in range(head_counts):
        minutes.head_counts.create(group=f"Group {n}", total=10 + n)
    return Minutes.objects.get(pk=minutes.pk)


def send_delegate(minutes: Minutes, number: int) -> Attendance:
    """One more seat of the committee, filled by a delegate with an account."""
    owner = body(OWNERS[number % 2])
    seat = (
        seated(owner.code)
        if not Seat.objects.filter(code=f"test-{owner.code}").exists()
        else Seat.objects.create(
            code=f"test-{owner.code}-{number}",
            committee=sharsha(),
            title_en=f"Seat {number}",
            side=owner.side,
        )
    )
    user = User.objects.create_user(email=f"delegate{number}@example.invalid", email_proved_at=NOW)
    person = Person.objects.create(user=user, label_en=f"Delegate {number}")
    return Attendance.objects.create(
        minutes=minutes,
        position=100 + number,
        seat=seat,
        organisation=owner,
        label_en=seat.title_en or owner.name_en,
        side=seat.side,
        counts_for_quorum=True,
        status=Attendance.Status.DELEGATE,
        delegate_label="Programme officer",
        delegate=person,
    )
