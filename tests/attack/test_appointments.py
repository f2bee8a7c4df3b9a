"""Naming people is a way into records: nobody gives themselves an office, or a code to another's account."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from access.models import User
from access.rules.engine import RefusedError
from partners import actions
from partners.access import may_appoint
from partners.models import Organisation, OrganisationName, Seat
from tests.attack.scene import text
from tests.cast import Cast, browser, viewer
from tests.commitments.world import holder, organisation, person
from tests.meetings.sittings import jashore, sharsha

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_newcomer_of_the_own_body_still_gets_a_code(cast: Cast) -> None:
    body = Organisation.objects.get(code="CWCS")
    answer = browser(cast.far_liaison.user).post(
        reverse("organisation_add_member", args=[body.ref]),
        {
            "label": "Field staff",
            "role": "staff",
            "email": "",
            "mobile": "01798765432",
            "since": f"{timezone.localdate():%d/%m/%Y}",
        },
        follow=True,
    )
    assert "One-time code" in text(answer)


def test_the_secretary_of_an_upazila_names_nobody_into_the_district(cast: Cast) -> None:
    """The nirbahi officer chairs the upazila and sits in the district: the district names the next one."""
    post = Seat.objects.get(committee=sharsha(), role=Seat.Role.CHAIR).office
    secretary_post = Seat.objects.get(committee=sharsha(), role=Seat.Role.MEMBER_SECRETARY).office
    assert post is not None and secretary_post is not None
    assert Seat.objects.filter(office=post, committee=jashore(), until=None).exists()
    secretary = holder(person("upazila secretary"), secretary_post)
    assert not may_appoint(viewer(secretary), post)
    accomplice = person("accomplice")
    with pytest.raises(PermissionDenied):
        actions.hand_over(by=secretary, office=post, to=accomplice, on=timezone.now(), at=timezone.now())
    # The page of that seat, which the secretary may open, says no as well.
    chair = Seat.objects.get(committee=sharsha(), role=Seat.Role.CHAIR)
    answer = browser(secretary).post(
        reverse("committee_seat", args=[sharsha().ref, chair.ref]),
        {
            "form": "hand-over",
            "hand-on": f"{timezone.localdate():%d/%m/%Y}",
            "hand-manner": "substantive",
            "hand-email": "accomplice@example.invalid",
            "hand-mobile": "",
        },
    )
    assert answer.status_code == 403
    assert not User.objects.filter(email="accomplice@example.invalid").exists()


def test_a_liaison_officer_names_nobody_into_another_body(cast: Cast) -> None:
    other = organisation("other")
    client = browser(cast.far_liaison.user)
    for name in ("organisation_add_member", "organisation_rename"):
        for method in ("get", "post"):
            assert getattr(client, method)(reverse(name, args=[other.ref])).status_code == 403
    with pytest.raises(RefusedError):
        actions.add_member(
            by=cast.far_liaison.user,
            organisation=other,
            person=cast.far_liaison.person,
            role="liaison",
            since=timezone.now(),
            at=timezone.now(),
        )


def test_nobody_becomes_administrator_or_active_by_sending_more_fields(cast: Cast) -> None:
    user = cast.far_liaison.user
    extra = {
        "is_administrator": "on",
        "is_active": "on",
        "is_superuser": "1",
        "role": "head",
        "email": "x@y.z",
    }
    client = browser(user)
    client.post(reverse("account_password"), {"current": "x", "new": "y", **extra})
    client.post(reverse("language"), {"language": "en", **extra})
    client.post(reverse("account_sessions"), {"session": "others", **extra})
    stands = User.objects.get(pk=user.pk)
    assert (stands.is_administrator, stands.is_superuser, stands.email) == (False, False, user.email)


@pytest.mark.parametrize(
    ("english", "bangla"),
    [
        ("bangladesh police", "নিজের নাম"),
        ("BNWLA", "নিজের নাম"),
        ("Circle of Lawyers", "নিজের নাম"),
        ("Our own name", "রাইটস যশোর"),
    ],
)
def test_nobody_takes_the_name_of_another_body(cast: Cast, english: str, bangla: str) -> None:
    """An implementing body is typed by name: whoever bears it would be given what is another's."""
    organisation("Bangladesh Police")
    OrganisationName.objects.create(
        organisation=Organisation.objects.get(code="BNWLA"), name_en="Circle of Lawyers"
    )
    Organisation.objects.filter(code="RJ").update(name_bn="রাইটস যশোর")
    body = Organisation.objects.get(code="CWCS")
    answer = browser(cast.far_liaison.user).post(
        reverse("organisation_rename", args=[body.ref]),
        {"name_en": english, "name_bn": bangla, "on": f"{timezone.localdate():%d/%m/%Y}"},
    )
    assert answer.status_code == 422
    assert "Another organisation is or was called so." in text(answer)
    assert Organisation.objects.get(pk=body.pk).name_en == body.name_en
