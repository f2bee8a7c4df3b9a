"""The form of a field update as a phone keeps it: its person's own places, and nothing of any record."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from access.models import PartyMember
from access.rules.viewer import Viewer
from library.store.declared import QUEUED, forms_of
from tests.cast import NOW, Cast, browser
from tests.threads.messages import issued
from tests.threads.updates import posted, union, works_in
from tests.threads.world import to_committee
from threads.updates.models import FieldUpdate

pytestmark = pytest.mark.django_db


def test_the_kept_form_names_no_record_no_day_and_no_place_that_a_rescue_put_there(cast: Cast) -> None:
    who, far = cast.rj_staff.user, union("Nehalpur")
    message = issued(cast)
    works_in(cast.rj_staff.user, "Sharsha")
    posted(who, of="rescue", place=far, girls=1, text="A rescue that nobody learns of.")
    posted(who, to_committee(), place=union(), women=9, text="What was written before.")
    client = browser(who)
    page = client.get(reverse("update_new")).content.decode()
    kept = client.get(reverse("phone_form", args=["update"]))
    assert kept["X-Phone-For"] == who.ref
    told = kept.content.decode()
    for of_a_record in (message.ref, message.title, far.ref, "What was written before", who.label_en, "csrf"):
        assert of_a_record not in told, of_a_record
    assert message.ref in page and far.ref in page, "the page of somebody who is online offers them"
    offered = re.findall(r'<option value="[^"]+">([^<]+, Sharsha)</option>', told)
    assert offered == sorted(offered) and any("Bagachra" in one for one in offered)
    # No day, no key and no token is frozen in it.
    assert not re.search(r"\d\d/\d\d/20\d\d", told.replace("22/11/2026, in either", ""))
    assert re.search(r'<input type="hidden" name="key" id="[^"]+">', told)
    assert "data-today" in told and "data-today" in page
    assert "people read this" in told and "checked" not in told


def test_whoever_serves_an_organisation_keeps_the_form_and_asking_costs_nothing(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    staff, form = Viewer(cast.rj_staff.user, NOW), QUEUED["update"]
    assert staff.party_ids
    with django_assert_num_queries(0):
        assert [one.name for one in forms_of(staff)] == ["update"] and form.may(staff)
    client = browser(cast.rj_staff.user)
    assert 'data-queue="update"' in client.get(reverse("update_new")).content.decode()
    PartyMember.objects.filter(user=cast.rj_staff.user, party__kind="organisation-all").delete()
    assert not form.may(Viewer(cast.rj_staff.user, NOW))
    assert client.get(reverse("phone_form", args=["update"])).status_code == 404
    # Independent oversight is in the network, and serves no organisation: nothing of it is laid by.
    oversight = browser(cast.oversight.user)
    assert oversight.get(reverse("phone_form", args=["update"])).status_code == 404
    shown = oversight.get(reverse("update_new"))
    assert shown.status_code == 200 and b'data-queue="' not in shown.content


def test_a_day_that_a_wrong_clock_put_there_is_asked_and_sent_under_the_same_key(cast: Cast) -> None:
    client, key, headers = browser(cast.rj_staff.user), str(uuid4()), {"X-Queued": "1"}
    typed = {"key": key, "type": "awareness", "place": union().ref, "women": "9", "readers": to_committee()}
    ahead = {"happened_on": f"{timezone.localdate() + timedelta(1):%d/%m/%Y}"}
    asked = client.post(reverse("update_new"), typed | ahead, headers=headers)
    assert asked.status_code == 422 and asked.json()["receipt"] is None
    assert "your phone" in " ".join(asked.json()["errors"]["happened_on"])
    today = {"happened_on": f"{timezone.localdate():%d/%m/%Y}"}
    sent = client.post(reverse("update_new"), typed | today, headers=headers)
    assert sent.status_code == 201 and sent.json()["receipt"] == key
    assert FieldUpdate.objects.get().happened_on == timezone.localdate()
