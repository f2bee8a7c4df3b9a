"""Who an author can choose to read something, what is said of them before it is sent, and that it is true."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from access.choosing.choices import MOST, Chosen, behind, named_by, party_ids_of, resolve
from access.choosing.field import Held, ReadersField, ReadersForm
from access.choosing.words import readers_said, readers_stand
from access.models import Party, PartyMember, User
from access.rules.members import people_of
from access.toolkit.errors import Mendable
from partners.head_counts import OBSERVER, head_count
from partners.models import Committee, Membership, Organisation, Person, Seat, Side
from tests.budgets import budget
from tests.cast import NOW, READERS, Cast, browser
from tests.meetings.sittings import body
from tests.partners.test_readership import CLUB, EVERYONE, PANEL, One, build, hour, known_party, people
from tests.toys.access import TOYS
from tests.toys.world import rolled_back

pytestmark = pytest.mark.django_db
NOWHERE = "n0-such-record-anywher"


class Letter(ReadersForm):
    """A form with an audience, as a room would write it."""

    readers = ReadersField(TOYS)


def jashore() -> Committee:
    return Committee.objects.get(place__name_en="Jashore", tier="district")


def person_of(cast: Cast, key: str) -> Person:
    return cast[key].person


def values_of(cast: Cast, *names: str) -> list[str]:
    known = {
        "committee": f"committee:{jashore().ref}",
        "bnwla": f"organisation:{body('BNWLA').ref}",
        "staff": f"person:{person_of(cast, 'rj_staff').ref}",
        "own": f"own:{body('RJ').ref}",
        "everyone": "everyone",
    }
    return [known[name] for name in names]


def chosen(cast: Cast, *names: str, key: str = "rj_liaison") -> Chosen:
    return resolve(cast[key].viewer, values_of(cast, *names), TOYS)


def readers(parties: list[int], users: list[int]) -> set[int]:
    """The people of these parties and these people, by the rule that every audience is read by."""
    return set(people_of(parties, NOW).values_list("pk", flat=True)) | set(users)


AUDIENCES = [("everyone",), ("own",), ("committee",), ("bnwla",), ("staff",), ("committee", "bnwla", "staff")]


@pytest.mark.parametrize("names", AUDIENCES, ids=" ".join)
def test_who_is_counted_before_it_is_sent_is_who_may_read_it_after(
    cast: Cast, names: tuple[str, ...]
) -> None:
    audience, author = chosen(cast, *names), cast.rj_liaison
    said = readers_said(author.viewer, audience, TOYS)
    stored = party_ids_of(audience)
    assert said.total == len(readers(stored, [author.user.pk]))
    stands = readers_stand(behind(stored), stored, TOYS, NOW, is_internal=audience.is_internal)
    assert stands.total == len(readers(stored, []))
    # The sides add up to it.
    assert sum(map(int, re.findall(r"\d+", said.head)[1:])) == said.total


@settings(
    max_examples=budget(25, 1_000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    world=st.lists(people(), max_size=5),
    asked=st.sets(st.sampled_from([CLUB, PANEL, EVERYONE])),
    named=st.sets(st.integers(0, 4)),
    at=st.integers(0, 4),
)
def test_each_reader_is_counted_once_where_a_plain_count_has_them(
    cast: Cast, world: list[One], asked: set[str], named: set[int], at: int
) -> None:
    with rolled_back():
        build(world)
        seat = Seat.objects.create(
            code="audience-observer", committee=jashore(), role=Seat.Role.OBSERVER, side=Side.NGO
        )
        for row in PartyMember.objects.filter(party=known_party(PANEL)):
            PartyMember.objects.filter(pk=row.pk).update(reason=f"holder:{row.pk}:seat:{seat.pk}")
        users = dict(enumerate(accounts(len(world))))
        by_name = [users[number] for number in named if number in users]
        with translation.override("en"):
            counted = head_count([known_party(one).pk for one in sorted(asked)], by_name, hour(at))
        assert by_side(counted.parts) == plain(world, asked, named, at)
        assert counted.total == sum(number for _label, number in counted.parts)


def accounts(number: int) -> list[int]:
    emails = [f"reader{place}@example.invalid" for place in range(number)]
    return [User.objects.get(email=email).pk for email in emails]


def by_side(parts: Any) -> dict[str, int]:
    with translation.override("en"):
        labels = {str(Side(value).label): value for value in Side.values}
        labels |= {"others": "", "observers": OBSERVER}
    return {labels[label]: number for label, number in parts}


def plain(world: list[One], asked: set[str], named: set[int], at: int) -> dict[str, int]:
    """The same by hand: where the network is among them nobody is told apart as an observer."""
    found: dict[str, int] = {}
    for number, one in enumerate(world):
        by = [party for party, term in one.belongs if party in asked and term.runs(at)]
        if not one.is_let_in() or not (by or number in named):
            continue
        observes = set(by) == {PANEL} and number not in named and EVERYONE not in asked
        side = OBSERVER if observes else one.side(at)
        found[side] = found.get(side, 0) + 1
    return found


def test_it_says_in_plain_words_who_reads_it(cast: Cast) -> None:
    with translation.override("en"):
        said = readers_said(cast.rj_liaison.viewer, chosen(cast, "committee", "bnwla", "staff"), TOYS).text
        own = readers_said(cast.rj_liaison.viewer, chosen(cast, "own"), TOYS).text
        network = readers_said(cast.rj_liaison.viewer, chosen(cast, "everyone"), TOYS).text
    assert re.match(r"\d+ people read this: \d+ Government, \d+ NGO", said)
    assert f"They sit on {jashore().name_en}." in said and f"They serve {body('BNWLA').name_en}." in said
    assert "Named as people: 1." in said and "Deputy Commissioners" in said
    assert "to open it, it must name a purpose, and the author is told." in said
    assert "oversight included" in own and "must name a purpose" not in own
    assert "Nobody in government is among them." in own
    assert "Everyone in the network is meant." in network and re.match(r"\d+ people read this", network)


def test_it_says_so_in_bangla_with_bangla_digits(cast: Cast) -> None:
    with translation.override("bn"):
        said = readers_said(cast.rj_liaison.viewer, chosen(cast, "committee"), TOYS).text
    assert not re.search(r"[A-Za-z0-9]", said)


def test_whose_seats_are_all_observers_is_counted_as_an_observer(cast: Cast) -> None:
    Seat.objects.filter(committee=jashore(), organisation=body("RJ")).update(role=Seat.Role.OBSERVER)
    with translation.override("en"):
        counted = head_count([jashore().members_party_id], [], NOW)
        named = head_count([jashore().members_party_id], [cast.rj_liaison.user.pk], NOW)
    assert by_side(counted.parts)[OBSERVER] == 1
    assert OBSERVER not in by_side(named.parts) and named.total == counted.total


@pytest.mark.parametrize("size", [1, 7])
def test_the_number_of_statements_does_not_grow_with_the_audience(
    cast: Cast, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    viewer = cast.rj_liaison.viewer
    persons = [f"person:{cast[key].person.ref}" for key in READERS if key != "oversight"]
    committees = [f"committee:{one.ref}" for one in Committee.objects.all()[:size]]
    bodies = [f"organisation:{one.ref}" for one in Organisation.objects.filter(has_left=False)[:size]]
    values = [one.value for one in named_by(viewer, [*persons[:size], *committees, *bodies], TOYS)]
    assert len(values) == 3 * size
    with django_assert_num_queries(7):
        readers_said(viewer, resolve(viewer, values, TOYS), TOYS)


@pytest.mark.parametrize(
    "kind", ["committee", "organisation", "person", "own", "office", "everyone", "", "\x00"]
)
def test_what_may_not_be_named_is_answered_as_what_there_is_not(cast: Cast, kind: str) -> None:
    """Another's organisation as one's own, a login that the directory does not show, one that has ended."""
    not_mine = {
        "own": body("BNWLA").ref,
        "person": Person.objects.get(user=cast.oversight.user).ref if _known(cast, "oversight") else NOWHERE,
        "committee": _ended(),
    }.get(kind, NOWHERE)
    answers = []
    for ref in (not_mine, NOWHERE):
        with pytest.raises(Mendable) as refused:
            resolve(cast.rj_liaison.viewer, [f"{kind}:{ref}"], TOYS)
        answers.append((str(refused.value), refused.value.code))
    assert answers[0] == answers[1] and answers[0][1] == "unknown"


def _known(cast: Cast, key: str) -> bool:
    return Person.objects.filter(user=cast[key].user).exists()


def _ended() -> str:
    one = Committee.objects.exclude(pk=jashore().pk).filter(tier="union")[:1].get()
    Committee.objects.filter(pk=one.pk).update(ended_on=NOW.date() - timedelta(days=1))
    return str(one.ref)


def test_whoever_has_left_or_is_closed_cannot_be_named(cast: Cast) -> None:
    staff = person_of(cast, "rj_staff")
    value = f"person:{staff.ref}"
    assert resolve(cast.bnwla_liaison.viewer, [value], TOYS).users == [cast.rj_staff.user.pk]
    Membership.objects.filter(person=staff).delete()
    with pytest.raises(Mendable):
        resolve(cast.bnwla_liaison.viewer, [value], TOYS)


def test_who_has_no_place_in_the_network_names_nobody(cast: Cast) -> None:
    with pytest.raises(Mendable):
        resolve(cast.administrator.viewer, values_of(cast, "everyone"), TOYS)


@pytest.mark.parametrize("names", [("everyone", "committee"), ("own", "committee")], ids=" ".join)
def test_what_contradicts_itself_is_refused(cast: Cast, names: tuple[str, ...]) -> None:
    with pytest.raises(Mendable) as refused:
        chosen(cast, *names)
    assert refused.value.code == "contradiction"


def test_too_many_are_refused(cast: Cast) -> None:
    with pytest.raises(Mendable) as refused:
        resolve(cast.rj_liaison.viewer, [f"person:{n}" for n in range(MOST + 1)], TOYS)
    assert refused.value.code == "too_many"


def test_the_people_of_oversight_are_nobody_to_name(cast: Cast) -> None:
    page = browser(cast.rj_liaison.user).get(
        reverse("search_offered"), {"choose": "people", "q": "oversight"}
    )
    assert page.status_code == 200 and 'data-no-result-found="true"' in page.content.decode()


@pytest.mark.parametrize(
    ("kind", "typed", "found"),
    [
        ("people", "Deputy Commissioner", "Deputy Commissioner, Jashore"),
        ("people", "যশোর", "Deputy Commissioner, Jashore"),
        ("people", "Rights Jessore", "Liaison officer, Rights Jessore"),
        ("committees", "jashore", "Jashore"),
    ],
)
def test_a_person_or_committee_is_found_while_typing(cast: Cast, kind: str, typed: str, found: str) -> None:
    page = browser(cast.uno_sharsha.user).get(reverse("search_offered"), {"choose": kind, "q": typed})
    names = [
        unescape(name) for name in re.findall(r'data-autocomplete-value="([^"]+)"', page.content.decode())
    ]
    assert any(found in name for name in names), names


def sent(cast: Cast, **fields: str | list[str]) -> Letter:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name.replace("_", "-"), value if isinstance(value, list) else [value])
    return Letter(data, viewer=cast.rj_liaison.viewer)


def holds(form: Letter) -> Held:
    form.is_valid()
    found = form.fields["readers"].widget.holds
    assert isinstance(found, Held)
    return found


def test_nothing_is_sent_to_people_whom_its_author_has_not_read_about(cast: Cast) -> None:
    picked: dict[str, str | list[str]] = {"readers_who": "chosen", "readers": values_of(cast, "committee")}
    first = sent(cast, **picked)
    assert not first.is_valid() and first.has_error("readers", "unseen")
    assert "people read this" in str(first["readers"])
    seen = holds(first).seen
    second = sent(cast, **picked, readers_seen=seen)
    assert second.is_valid() and second.cleaned_data["readers"] == chosen(cast, "committee")
    widened = sent(
        cast, readers_who="chosen", readers=values_of(cast, "committee", "bnwla"), readers_seen=seen
    )
    assert not widened.is_valid() and widened.has_error("readers", "unseen")


def test_to_ask_who_that_is_sends_nothing_and_blames_nothing(cast: Cast) -> None:
    picked: dict[str, str | list[str]] = {"readers_who": "chosen", "readers": values_of(cast, "committee")}
    seen = holds(sent(cast, **picked)).seen
    asking = sent(cast, **picked, readers_seen=seen, readers_show="1")
    assert not asking.is_valid() and not asking.errors and "people read this" in str(asking["readers"])


def test_what_is_typed_and_means_one_alone_is_ticked_and_what_means_several_is_offered(cast: Cast) -> None:
    one = sent(cast, readers_who="chosen", readers_organisation="BNWLA")
    assert holds(one).chosen.values == values_of(cast, "bnwla")
    several = sent(
        cast, readers_who="chosen", readers_organisation="women", readers=values_of(cast, "committee")
    )
    assert several.has_error("readers", "unknown") and "Which of these?" in str(several["readers"])
    picks = re.findall(r'name="readers-organisation-picked"\s+value="([^"]+)"', str(several["readers"]))
    picked = sent(
        cast, readers_who="chosen", readers_organisation="women", readers_organisation_picked=picks[0]
    )
    assert holds(picked).chosen.values == [picks[0]]
    # What was ticked before stays.
    assert values_of(cast, "committee")[0] in holds(several).groups[0].ticked


def test_nothing_chosen_is_asked_for_and_ticks_do_not_count_beside_everyone(cast: Cast) -> None:
    assert sent(cast).has_error("readers", "required")
    assert sent(cast, readers_who="chosen").has_error("readers", "required")
    form = sent(cast, readers_who="everyone", readers=values_of(cast, "committee"))
    assert holds(form).chosen.is_everyone


def test_the_page_says_who_it_is_while_one_chooses_and_changes_nothing(cast: Cast) -> None:
    client: Client = browser(cast.rj_liaison.user)
    address = reverse("readers_said")
    asked = {
        "use": "toys",
        "field": "readers",
        "readers-who": "chosen",
        "readers": values_of(cast, "committee"),
    }
    parties = Party.objects.count()
    page = client.get(address, asked)
    assert page.status_code == 200 and "people read this" in page.content.decode()
    assert re.search(r'value="committee:[^"]+" checked', page.content.decode())
    assert Party.objects.count() == parties
    assert client.get(address, asked | {"field": 'x"><script>'}).status_code == 404
    assert client.get(address, asked | {"use": "nothing"}).status_code == 404


@pytest.mark.parametrize(
    "junk", ["<script>alert(1)</script>", "\x00", "a" * 5000, "person:\x00", "own:", ":", "১২৩"]
)
def test_a_choice_holds_whatever_is_sent(cast: Cast, junk: str) -> None:
    client, asked = browser(cast.rj_liaison.user), {"use": "toys", "field": "readers"}
    typed = {"readers": [junk, junk], "readers-person": junk, "readers-committee": junk, "readers-seen": junk}
    for who in (junk, "chosen"):
        page = client.get(reverse("readers_said"), asked | typed | {"readers-who": who})
        assert page.status_code == 200 and "<script>alert" not in page.content.decode()


def test_a_stored_audience_stands_in_the_form_as_it_was_chosen(cast: Cast) -> None:
    stored = party_ids_of(chosen(cast, "committee", "bnwla", "staff"))
    assert set(behind(stored).values) == set(values_of(cast, "committee", "bnwla", "staff"))
    form = Letter(viewer=cast.rj_liaison.viewer, initial={"readers": behind(stored)})
    drawn = str(form["readers"])
    assert drawn.count('type="checkbox"') >= 3 and "people read this" in drawn
    for value in values_of(cast, "committee", "bnwla", "staff"):
        assert re.search(rf'value="{value}" checked', drawn)
