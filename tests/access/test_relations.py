"""A relation answers the same from both sides: which rows a person has, which people a row has."""

from datetime import datetime

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from access.models import Party, User
from access.rules.members import parties_with_people
from access.rules.relations import Relation, audience_model, belongs, everyone, in_audience
from access.rules.viewer import Viewer
from tests.toys.models import Club, Note, Paper, PaperAudience
from tests.toys.world import NOW, club, hours, join, paper, party, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_people")]


def rows(relation: Relation, user: User, at: datetime = NOW) -> set[str]:
    return {row.title for row in Paper.objects.filter(relation.bind(Paper).rows(Viewer(user, at)))}


def people(relation: Relation, record: Paper, at: datetime = NOW) -> set[str]:
    return {user.label_en for user in relation.bind(Paper).people(record, at)}


def test_the_audience_of_a_record_is_read_from_both_sides() -> None:
    ours, theirs = party("ours"), party("theirs")
    rahela, other = person("rahela", ours), person("other", theirs)
    budget = paper("budget", ours)
    paper("theirs", theirs)
    assert rows(in_audience(), rahela) == {"budget"}
    assert people(in_audience(), budget) == {"rahela"}
    assert rows(in_audience(), other) == {"theirs"}


def test_a_record_that_a_person_reaches_through_two_parties_appears_once() -> None:
    first, second = party("first"), party("second")
    both = person("both", first, second)
    twice = paper("twice", first, second)
    found = Paper.objects.filter(in_audience().bind(Paper).rows(Viewer(both, NOW)))
    assert list(found) == [twice]
    assert [user.label_en for user in in_audience().bind(Paper).people(twice, NOW)] == ["both"]


def test_a_party_in_a_column_is_followed_over_columns_that_may_be_empty() -> None:
    keeper = party("keeper")
    holder = person("holder", keeper)
    kept = paper("kept", club=club("reading", keeper))
    paper("in a club without a keeper", club=club("empty"))
    paper("in no club")
    keeps = belongs("club__keeper_party")
    assert rows(keeps, holder) == {"kept"}
    assert people(keeps, kept) == {"holder"}
    assert people(keeps, Paper.objects.get(title="in no club")) == set()


def test_both_and_either_are_read_from_both_sides() -> None:
    keeper, author = party("keeper"), party("author")
    holder, writer, busy = person("holder", keeper), person("writer", author), person("busy", keeper, author)
    record = paper("record", club=club("reading", keeper), author_party=author)
    both = belongs("author_party") & belongs("club__keeper_party")
    either = belongs("author_party") | belongs("club__keeper_party")
    assert people(both, record) == {"busy"}
    assert people(either, record) == {"holder", "writer", "busy"}
    assert [rows(both, user) for user in (holder, writer, busy)] == [set(), set(), {"record"}]
    assert [rows(either, user) for user in (holder, writer, busy)] == [{"record"}] * 3


def test_everyone_is_whoever_belongs_to_the_network_at_that_instant() -> None:
    now_in, later = person("now-in", Party.objects.everyone()), person("later")
    join(later, Party.objects.everyone(), since=NOW + hours(1))
    record = paper("record")
    assert people(everyone(), record) == {"now-in"}
    assert people(everyone(), record, NOW + hours(1)) == {"now-in", "later"}
    assert rows(everyone(), now_in) == {"record"}
    assert rows(everyone(), later) == set()
    assert rows(everyone(), later, NOW + hours(1)) == {"record"}


def test_a_term_begins_at_its_first_instant_and_has_ended_at_its_last() -> None:
    seat = party("seat")
    holder = person("holder")
    join(holder, seat, since=NOW, until=NOW + hours(2))
    record = paper("record", seat, author_party=seat)
    for relation in (in_audience(), belongs("author_party")):
        instants = [NOW - hours(0.001), NOW, NOW + hours(1.999), NOW + hours(2)]
        assert [people(relation, record, at) for at in instants] == [set(), {"holder"}, {"holder"}, set()]
        assert [rows(relation, holder, at) for at in instants] == [set(), {"record"}, {"record"}, set()]


