"""A rule is written once: the list, the object check, the button and the people must agree."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from django.http import Http404
from guardian.shortcuts import assign_perm
from pytest_django import DjangoAssertNumQueries

from access.models import Party, Role, User
from access.rules.checks import check_rule, check_rules
from access.rules.engine import Rule, add_rule, can, get_permitted, people_who_may, require, rule_for
from access.rules.relations import Relation, belongs, everyone, in_audience
from access.rules.viewer import Viewer, viewer_of
from tests.toys.models import Club, Letter, Note, Paper
from tests.toys.world import NOW, club, hours, join, letter, paper, party, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_people")]


@pytest.fixture
def people() -> dict[str, User]:
    """Each atom of a rule of the toy world has a person whom only it lets in."""
    return {
        "author": person("author", party("author")),
        "author who reads": person("author-who-reads", party("author"), party("readers")),
        "reader": person("reader", party("readers")),
        "keeper": person("keeper", party("keeper")),
        "keeper who reads": person("keeper-who-reads", party("keeper"), party("readers")),
        "outsider": person("outsider", party("elsewhere")),
        "member": person("member", Party.objects.everyone()),
        "secretariat": person("secretariat", Party.objects.role(Role.NATIONAL_SECRETARIAT)),
        "oversight": person("oversight", Party.objects.role(Role.OVERSIGHT)),
        "former oversight": person("former-oversight"),
        "left": person("left", party("readers"), is_active=False),
        "administrator": person("administrator", party("readers"), party("author"), is_administrator=True),
    }


@pytest.fixture
def record() -> Paper:
    return paper(
        "minutes", party("readers"), club=club("reading", party("keeper")), author_party=party("author")
    )


MATRIX: dict[str, set[str]] = {
    "view": {"author who reads", "reader", "keeper who reads", "secretariat"},
    "edit": {"author who reads"},
    "sign": {"keeper who reads"},
    "comment": {"author who reads", "keeper who reads"},
    "close": {"author who reads", "secretariat"},
}


@pytest.mark.parametrize("action", MATRIX)
def test_exactly_these_may(action: str, people: dict[str, User], record: Paper) -> None:
    assert who_may(people, record, action) == MATRIX[action]


def test_whoever_may_not_view_a_record_may_do_nothing_with_it(people: dict[str, User], record: Paper) -> None:
    """The author's party is not among the readers here, so its rule to edit gives nothing."""
    assert not can(viewer_of(people["author"], NOW), "edit", record)
    assert not Paper.objects.permitted(viewer_of(people["author"], NOW), "edit")


def test_a_role_reads_whole_types_only_where_a_rule_says_so(people: dict[str, User], record: Paper) -> None:
    note = Note.objects.create(ref="note", paper=record)
    assert who_may(people, note, "view") == {"author who reads", "reader", "keeper who reads"}
    assert who_may(people, record.club, "view") == {"member", "oversight"}


def test_a_role_reads_what_is_confirmed_and_its_own_audience_besides(people: dict[str, User]) -> None:
    draft, confirmed = letter(party("readers")), letter(party("readers"), is_confirmed=True)
    readers = {"reader", "author who reads", "keeper who reads"}
    assert who_may(people, draft, "view") == readers
    assert who_may(people, confirmed, "view") == readers | {"oversight"}
    join(people["oversight"], party("readers"), reason="invited")
    assert who_may(people, draft, "view") == readers | {"oversight"}


def test_a_role_ends_at_its_instant(people: dict[str, User], record: Paper) -> None:
    join(people["former oversight"], Party.objects.role(Role.OVERSIGHT), until=NOW)
    toy = record.club
    assert toy is not None
    assert not can(viewer_of(people["former oversight"], NOW), "view", toy)
    assert can(viewer_of(people["former oversight"], NOW - hours(1)), "view", toy)


@pytest.mark.parametrize("action", MATRIX)
def test_nobody_outside_the_door_is_answered_yes(action: str, people: dict[str, User], record: Paper) -> None:
    """Anonymous, inactive and technical administrators are decided by the engine, roles or not."""
    join(people["administrator"], Party.objects.role(Role.NATIONAL_SECRETARIAT), reason="role")
    join(people["left"], Party.objects.role(Role.NATIONAL_SECRETARIAT), reason="role")
    for user in (people["administrator"], people["left"], AnonymousUser()):
        viewer = viewer_of(user, NOW)
        assert viewer.party_ids == []
        assert not can(viewer, action, record)
        assert not Paper.objects.permitted(viewer, action)
        assert not getattr(Paper.objects.with_can(viewer, action).get(), f"can_{action}")
    may = people_who_may(action, record, NOW)
    assert people["administrator"] not in may
    assert people["left"] not in may


def test_a_flag_is_no_and_never_null_where_a_column_is_empty(people: dict[str, User]) -> None:
    paper("nobody's", party("readers"))
    row = Paper.objects.with_can(viewer_of(people["keeper who reads"], NOW), "view", "sign", "comment").get()
    assert (row.can_view, row.can_sign, row.can_comment) == (True, False, False)  # type: ignore[attr-defined]


