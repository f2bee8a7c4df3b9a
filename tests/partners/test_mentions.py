"""Who is mentioned: bodies and people that may read the record; of nobody else anything is said."""

import pytest
from pytest_django import DjangoAssertNumQueries

from access.choosing.mentions import MOST, offered, settled
from access.markdown.drawing import as_html
from access.markdown.reading import plain
from access.models import Party, PartyMember
from partners.models import Membership
from tests.cast import NOW, Cast
from tests.meetings.sittings import body
from tests.partners.test_audiences import jashore

pytestmark = pytest.mark.django_db


def names(text: str, *parties: int) -> tuple[str, list[str]]:
    kept, mentioned = settled(text, parties, NOW)
    return kept, [one.name_en for one in mentioned]


@pytest.mark.parametrize(
    "typed",
    [
        "@BNWLA, can you?",
        "ask @bnwla.",
        "@Bangladesh National Woman Lawyers' Association can you?",
        "(@BNWLA)",
        "**@BNWLA**",
        "@মহিলা আইনজীবী সমিতি আপনারা কি পারবেন?",
    ],
)
def test_a_body_that_reads_is_mentioned_by_any_of_its_names(cast: Cast, typed: str) -> None:
    kept, mentioned = names(typed, body("BNWLA").all_party_id)
    assert mentioned == [body("BNWLA").name_en]
    assert f"](organisation:{body('BNWLA').ref})" in kept
    assert 'class="mention"' in as_html(kept)
    # What is read is what was typed.
    assert plain(kept) == plain(typed)


def test_a_person_that_reads_is_mentioned_by_their_post(cast: Cast) -> None:
    kept, mentioned = settled("@Field staff, Rights Jessore: when?", [body("RJ").all_party_id], NOW)
    assert [one.user_id for one in mentioned] == [cast.rj_staff.user.pk]
    assert plain(kept) == "@Field staff, Rights Jessore: when?"


@pytest.mark.parametrize("typed", ["@BNWLA", "@Nobody Of That Name", "a@bnwla.org", "@", "@@", "@ BNWLA"])
def test_whoever_does_not_read_is_answered_as_whoever_there_is_not(cast: Cast, typed: str) -> None:
    assert names(typed, body("RJ").all_party_id) == (typed, [])


def test_a_reference_that_somebody_wrote_themselves_is_asked_like_a_name(cast: Cast) -> None:
    bnwla, far = body("BNWLA"), body("CWCS")
    typed = (
        f"@[Police](organisation:{bnwla.ref}) @[X](organisation:{far.ref}) @[Y](person:nobody) @[Z](own:1)"
    )
    kept, mentioned = names(typed, bnwla.all_party_id)
    assert mentioned == [bnwla.name_en]
    # Under its own name, and the others as plain words.
    assert "Police" not in kept and far.ref not in kept and "@X @Y @Z" in kept


@pytest.mark.parametrize(
    "nested",
    [
        "@[@[Police](organisation:none)](organisation:%s)",
        "@[@[@[Police](organisation:none)](person:none)](organisation:%s)",
        "@[ask @[Police](organisation:none) first](organisation:%s)",
        "@[@Police](organisation:%s)",
    ],
)
def test_no_mention_comes_to_stand_by_one_within_its_words(cast: Cast, nested: str) -> None:
    bnwla, rj = body("BNWLA"), body("RJ")
    kept, mentioned = names(nested % bnwla.ref, rj.all_party_id)
    assert not mentioned and "](organisation:" not in kept and 'class="mention"' not in as_html(kept)
    assert names(kept, rj.all_party_id) == (kept, [])
    # Nor under another name beside one that stands.
    beside, _ = names(f"@BNWLA {nested % bnwla.ref}", bnwla.all_party_id)
    assert "Police](" not in beside and "](organisation:" in beside


def test_a_name_within_the_words_of_a_mention_is_no_other_one(cast: Cast) -> None:
    bnwla, rj = body("BNWLA"), body("RJ")
    kept, _ = names(f"@[@BNWLA](organisation:{rj.ref}) and so on", bnwla.all_party_id)
    assert kept == "@@BNWLA and so on"


def test_it_is_asked_anew_of_the_audience_it_has_then(cast: Cast) -> None:
    kept, _ = settled("@BNWLA", [body("BNWLA").all_party_id], NOW)
    narrowed, mentioned = settled(kept, [body("RJ").all_party_id], NOW)
    assert not mentioned and "organisation:" not in narrowed and narrowed.startswith("@")
    assert settled(kept, [body("BNWLA").all_party_id], NOW)[0] != narrowed


def test_a_body_reads_where_one_of_its_people_does(cast: Cast) -> None:
    """By a seat of the committee; not once nobody serves it any more."""
    members = jashore().members_party_id
    assert names("@Rights Jessore", members)[1] == [body("RJ").name_en]
    PartyMember.objects.filter(party=body("RJ").all_party).delete()
    assert names("@Rights Jessore", members)[1] == []


def test_nobody_is_offered_who_does_not_read(cast: Cast) -> None:
    likely = offered("BNWLA", [body("BNWLA").all_party_id], NOW)
    assert [one.name_en for one in likely] == [body("BNWLA").name_en, "Liaison officer, BNWLA"]
    assert not offered("BNWLA", [body("RJ").all_party_id], NOW)
    assert offered("Deputy Commissioner", [jashore().members_party_id], NOW)
    assert not offered("", [jashore().members_party_id], NOW)
    assert not offered("oversight", [Party.objects.everyone().pk], NOW)


def test_a_name_that_two_readers_bear_calls_neither(cast: Cast) -> None:
    twin = cast.bnwla_liaison.person
    twin.label_en = cast.rj_liaison.person.label_en
    twin.save()
    everyone = Party.objects.everyone().pk
    assert names(f"@{twin.label_en}", everyone)[1] in ([], [body("RJ").name_en])
    assert Membership.objects.filter(person=twin).exists()


def test_many_calls_cost_as_many_statements_as_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    everyone = Party.objects.everyone().pk
    for text in ("@BNWLA", "@BNWLA @Rights Jessore, @CWCS and @Nobody " * 5, "@x " * 10 * MOST):
        with django_assert_num_queries(2):
            settled(text, [everyone], NOW)
