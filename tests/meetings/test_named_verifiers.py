"""The meeting names who verifies an action point: of another side, asked once more at circulation."""

import re
from typing import Any

import pytest
from django.urls import reverse

from access.models import User
from access.rules.engine import RefusedError
from access.toolkit.errors import Mendable
from commitments.actions import to_agree
from commitments.models import Commitment, Event
from commitments.queries.hands import gives_no_verdict
from meetings import actions
from meetings.circulated_text import is_unaltered
from meetings.models import ActionPoint, Minutes
from partners.models import GroupKind, Office, Organisation, Person, Seat
from tests.cast import NOW, Cast, browser, viewer
from tests.commitments.world import holder, member, person
from tests.meetings.sittings import DUE, approved, body, draft, item_of, seated, sent, sharsha
from tests.programs import Program

pytestmark = pytest.mark.django_db


def of_government(ending: str) -> Organisation:
    found = Office.objects.get(place=sharsha().place, code__endswith=f":{ending}").organisation
    assert found is not None
    return found


def holds(ending: str) -> User:
    """Somebody who holds this office of the place from now on."""
    return holder(person(ending), Office.objects.get(place=sharsha().place, code__endswith=f":{ending}"))


def given(minutes: Minutes, by: User, **who: Any) -> ActionPoint:
    return actions.add_action_point(by=by, item=item_of(minutes), at=NOW, what="Meet", due_on=DUE, **who)


def refusal(by: User, point: ActionPoint, verifier: Organisation) -> str | None:
    """The code with which a name is refused; nothing where it stands in the draft then."""
    try:
        actions.name_point_verifier(by=by, point=point, verifier=verifier, at=NOW)
    except Mendable as refused:
        return refused.code
    point.refresh_from_db()
    assert point.verifier == verifier
    return None


def test_who_may_be_named_for_whom_and_by_whom(cast: Cast) -> None:
    seated("BNWLA")
    writer, secretary = cast.facilitator.user, cast.uno_sharsha.user
    other = holds("upazila-women-affairs-officer")
    holds("upazila-social-services-officer")
    minutes = draft(writer)
    women, uno = of_government("upazila-women-affairs-officer"), of_government("upazila-nirbahi-officer")
    far = Organisation.objects.exclude(liaison_party=None).filter(code__in=["UNICEF", "IOM"]).first()
    of_women, of_uno = given(minutes, writer, owner=women), given(minutes, writer, owner=uno)
    of_rj, of_group = given(minutes, writer, owner=body("RJ")), given(minutes, writer, group=GroupKind.UNIONS)
    named = [
        (secretary, of_women, body("BNWLA"), None),
        (secretary, of_women, body("RJ"), None),
        (secretary, of_women, women, "verifier"),
        (secretary, of_women, uno, "verifier"),
        # Of several nobody of the body itself chooses; others of the secretariat do.
        (secretary, of_uno, body("BNWLA"), "own"),
        (other, of_uno, body("BNWLA"), None),
        (secretary, of_rj, body("BNWLA"), "verifier"),
        # Only people of the secretariat sign in there, and any of them may circulate.
        (other, of_rj, uno, "verifier"),
        (secretary, of_rj, women, "verifier"),
        (secretary, of_rj, of_government("upazila-social-services-officer"), None),
        (secretary, of_group, body("RJ"), "group"),
    ]
    for by, point, verifier, code in named:
        assert refusal(by, point, verifier) == code, (by, point.owner_en, verifier)
    if far is not None:
        assert refusal(secretary, given(minutes, writer, owner=far), body("RJ")) == "not-bound"
    for point, code in ((of_women, None), (of_uno, "own")):
        try:
            actions.name_point_verifier(by=secretary, point=point, at=NOW)
        except Mendable as refused:
            assert refused.code == code
        point.refresh_from_db()
        assert (point.verifier_en == "") == (code is None), "whom it serves it unsays no more than it says"


def test_nobody_names_a_body_of_their_own_nor_without_being_of_the_secretariat(cast: Cast) -> None:
    seated("BNWLA")
    writer, secretary = cast.facilitator.user, cast.uno_sharsha.user
    minutes = draft(writer)
    point = given(minutes, writer, owner=of_government("upazila-women-affairs-officer"))
    address = reverse("meeting_point_verifier", args=[minutes.meeting.ref, point.ref])
    with pytest.raises(RefusedError):
        actions.name_point_verifier(by=writer, point=point, verifier=body("RJ"), at=NOW)
    assert browser(writer).get(address).status_code == 403
    shown = browser(writer).get(reverse("meeting_item", args=[minutes.meeting.ref, point.item.ref]))
    assert shown.status_code == 200 and address not in shown.text
    member(Person.objects.get(user=secretary), body("BNWLA"))
    assert refusal(secretary, point, body("BNWLA")) == "verifier"
    assert body("BNWLA").ref not in browser(secretary).get(address).text
    assert refusal(secretary, point, body("RJ")) is None