def test_buttons_cost_one_query_however_many(
    people: dict[str, User], record: Paper, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        paper(f"more {number}", party("readers"))
    viewer = viewer_of(people["author who reads"], NOW)
    assert viewer.party_ids
    with django_assert_num_queries(1):
        assert len(Paper.objects.permitted(viewer).with_can(viewer, "view", "edit", "sign", "close")) == 7


def test_a_record_that_is_hidden_and_one_that_does_not_exist_are_answered_alike(
    people: dict[str, User], record: Paper, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("outsider", "member", "oversight", "administrator"):
        for action in ("view", "edit"):
            for ref in (record.ref, "no-such-record"):
                viewer = viewer_of(people[name], NOW)
                with django_assert_num_queries(0 if name == "administrator" else 2), pytest.raises(Http404):
                    get_permitted(viewer, Paper, ref, action)


def test_seen_but_not_allowed_is_another_answer_than_not_seen(people: dict[str, User], record: Paper) -> None:
    reader, author = viewer_of(people["reader"], NOW), viewer_of(people["author who reads"], NOW)
    assert get_permitted(reader, Paper, record.ref) == record
    assert get_permitted(author, Paper, record.ref, "edit") == record
    with pytest.raises(PermissionDenied):
        get_permitted(reader, Paper, record.ref, "edit")
    with pytest.raises(PermissionDenied):
        require(reader, "edit", record)
    with pytest.raises(Http404):
        require(viewer_of(people["author"], NOW), "edit", record)
    require(author, "edit", record)


def test_a_page_brings_along_what_it_shows(people: dict[str, User], record: Paper) -> None:
    rows = Paper.objects.select_related("club")
    found = get_permitted(viewer_of(people["reader"], NOW), Paper, record.ref, records=rows)
    assert "club" in found._state.fields_cache


def test_django_asks_the_same_rule(people: dict[str, User], record: Paper) -> None:
    author = people["author who reads"]
    assert author.has_perm("toys.edit", record)
    assert not people["reader"].has_perm("toys.edit", record)
    assert people["reader"].has_perm("toys.view", record)
    assert not author.has_perm("toys.edit")
    assert not author.has_perm("toys.nothing", record)
    assert not AnonymousUser().has_perm("toys.view", record)


def test_no_library_decides_where_there_is_a_rule(people: dict[str, User], record: Paper) -> None:
    """guardian documents grants on containers; a row of it gives nothing that a rule withholds."""
    kind = ContentType.objects.get_for_model(Paper)
    for action in ("edit", "stamp"):
        Permission.objects.create(codename=action, name=action, content_type=kind)
        assign_perm(f"toys.{action}", people["outsider"], record)
    outsider = User.objects.get(pk=people["outsider"].pk)
    assert not outsider.has_perm("toys.edit", record)
    assert outsider.has_perm("toys.stamp", record)


def test_nobody_can_be_made_a_superuser(people: dict[str, User], record: Paper) -> None:
    outsider = people["outsider"]
    with pytest.raises(AttributeError):
        outsider.is_superuser = True  # type: ignore[misc]
    assert not outsider.is_superuser
    assert not outsider.is_staff
    assert not outsider.has_perm("toys.view", record)


def test_asking_for_a_rule_nobody_wrote_is_a_mistake_and_not_a_no(record: Paper) -> None:
    with pytest.raises(LookupError, match="who may burn"):
        can(person("anybody"), "burn", record)
    with pytest.raises(LookupError, match="declared already"):
        add_rule(Paper, "view", in_audience())


def test_an_object_not_saved_yet_is_nobodys(people: dict[str, User]) -> None:
    assert not can(viewer_of(people["secretariat"], NOW), "view", Paper(title="new"))


def test_the_rules_of_the_portal_are_sound() -> None:
    assert [str(fault) for fault in check_rules()] == []


@pytest.mark.parametrize(
    ("model", "action", "relation", "when", "expected"),
    [
        (Paper, "view", belongs("author_party"), None, ["access.E003"]),
        (Paper, "view", in_audience() | belongs("author_party"), None, ["access.E003"]),
        (Paper, "view", in_audience() & belongs("author_party"), None, ["access.E003"]),
        (Paper, "view", in_audience("club"), None, ["access.E001"]),
        (Paper, "edit", belongs("audience__party"), None, ["access.E001"]),
        (Letter, "view", in_audience(), Q(audience__live=True), ["access.E002"]),
        (Letter, "view", in_audience(), Q(live=True) & Q(is_confirmed=True), []),
        (Paper, "edit", in_audience() | belongs("author_party"), None, []),
        (Club, "view", everyone(), None, []),
    ],
)
def test_a_rule_the_engine_could_not_answer_well_stops_the_portal(
    model: type[Model], action: str, relation: Relation, when: Q | None, expected: list[str]
) -> None:
    rule = Rule(model, action, relation.bind(model), frozenset(), when)
    assert [fault.id for fault in check_rule(rule)] == expected


def test_a_listed_model_without_its_index_stops_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Paper._meta, "indexes", [])
    assert [fault.id for fault in check_rule(rule_for(Paper, "view"))] == ["access.E005", "access.E005"]


def who_may(people: dict[str, User], record: Any, action: str) -> set[str]:
    """Ask in all five ways; they must agree before anything else is said."""
    model = type(record)
    named = {user.pk: name for name, user in people.items()}
    told = {named[user.pk] for user in people_who_may(action, record, NOW)}
    for name, user in people.items():
        viewer = Viewer(user, NOW)
        listed = model.objects.permitted(viewer, action).filter(pk=record.pk).exists()
        flagged = getattr(model.objects.with_can(viewer, action).get(pk=record.pk), f"can_{action}")
        seen = model.objects.permitted_with_can(viewer, action).filter(pk=record.pk).first()
        answers = {can(viewer, action, record), listed, flagged, name in told, _flag(seen, action)}
        assert len(answers) == 1, f"{name} {action}: {answers}"
    return told


def _flag(row: Any, action: str) -> bool:
    """What the button says of a record that is seen; of one that is hidden there is none."""
    return row is not None and getattr(row, f"can_{action}")
