"""Who reads what a committee does is derived by one statement, for one record as for many."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from access.models import Via
from access.rules.audiences import readers_by_rule, refresh_all
from commitments.models import Commitment
from meetings.models import Meeting, Minutes
from tests.cast import Cast
from tests.commitments.world import Pair, committee, organisation, promise
from tests.meetings.sittings import announced, confirmed, sharsha

pytestmark = pytest.mark.django_db


def statements_of(records: Sequence[Model]) -> int:
    with CaptureQueriesContext(connection) as asked:
        refresh_all(records)
    return len(asked.captured_queries)


@pytest.mark.parametrize("many", [1, 6])
def test_the_readers_of_commitments_cost_two_statements_however_many_they_are(many: int) -> None:
    nation = committee("nation")
    below = committee("upazila", committee("district", nation))
    made = [
        promise(organisation(f"ngo {n}"), below, supporting=[organisation(f"s {n}")]) for n in range(many)
    ]
    fresh = list(Commitment.objects.filter(pk__in=[one.pk for one in made]))
    # One holds the rows, one says who reads them.
    assert statements_of(fresh) == 2
    for one in fresh:
        above = set(one.audience.filter(via=Via.UPLINE).values_list("party_id", flat=True))
        assert below.parent is not None
        assert above == {below.parent.secretariat_party_id, nation.secretariat_party_id}


def test_the_readers_of_an_announced_meeting_with_those_above_cost_two_statements(cast: Cast) -> None:
    meeting = Meeting.objects.get(pk=announced(cast.facilitator.user).pk)
    assert statements_of([meeting]) == 2
    assert Via.UPLINE in set(meeting.audience.values_list("via", flat=True))


@pytest.mark.parametrize("level", Meeting.Level)
def test_a_level_opens_minutes_as_far_as_it_says_and_no_further(cast: Cast, level: Meeting.Level) -> None:
    minutes = Minutes.objects.get(pk=confirmed(cast, level).pk)
    readers = readers_by_rule([minutes])[minutes.pk]
    assert readers == dict(minutes.audience.values_list("party_id", "via"))
    wanted = {Via.UPLINE} if level != Meeting.Level.COMMITTEE else set()
    wanted |= {Via.LEVEL} if level == Meeting.Level.NETWORK else set()
    assert set(readers.values()) & {Via.UPLINE, Via.LEVEL} == wanted
    assert readers[sharsha().members_party_id] == Via.COMMITTEE


def test_a_party_that_stands_above_and_promised_itself_reads_for_its_stronger_reason() -> None:
    pair = Pair()
    Commitment.objects.filter(pk=pair.commitment.pk).update(
        granting_party=pair.ngo.liaison_party, for_network=True
    )
    made = Commitment.objects.get(pk=pair.commitment.pk)
    refresh_all([made])
    assert made.audience.get(party=pair.ngo.liaison_party).via == Via.OWNER
    assert made.audience.filter(via=Via.LEVEL).count() == 1
