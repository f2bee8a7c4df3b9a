"""The frame around every page: who finds what in it, and what can be printed from it."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from access.models import User
from commitments.models import Commitment
from coordination.shell import Shell
from language.templatetags.words import tongue, tongues
from tests.cast import Cast, browser, viewer
from tests.meetings.sittings import circulated, draft, item_of, planned, sharsha

pytestmark = pytest.mark.django_db
PRINTS = "data-print"


def navigation(user: User) -> str:
    page = browser(user).get(reverse("help")).content.decode()
    found = re.search(r'<nav class="side".*?</nav>', page, re.DOTALL)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("key", ["ncc_secretary", "uno_sharsha", "bnwla_liaison"])
def test_whoever_entries_about_offices_concern_finds_them_in_the_navigation(cast: Cast, key: str) -> None:
    address = reverse("office_changes")
    assert address in navigation(cast[key].user)
    page = browser(cast[key].user).get(address)
    assert page.status_code == 200
    assert f'href="{address}" title="Changes of office holders" aria-current="page"' in page.content.decode()


@pytest.mark.parametrize(
    ("address", "entry"),
    [
        ("/calendar/", "meetings"),
        ("/sheets/meetings/", "meetings"),
        ("/sheets/commitments/", "commitments"),
        ("/sheets/partners/", "partners"),
        ("/covers/", ""),
        ("/erasures/", "erasures"),
    ],
)
def test_the_menu_says_where_a_page_belongs_that_lies_elsewhere(
    cast: Cast, rf: RequestFactory, address: str, entry: str
) -> None:
    request = rf.get(address)
    request.user, request.viewer = cast.uno_sharsha.user, cast.uno_sharsha.viewer  # type: ignore[attr-defined]
    assert Shell(request).here == entry


@pytest.mark.parametrize("key", ["rj_staff", "oversight", "administrator"])
def test_nobody_else_has_an_entry_that_would_stay_empty(cast: Cast, key: str) -> None:
    assert reverse("office_changes") not in navigation(cast[key].user)


def test_every_page_that_is_signed_or_filed_offers_its_printing(cast: Cast) -> None:
    minutes = circulated(cast)
    notice, written = planned(cast.uno_sharsha.user), draft(cast.facilitator.user, number=52)
    promise = Commitment.objects.filter(source_id=minutes.meeting_id).first() or Commitment.objects.latest(
        "pk"
    )
    for name, ref in {
        "meeting": notice.ref,
        "meeting_print": written.meeting.ref,
        "commitment": promise.ref,
        "committee": sharsha().ref,
        "commitments": "",
    }.items():
        page = browser(cast.uno_sharsha.user).get(reverse(name, args=[ref] if ref else []), follow=True)
        assert PRINTS in page.content.decode(), name
    # Minutes are filed as a paper of their own, which prints.
    paper = reverse("meeting_print", args=[minutes.meeting.ref])
    page = browser(cast.uno_sharsha.user).get(reverse("minutes", args=[minutes.ref]), follow=True)
    assert f'href="{paper}"' in page.content.decode()
    assert PRINTS in browser(cast.uno_sharsha.user).get(paper).content.decode()


class TestErrorPages:
    @pytest.mark.parametrize("address", ["/no-such-page/", "/meetings/no-such-meeting/"])
    def test_what_is_not_there_keeps_the_navigation_of_whoever_is_signed_in(
        self, cast: Cast, address: str
    ) -> None:
        page = browser(cast.uno_sharsha.user).get(address)
        assert page.status_code == 404
        for name in ("desk", "meetings", "committees", "help"):
            assert f'href="{reverse(name)}"' in page.content.decode()

    def test_what_is_refused_keeps_it_too_and_says_whom_to_ask(self, cast: Cast) -> None:
        minutes = draft(cast.facilitator.user, number=41)
        page = browser(cast.facilitator.user).post(reverse("meeting_approve", args=[minutes.meeting.ref]))
        assert page.status_code == 403
        assert f'href="{reverse("meetings")}"' in page.content.decode()
        assert "can tell you whose task it is" in page.content.decode()

    def test_nobody_signed_in_is_shown_no_way_in(self, client: Client) -> None:
        page = client.get("/static/no-such-file")
        assert page.status_code == 404
        assert 'class="side' not in page.content.decode()


def test_in_a_line_of_both_languages_each_run_of_the_other_says_which_it_is() -> None:
    with override("bn"):
        assert tongues("কার্যবিবরণী: NCC <b>draft</b>, ২য়") == (
            'কার্যবিবরণী: <span lang="en">NCC &lt;b&gt;draft&lt;/b</span>&gt;, ২য়'
        )
        assert tongues("১২ নভেম্বর · RJ, ৩") == '১২ নভেম্বর · <span lang="en">RJ</span>, ৩'
    with override("en"):
        assert tongues("Draft: শাহ্‌ মাহমুদপুর, 12") == 'Draft: <span lang="bn">শাহ্‌ মাহমুদপুর</span>, 12'
        assert tongues("Draft") == "Draft"
        assert tongues(None) == ""


def test_text_of_the_other_language_says_which_it_is(cast: Cast) -> None:
    with override("en"):
        assert tongue("যশোর জেলা") == ' lang="bn"'
        assert tongue("Jashore, ১২") == tongue("2026") == tongue(None) == ""
    minutes = draft(cast.facilitator.user, number=41)
    client, ref = browser(cast.uno_sharsha.user, "bn"), minutes.meeting.ref
    page = client.get(reverse("meeting_item", args=[ref, item_of(minutes).ref]))
    assert re.search(r'<h2>[^<]*<span lang="en">Shelter places', page.content.decode())
    paper = client.get(reverse("meeting_print", args=[ref]))
    assert '<b lang="en">Shelter places' in paper.content.decode()


def test_a_tile_shows_the_year_where_it_is_not_this_one(cast: Cast) -> None:
    def tile(day: date) -> str:
        request = SimpleNamespace(viewer=viewer(cast.uno_sharsha.user))
        tile = Template('{% date_tile on "Dec" %}')
        return tile.render(Context({"on": day, "request": request}))

    with override("en"):
        assert "2025" in tile(date(2025, 12, 3))
        assert "2026" not in tile(date(2026, 12, 3))


def test_what_is_wrong_with_a_narrow_field_stands_below_the_line(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user, at=timezone.now(), number=41)
    address = reverse("meeting_add_action_point", args=[minutes.meeting.ref, item_of(minutes).ref])
    page = browser(cast.facilitator.user).post(address, {"what": "Visit", "owner": "BRAC", "due_on": "32/1"})
    text = page.content.decode()
    row = text[text.index('class="capture"') :]
    assert row.index("Add</button>") < row.index('id="id_due_on_error"') < row.index("</form>")
    assert 'aria-describedby="id_due_on_error"' in row


def test_rows_name_a_committee_by_its_short_name_and_the_record_by_its_long_one(cast: Cast) -> None:
    minutes = circulated(cast, number=41)
    committee = sharsha()
    secretary = browser(cast.uno_sharsha.user)
    promise = Commitment.objects.get(source_id=minutes.meeting_id)
    for row in (reverse("commitments"), f"{reverse('meetings')}?view=past"):
        page = secretary.get(row).content.decode()
        assert committee.short_en in page
        assert f"{committee.name_en}, 41st" not in page
    assert committee.name_en in secretary.get(reverse("commitment", args=[promise.ref])).content.decode()
