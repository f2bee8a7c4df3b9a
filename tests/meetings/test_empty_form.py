"""The empty form of a committee: what it decided last and has open, as far as its reader reads that."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import AccessLog
from meetings.held.actions import enter_held
from meetings.official.form import empty_form, known_of
from partners.models import Committee
from tests.cast import NOW, Cast, browser
from tests.library.papers import read
from tests.meetings.sittings import jashore, seated, sharsha
from tests.meetings.test_held import COURTYARD, HELD_ON, SHELTER, _paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast: Cast) -> None:
    """A meeting of Sharsha's that was circulated, with open tasks."""
    seated("RJ")
    signed = _paper(signed_by="UNO", signed_on=HELD_ON)
    enter_held(by=cast.uno_sharsha.user, committee=sharsha(), key="k", held=signed, at=NOW)


def test_a_form_says_what_was_decided_last_and_is_open_and_no_more_than_its_reader_reads(
    cast: Cast, held: None
) -> None:
    paper = browser(cast.uno_sharsha.user).get(reverse("committee_form_pdf", args=[sharsha().ref]))
    assert paper.headers["Content-Type"] == "application/pdf"
    said = read(paper.content)
    assert SHELTER in said and "Courtyard meetings" in said
    assert AccessLog.objects.filter(purpose__startswith="empty form", user=cast.uno_sharsha.user).exists()
    # The secretariat above reads what is open, and no minutes that are not confirmed.
    above = known_of(cast.dc_jashore.viewer, [jashore(), sharsha()])[1]
    assert (above.minutes, above.decisions) == (None, [])
    assert {one.what for one in above.tasks} == {SHELTER, COURTYARD}
    # Of a group one line, whatever the number of its bodies.
    assert len(above.tasks) == 2
    for member in (cast.rj_liaison, cast.far_liaison, cast.oversight):
        nobody = browser(member.user).get(reverse("committee_form_pdf", args=[sharsha().ref]))
        assert nobody.status_code == 403, member.key


def test_all_committees_of_a_place_cost_as_many_statements_as_one_and_stand_in_one_file(
    cast: Cast, held: None
) -> None:
    below = list(Committee.objects.filter(parent=sharsha()).order_by("name_en"))
    assert len(below) > 3
    costs = []
    for committees in ([sharsha()], [sharsha(), *below]):
        with CaptureQueriesContext(
            connection,
        ) as spent:
            known = known_of(cast.uno_sharsha.viewer, committees)
        costs.append(len(spent))
        for language in ("bn", "en"):
            assert [empty_form(one, language).head.office for one in known]
    assert costs[0] == costs[1]
    paper = browser(cast.uno_sharsha.user).get(reverse("committee_forms_below_pdf", args=[sharsha().ref]))
    assert paper.status_code == 200
    assert read(paper.content).count("Decided today") == 1 + len(below)
