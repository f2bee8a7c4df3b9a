"""A search from the box to the record: whole numbers, a letter or two, every spelling, a new holder."""

import pytest
from django.urls import reverse

from access.models import User
from language.digits import to_bengali
from meetings import actions
from meetings.models import AgendaItem, Decision, Meeting, Minutes
from partners.actions import hand_over
from partners.models import Office, Seat
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import announced, circulated, sent, sharsha, write
from tests.newcomers import known

pytestmark = pytest.mark.django_db
MEMO = "05.44.8782.000.16.011.26-412"
LANGUAGES = ("en", "bn")


def found(user: User, typed: str, language: str = "en", kind: str = "") -> list[str]:
    """The addresses on the page of a search, those of one kind where it is named."""
    page = browser(user, language).get(reverse("search"), {"q": typed})
    assert page.status_code == 200
    groups = page.context["found"].groups
    return [hit.url for group in groups if kind in ("", group.source.name) for hit in group.hits]


def offered(user: User, typed: str, language: str = "en") -> list[str]:
    """The addresses that the box offers."""
    answer = browser(user, language).get(reverse("search_offered"), {"q": typed})
    return [hit.url for group in answer.context["found"].groups for hit in group.hits]


def address(meeting: Meeting) -> str:
    return reverse("meeting", args=[meeting.ref])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "typed", [MEMO, to_bengali(MEMO), f"স্মারক নম্বর {to_bengali(MEMO)}", f"memo no. {MEMO}"]
)
def test_a_whole_memo_number_leads_to_its_meeting_alone(cast: Cast, typed: str, language: str) -> None:
    user = cast.uno_sharsha.user
    meeting = announced(user, number=41, memo_number=MEMO)
    announced(user, number=42, memo_number=MEMO.replace("412", "413"))
    for ways in (found(user, typed, language, "meetings"), offered(user, typed, language)):
        assert ways == [address(meeting)]
    assert address(meeting) not in found(cast.far_liaison.user, typed, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_memo_number_that_came_later_is_found_as_well(cast: Cast, language: str) -> None:
    minutes = circulated(cast, number=41)
    user = cast.uno_sharsha.user
    assert not found(user, MEMO, language)
    actions.give_memo_number(by=user, minutes=minutes, memo_number=to_bengali(MEMO), at=NOW)
    for typed in (MEMO, to_bengali(MEMO)):
        assert found(user, typed, language, "minutes") == [address(minutes.meeting)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["41.3", "৪১.৩", " ৪১.৩। "])
def test_the_number_of_a_decision_is_no_other_number(cast: Cast, typed: str, language: str) -> None:
    minutes = decided_on_third(cast)
    user = cast.rj_liaison.user
    assert Decision.objects.get(minutes=minutes).number == "41.3"
    assert found(user, typed, language, "decisions") == [address(minutes.meeting)]
    assert address(minutes.meeting) in offered(user, typed, language)
    for other in ("41.30", "৪১.৩১", "141.3"):
        assert not found(user, other, language, "decisions")
    assert not found(cast.far_liaison.user, typed, language, "decisions")


def decided_on_third(cast: Cast) -> Minutes:
    """Minutes of the 41st meeting that decided on their third item."""
    by = cast.facilitator.user
    meeting = announced(cast.uno_sharsha.user, number=41, agenda=["Rescue", "Shelter places"])
    minutes = actions.open_minutes(by=by, meeting=meeting, at=NOW)
    assert AgendaItem.objects.get(meeting=meeting, title="Shelter places").position == 3
    write(by, minutes)
    return sent(cast, minutes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ক", ""), ("মা", ""), ("য", "যশোর"), ("J", "Jashore"), ("শা", "শার্শা"), ("NC", "GO-NGO"),
        ("RJ", "Rights"),
    ],
)  # fmt: skip
def test_one_or_two_letters_have_an_answer_on_the_page_and_in_the_box(
    cast: Cast, typed: str, name: str, language: str
) -> None:
    user = cast.far_liaison.user
    ways = found(user, typed, language)
    assert ways and offered(user, typed, language)
    client = browser(user, language)
    for way in ways[:3]:
        assert client.get(way).status_code == 200
    if name and name.isascii() == (language == "en"):
        page = client.get(reverse("search"), {"q": typed, "kind": "places"}).content.decode()
        everything = client.get(reverse("search"), {"q": typed}).content.decode()
        assert name in page + everything.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_yashor_jessore_and_jashore_lead_to_the_same(cast: Cast, language: str) -> None:
    user = cast.far_liaison.user
    answers = [found(user, typed, language) for typed in ("যশোর", "Jessore", "Jashore", "jashore", "যশোরে")]
    assert answers[0] and all(set(one) == set(answers[0]) for one in answers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_holder_finds_what_the_predecessor_left(cast: Cast, language: str) -> None:
    meeting = announced(cast.uno_sharsha.user, number=41, title="Quillhaven review")
    Meeting.objects.filter(pk=meeting.pk).update(title_bn="কুইলহ্যাভেন পর্যালোচনা")
    minutes = circulated(cast, number=42)
    office = chair()
    newcomer = known(label_en="New holder", label_bn="নতুন", email="new-holder@example.org")
    user = newcomer.user
    assert user is not None
    words = ("Quillhaven", "কুইলহ্যাভেন", "free places", "42.2", "৪২.২")
    early = browser(user, language).get(reverse("search"), {"q": words[0]})
    assert early.headers["Location"] == reverse("account")
    hand_over(by=None, office=office, to=newcomer, on=NOW, at=NOW)
    for typed in words[:2]:
        assert found(user, typed, language, "meetings") == [address(meeting)]
        assert address(meeting) in offered(user, typed, language)
    for typed in words[2:]:
        assert address(minutes.meeting) in found(user, typed, language)
    gone = browser(cast.uno_sharsha.user, language).get(reverse("search"), {"q": words[0]})
    assert gone.headers["Location"] == reverse("account")


def chair() -> Office:
    office = Seat.objects.select_related("office").get(committee=sharsha(), role="chair").office
    assert office is not None
    return office


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sign", ["%", "%%%", "_", "\\", "'", "।", "…"])
def test_signs_alone_find_nothing_and_say_so(cast: Cast, sign: str, language: str) -> None:
    user = cast.uno_sharsha.user
    circulated(cast, number=41)
    assert found(user, sign, language) == offered(user, sign, language) == []
    said = {"en": "Type a letter or a digit.", "bn": "অন্তত একটি অক্ষর বা অঙ্ক লিখুন।"}[language]
    assert said in browser(user, language).get(reverse("search"), {"q": sign}).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["ক" * 10_000, "free places " * 900, "%" * 10_000])
def test_ten_thousand_characters_are_refused_in_words_and_looked_for_nowhere(
    cast: Cast, typed: str, language: str
) -> None:
    client = browser(cast.uno_sharsha.user, language)
    page = client.get(reverse("search"), {"q": typed})
    assert page.status_code == 422
    assert {"en": "at most 200", "bn": "২০০"}[language] in page.content.decode()
    answer = client.get(reverse("search_offered"), {"q": typed})
    assert answer.status_code == 200 and not answer.context["found"].groups
