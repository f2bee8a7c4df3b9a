"""What really took place is loaded as it was: nothing invented, nothing dropped in silence."""

from datetime import date

from access.rules.engine import can
from commitments.models import Commitment
from meetings.circulated_text import is_unaltered
from meetings.loading import find_committee, load_events, partial_date
from meetings.models import ActionPoint, Attendance, HeadCount, Meeting, MeetingOrganiser, Minutes
from notifications.models import Notice
from tests.cast import NOW, Cast

EVENTS = {
    "webinar-2021-07-26": ("webinar", date(2021, 7, 26), "day"),
    "webinar-2021-07-28": ("webinar", date(2021, 7, 28), "day"),
    "consultation-2022-07-30": ("consultation", date(2022, 7, 30), "day"),
    "go-ngo-platform-2022": ("workshop", date(2022, 9, 25), "day"),
    "mission-2024-02": ("mission", date(2024, 2, 1), "month"),
}
HELD_ON = [
    date(2018, 10, 30),
    date(2023, 2, 15),
    date(2025, 10, 14),
    date(2025, 11, 6),
    date(2025, 12, 3),
]


def test_five_events_are_loaded_as_what_they_were(cast: Cast) -> None:
    load_events(NOW)
    found = Meeting.objects.filter(lead_committee=None)
    assert {one.source_code: (one.kind, one.on_date, one.precision) for one in found} == EVENTS
    for meeting in found:
        assert (meeting.level, meeting.state, meeting.secretariat_party) == ("network", "confirmed", None)
        assert not meeting.live
        assert is_unaltered(meeting.minutes)
        assert meeting.minutes.circulated_at is None


def test_everybody_in_the_network_reads_them_and_nobody_writes(cast: Cast) -> None:
    load_events(NOW)
    minutes = Minutes.objects.get(meeting__source_code="webinar-2021-07-26")
    everybody = {member.key for member in cast} - {"administrator"}
    assert {one.key for one in cast if can(one.viewer, "view", minutes)} == everybody
    for action in ("write", "approve", "circulate"):
        assert {one.key for one in cast if can(one.viewer, action, minutes)} == set()
    assert {one.key for one in cast if can(one.viewer, "edit", minutes.meeting)} == set()


def test_recommendations_are_nobodys_promise(cast: Cast) -> None:
    load_events(NOW)
    made = Commitment.objects.all()
    assert {(one.stage, one.due_on, one.live) for one in made} == {("recommended", None, False)}
    addressees = sorted(one.owner.code for one in made)
    assert addressees == ["BMET", "MoEWOE", "MoEWOE", "MoHA", "MoSW", "UNODC", "UNODC"]
    assert not ActionPoint.objects.exists()
    assert not Notice.objects.exists()


def test_survivors_are_counted_and_never_named(cast: Cast) -> None:
    load_events(NOW)
    counts = HeadCount.objects.filter(minutes__meeting__source_code="webinar-2021-07-26")
    assert {(one.kind, one.total, one.female, one.male, one.at_least) for one in counts} == {
        ("participants", 100, 46, 54, True),
        ("survivors", 36, 17, 19, False),
        ("survivors-spoke", 8, None, None, False),
    }
    assert not Attendance.objects.filter(delegate__isnull=False).exists()


def test_past_meetings_of_committees_are_drafts_of_their_secretariats(cast: Cast) -> None:
    report = load_events(NOW)
    found = Meeting.objects.filter(lead_committee__isnull=False).select_related("lead_committee__place")
    assert sorted(one.on_date for one in found) == HELD_ON
    assert {(one.state, one.number, one.entered_afterwards) for one in found} == {("drafted", None, True)}
    # Khulna is not one of the two districts of the tests.
    assert report.unmatched == ["Union CTC, Damodar (Phultala, Khulna), 2022-06"]
    facilitated = MeetingOrganiser.objects.filter(role="facilitator")
    assert sorted(one.body.code for one in facilitated if one.body) == ["AGROGOTI", "BRAC", "BRAC", "CARITAS"]
    assert Attendance.objects.filter(capacity="guest").count() == 2


def test_other_spellings_find_their_place_by_its_path(cast: Cast) -> None:
    for union, upazila in (("Bharashimla", "Kaliganj"), ("Shovnali", "Assasuni"), ("Kenragachhi", "Kalaroa")):
        committee = find_committee(f"Union CTC, {union} ({upazila}, Satkhira)")
        assert committee is not None, union
        assert committee.tier == "union"
    assert find_committee("Union CTC, Nowhere (Kalaroa, Satkhira)") is None
    assert find_committee("Something else") is None


def test_a_second_load_leaves_everything_alone(cast: Cast) -> None:
    first = load_events(NOW)
    Meeting.objects.filter(source_code__startswith="Union CTC, Keralkata").update(
        place_text="Changed by people"
    )
    second = load_events(NOW)
    assert (first.loaded, first.known, second.loaded, second.known) == (10, 0, 0, 10)
    assert Commitment.objects.count() == 7
    assert Meeting.objects.filter(place_text="Changed by people").count() == 1


def test_partial_dates() -> None:
    assert partial_date("2024-02-20") == (date(2024, 2, 20), "day")
    assert partial_date("2024-02") == (date(2024, 2, 1), "month")
    assert partial_date("2024") == (date(2024, 1, 1), "year")
