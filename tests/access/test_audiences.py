"""Derived readers follow the facts of a record; whom somebody shared it with stays."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from access.models import Via
from access.rules.audiences import add_audience, refresh, share, strongest, unshare
from tests.toys.models import Paper, PaperAudience
from tests.toys.world import NOW, club, hours, letter, paper, party

pytestmark = pytest.mark.django_db


def readers(record: Paper) -> dict[str, str]:
    return {row.party.code: row.via for row in record.audience.select_related("party")}


@pytest.fixture
def record() -> Paper:
    made = paper("record", club=club("reading", party("keeper")), author_party=party("author"))
    refresh(made)
    return made


def test_the_readers_are_what_the_facts_say(record: Paper) -> None:
    assert readers(record) == {"keeper": "committee", "author": "owner"}
    assert {(row.at, row.live) for row in record.audience.all()} == {(NOW, True)}


def test_a_party_that_reads_for_two_reasons_has_the_strongest() -> None:
    assert strongest(
        [(1, Via.UPLINE), (None, Via.OWNER), (1, Via.SUPPORT), (2, Via.LEVEL), (1, Via.COMMITTEE)]
    ) == {
        1: Via.SUPPORT,
        2: Via.LEVEL,
    }
    both = party("both")
    made = paper("both", club=club("reading", both), author_party=both)
    refresh(made)
    assert readers(made) == {"both": "owner"}


def test_a_changed_fact_changes_the_readers_and_the_copies(record: Paper) -> None:
    record.author_party, record.at, record.live = party("successor"), NOW + hours(5), False
    record.save()
    refresh(record)
    assert readers(record) == {"keeper": "committee", "successor": "owner"}
    assert {(row.at, row.live) for row in record.audience.all()} == {(NOW + hours(5), False)}


def test_a_second_refresh_changes_nothing(record: Paper) -> None:
    before = list(record.audience.order_by("pk").values())
    refresh(record)
    assert list(record.audience.order_by("pk").values()) == before


def test_a_shared_row_stays_and_its_copies_follow(record: Paper) -> None:
    share(record, party("guest").pk)
    record.author_party, record.live = None, False
    record.save()
    refresh(record)
    assert readers(record) == {"keeper": "committee", "guest": "shared"}
    assert {row.live for row in record.audience.all()} == {False}


def test_a_share_outlives_the_reason_a_party_had_before_and_the_other_way_round(record: Paper) -> None:
    share(record, party("author").pk)
    assert readers(record)["author"] == "shared"
    refresh(record)
    assert readers(record)["author"] == "shared"
    unshare(record, party("author").pk)
    assert readers(record)["author"] == "owner"
    share(record, party("guest").pk)
    unshare(record, party("guest").pk)
    assert readers(record) == {"keeper": "committee", "author": "owner"}


def test_a_record_has_one_row_for_a_party(record: Paper) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperAudience.objects.create(record=record, party=party("author"), via=Via.LEVEL, at=NOW, live=True)


def test_a_record_that_has_gone_meanwhile_is_left_alone(record: Paper) -> None:
    gone = Paper.objects.get(pk=record.pk)
    record.delete()
    refresh(gone)
    assert not PaperAudience.objects.exists()


def test_a_model_without_a_derivation_says_so() -> None:
    with pytest.raises(LookupError, match="who reads"):
        refresh(letter())
    with pytest.raises(LookupError, match="already"):
        add_audience(Paper, lambda record: {})


def test_the_check_finds_each_kind_of_difference_and_repairs_it(record: Paper) -> None:
    other = paper("other", author_party=party("author"))
    refresh(other)
    share(other, party("guest").pk)
    record.audience.filter(party__code="keeper").delete()
    PaperAudience.objects.create(record=record, party=party("nobody"), via=Via.OWNER, at=NOW, live=True)
    PaperAudience.objects.filter(record=other).update(at=NOW + hours(1))
    said = run("--dry-run", fails="2 records differ")
    assert f"toys.paper {record.pk}: 1 missing, 1 left over, 0 stale" in said
    assert f"toys.paper {other.pk}: 0 missing, 0 left over, 2 stale" in said
    assert "2 records repaired" in run()
    assert readers(record) == {"keeper": "committee", "author": "owner"}
    assert readers(other) == {"author": "owner", "guest": "shared"}
    PaperAudience.objects.filter(record=other).update(rank=1)
    assert f"toys.paper {other.pk}: 0 missing, 0 left over, 2 stale" in run("--dry-run", fails="1 record")
    run()
    assert set(PaperAudience.objects.values_list("rank", flat=True)) == {0}
    assert "as they should be" in run("--dry-run")


def test_the_copies_of_a_rank_follow_the_record_also_for_those_it_was_shared_with(record: Paper) -> None:
    share(record, party("guest").pk)
    record.rank = 3
    record.save()
    refresh(record)
    assert set(record.audience.values_list("rank", "via")) >= {(3, "shared"), (3, "owner")}
    assert not record.audience.exclude(rank=3).exists()
    share(record, party("another guest").pk)
    assert not record.audience.exclude(rank=3).exists()


def run(*words: str, fails: str = "") -> str:
    out = StringIO()
    if fails:
        with pytest.raises(CommandError, match=fails):
            call_command("check_audiences", *words, stdout=out)
    else:
        call_command("check_audiences", *words, stdout=out)
    return out.getvalue()