def test_the_named_verifier_flows_into_the_promise_and_the_frozen_text(cast: Cast) -> None:
    seated("BNWLA")
    writer = cast.facilitator.user
    minutes = draft(writer)
    women = of_government("upazila-women-affairs-officer")
    point, _other = given(minutes, writer, owner=women), given(minutes, writer, owner=body("RJ"))
    actions.name_point_verifier(by=cast.uno_sharsha.user, point=point, verifier=body("BNWLA"), at=NOW)
    minutes = sent(cast, minutes)
    made = Commitment.objects.get(owner=women)
    assert (made.verifier, made.verifier_by_presence, made.verifier_since) == (body("BNWLA"), False, NOW)
    line = made.history.get(event=Event.NAMED_BY_MEETING)
    assert (line.organisation, line.by) == (body("BNWLA"), cast.uno_sharsha.user)
    assert minutes.frozen_text.count('"verifier_en"') == 1 and is_unaltered(minutes)
    Organisation.objects.filter(code="BNWLA").update(name_en="Another name")
    assert is_unaltered(Minutes.objects.get(pk=minutes.pk))
    assert Commitment.objects.get(owner=body("RJ")).verifier is None
    # Who took the minutes under a delegation judges nothing that stands in them, through whatever body.
    member(Person.objects.get(user=writer), body("BNWLA"))
    assert gives_no_verdict(viewer(writer), made)
    assert not gives_no_verdict(viewer(cast.bnwla_liaison.user), made)
    page = browser(cast.uno_sharsha.user).get(reverse("meeting", args=[minutes.meeting.ref]))
    assert page.content.decode().count("Verified by: ") == 1


def test_minutes_that_name_nobody_have_the_text_they_always_had(cast: Cast) -> None:
    minutes = approved(cast)
    actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    minutes.refresh_from_db()
    assert "verifier" not in minutes.frozen_text


def test_a_name_that_became_invalid_is_asked_at_its_line_and_nothing_is_circulated(cast: Cast) -> None:
    seat = seated("BNWLA")
    writer, secretary = cast.facilitator.user, cast.uno_sharsha.user
    minutes = draft(writer)
    point = given(minutes, writer, owner=of_government("upazila-women-affairs-officer"))
    actions.name_point_verifier(by=cast.uno_sharsha.user, point=point, verifier=body("BNWLA"), at=NOW)
    actions.send_to_chair(by=writer, minutes=minutes, at=NOW)
    actions.approve(by=secretary, minutes=minutes, at=NOW)
    Seat.objects.filter(pk=seat.pk).update(until=NOW.date())
    with pytest.raises(Mendable) as refused:
        actions.circulate(by=secretary, minutes=minutes, at=NOW)
    assert refused.value.code == "verifier" and "“Meet”" in str(refused.value)
    assert not Commitment.objects.exists() and not Minutes.objects.get(pk=minutes.pk).is_frozen
    actions.take_back(by=secretary, minutes=minutes, at=NOW)
    actions.name_point_verifier(by=secretary, point=point, verifier=body("RJ"), at=NOW)
    sent(cast, minutes)
    assert Commitment.objects.get().verifier == body("RJ")


def test_page_and_program_offer_and_name_the_same_and_the_circulate_page_says_who(cast: Cast) -> None:
    seated("BNWLA")
    writer, secretary = cast.facilitator.user, cast.uno_sharsha.user
    minutes, program = draft(writer), Program(secretary)
    women = of_government("upazila-women-affairs-officer")
    point, unnamed = given(minutes, writer, owner=women), given(minutes, writer, owner=women)
    ref = minutes.meeting.ref
    address, path = (
        reverse("meeting_point_verifier", args=[ref, point.ref]),
        f"meetings/{ref}/action-points/{point.ref}/",
    )
    client = browser(secretary)
    page = client.get(address).content.decode()
    offered = re.findall(r'type="radio" name="verifier" value="([\w-]+)"( checked)?', page)
    read = program.get(f"{path}who-may-verify/").json()
    assert {ref for ref, _checked in offered} == {one["ref"] for one in read["results"]}
    assert len(offered) == 2 and not any(checked for _ref, checked in offered)
    assert "Several organisations could verify it: the secretariat names one" in page
    assert client.post(address, {"verifier": body("BNWLA").ref, "version": version(page)}).status_code == 302
    assert program.get(path).json()["verifier_en"] == body("BNWLA").name_en
    answer = program.post(f"{path}verifier/", {"verifier": body("RJ").ref})
    assert answer.status_code == 200 and answer.json()["verifier_en"] == body("RJ").name_en
    assert program.post(f"{path}verifier/", {"verifier": women.ref}).status_code == 422
    stale = client.post(address, {"verifier": body("BNWLA").ref, "version": version(page)})
    assert stale.status_code == 422 and "A colleague changed this meanwhile" in stale.content.decode()
    shown = client.get(reverse("meeting_item", args=[ref, item_of(minutes).ref])).content.decode()
    assert shown.count("Verified by: ") == 1
    assert reverse("meeting_point_verifier", args=[ref, unnamed.ref]) in shown
    actions.send_to_chair(by=writer, minutes=minutes, at=NOW)
    actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    asked = browser(cast.uno_sharsha.user).get(reverse("meeting_circulate", args=[ref])).content.decode()
    assert "Verified by: " in asked and asked.count("it goes by the rule once it is accepted") == 1
    assert "<b>Government</b>: Several organisations could verify it" in asked
    actions.circulate(by=cast.uno_sharsha.user, minutes=Minutes.objects.get(pk=minutes.pk), at=NOW)
    assert program.post(f"{path}verifier/", {}).status_code in {403, 422}


def version(page: str) -> str:
    found = re.search(r'name="version" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_no_verifier_passes_into_a_promise_beside_what_was_said(cast: Cast) -> None:
    said: Any = {"what": "Meet", "owner": body("RJ"), "committee": sharsha(), "agreed_on": NOW.date()}
    said |= {"source_type": "", "source_id": None, "source_text_en": "", "source_text_bn": ""}
    to_agree(due_on=DUE, at=NOW, **said)
    with pytest.raises(TypeError):
        to_agree(due_on=DUE, at=NOW, **said | {"verifier": body("BNWLA")})
