"""The seeds of `make bench`: small, on the two districts of the tests, and held to the rules."""

from contextlib import closing

import psycopg2
import pytest
from django.utils import timezone

from access.models import PartyMember, User
from benchmarks.seeds.agreement import Disagreement, must_agree
from benchmarks.seeds.tables import OWN_WRITTEN, Size, fill
from commitments.models import Commitment, CommitmentAudience
from library.models import Document, Receipt
from meetings.models import Meeting
from partners.models import Person
from partners.parties import refresh_people
from tests.servers import Worker
from threads.models import Request, Thread, ThreadMark

pytestmark = pytest.mark.django_db(transaction=True)
FEW, PEOPLE, NGOS = 240, 90, 12
EVERY = 10_000
SEEDED = "person-"


def _seeded(worker: Worker) -> None:
    with closing(psycopg2.connect(worker.postgres.url("postgres", worker.database))) as connection:
        connection.autocommit = True
        fill(connection, Size(FEW), timezone.now(), ngos=NGOS, people_wanted=PEOPLE)
    # NGOs of the cast were given seats beside those of the seeds.
    refresh_people(Person.objects.exclude(user__email__startswith=SEEDED))


def test_seeds_are_read_as_the_rules_say_and_a_row_too_many_or_too_few_fails_them(
    test_worker: Worker,
) -> None:
    _seeded(test_worker)
    assert Commitment.objects.filter(live=True).count() == pytest.approx(0.4 * FEW, rel=0.05)
    assert Commitment.objects.count() == FEW
    assert Meeting.objects.count() == FEW * 5 // 12
    assert Document.objects.filter(live=True).count() == Request.objects.count() == OWN_WRITTEN
    assert Thread.objects.count() == OWN_WRITTEN + FEW // 8 + FEW * 2
    assert Receipt.objects.exists() and ThreadMark.objects.exists()
    assert User.objects.filter(email__startswith=SEEDED).count() == PEOPLE
    compared = must_agree(sample=EVERY, seed=1)
    assert compared.records >= FEW and compared.people >= PEOPLE

    row = CommitmentAudience.objects.order_by("pk")[0]
    row.delete()
    with pytest.raises(Disagreement, match="by the rule"):
        must_agree(sample=EVERY, seed=1)
    row.save(force_insert=True)

    PartyMember.objects.filter(reason__contains=":seat:", user__email__startswith=SEEDED).order_by("pk")[
        0
    ].delete()
    with pytest.raises(Disagreement, match="only derived"):
        must_agree(sample=EVERY, seed=1)