def test_two_reasons_for_one_party_end_one_by_one() -> None:
    seat = party("seat")
    holder = person("holder")
    join(holder, seat, until=NOW, reason="holder:1:seat:40")
    join(holder, seat, until=NOW + hours(1), reason="holder:2:seat:40")
    record = paper("record", seat)
    assert people(in_audience(), record) == {"holder"}
    assert people(in_audience(), record, NOW + hours(1)) == set()


def test_a_person_without_any_party_is_asked_nothing_of_the_records() -> None:
    nobody = Viewer(person("nobody"), NOW)
    paper("record", party("somebody"))
    with CaptureQueriesContext(connection) as asked:
        assert nobody.party_ids == []
        assert not Paper.objects.filter(in_audience().bind(Paper).rows(nobody))
    assert len(asked) == 1


def test_the_parties_of_a_viewer_are_one_query_for_the_whole_request() -> None:
    viewer = Viewer(person("reader", party("one"), party("two")), NOW)
    with CaptureQueriesContext(connection) as asked:
        assert len(viewer.party_ids) == 2
        assert viewer.roles == frozenset()
        assert viewer.belongs_to(viewer.party_ids[0])
        assert not viewer.belongs_to(None)
    assert len(asked) == 1


def test_what_is_read_through_a_parent_follows_the_audience_of_the_parent() -> None:
    ours = party("ours")
    reader, outsider = person("reader", ours), person("outsider", party("theirs"))
    note = Note.objects.create(ref="note", paper=paper("record", ours))
    through = in_audience("paper").bind(Note)
    assert list(Note.objects.filter(through.rows(Viewer(reader, NOW)))) == [note]
    assert not Note.objects.filter(through.rows(Viewer(outsider, NOW)))
    assert [user.label_en for user in through.people(note, NOW)] == ["reader"]


def test_people_are_asked_of_the_row_and_not_of_an_older_object() -> None:
    before, after = party("before"), party("after")
    person("leaving", before)
    person("coming", after)
    stale = paper("record", author_party=before)
    Paper.objects.filter(pk=stale.pk).update(author_party=after)
    assert people(belongs("author_party"), stale) == {"coming"}


def test_an_unbound_relation_and_a_model_without_audience_say_so() -> None:
    with pytest.raises(LookupError, match="after register"):
        in_audience().rows(Viewer(person("reader", party("one")), NOW))
    with pytest.raises(LookupError, match="has no audience"):
        audience_model(Club)
    assert audience_model(Paper) is PaperAudience


@pytest.mark.parametrize(
    ("model", "relation", "fault"),
    [
        (Paper, belongs("notes__paper"), "is not a foreign key"),
        (Paper, belongs("audience__party"), "is not a foreign key"),
        (Paper, belongs("club"), "does not lead to a party"),
        (Paper, belongs("author_party") & belongs("nothing"), "has no field named"),
        (Club, in_audience(), "has no audience"),
        (Paper, in_audience("club") | belongs("author_party"), "has no audience"),
    ],
)
def test_a_relation_over_many_rows_or_to_nowhere_is_a_fault(
    model: type[Paper | Club], relation: Relation, fault: str
) -> None:
    assert [fault in text for text in relation.bind(model).faults()] == [True]


def test_a_sound_relation_has_no_faults() -> None:
    sound = (in_audience() & belongs("club__keeper_party")) | belongs("author_party") | everyone()
    assert list(sound.bind(Paper).faults()) == []
    assert len(list(sound.atoms())) == 4
    assert isinstance(sound.bind(Paper).rows(Viewer(person("reader", party("one")), NOW)), Q)


def test_a_party_without_anybody_who_is_let_in_is_known() -> None:
    manned, empty, closed, kept = party("manned"), party("empty"), party("closed"), party("kept")
    person("somebody", manned)
    person("left", closed, is_active=False)
    person("administrator", kept, is_administrator=True)
    join(person("later"), empty, since=NOW + hours(1))
    asked = [manned.pk, empty.pk, closed.pk, kept.pk]
    assert parties_with_people(asked, NOW) == {manned.pk}
    assert parties_with_people(asked, NOW + hours(1)) == {manned.pk, empty.pk}
