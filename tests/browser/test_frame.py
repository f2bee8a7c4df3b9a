"""What only a browser shows of the frame: that it moves, wraps, and is seen in forced colours."""

from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.actions import record_attendance
from meetings.models import Minutes
from tests.browser.conftest import Send
from tests.browser.portal import PHONE
from tests.cast import Cast
from tests.meetings.sittings import circulated, draft, item_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
SMALL = {**PHONE, "width": 360}
WHERE = "document.querySelector('.chips > [aria-current]').getBoundingClientRect().toJSON()"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_something_moves_within_a_tenth_of_a_second_of_a_click(send: Send, cast: Cast) -> None:
    visitor = send("uno_sharsha", "en")
    page = visitor.page
    page.route("**/committees/**", lambda route: (page.wait_for_timeout(600), route.continue_()))
    visitor.go(reverse("meetings"))
    page.evaluate(
        """() => addEventListener('click', () => setTimeout(() => {
             sessionStorage.moved = getComputedStyle(document.body, '::after').animationName;
           }, 100), true)"""
    )
    page.locator(".side a[href='/committees/']").click()
    page.wait_for_url("**/committees/")
    assert page.evaluate("sessionStorage.moved") == "waits"
    assert not page.evaluate("document.body.classList.contains('waits')")


def test_a_long_link_and_an_unbroken_word_wrap_on_a_small_phone(send: Send, cast: Cast) -> None:
    minutes = draft(cast.facilitator.user, at=timezone.now(), number=41)
    minutes.meeting.agenda.filter(pk=item_of(minutes).pk).update(
        title="https://example.gov.bd/" + "referral" * 30
    )
    visitor = send("uno_sharsha", "en", SMALL)
    for name in ("meeting", "meeting_print"):
        visitor.go(reverse(name, args=[minutes.meeting.ref]))
        assert visitor.page.evaluate(WIDER) <= 0, name
    visitor.go("/no-such-page/")
    assert visitor.page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("language", ["en", "bn"])
def test_no_button_is_squeezed_into_a_column_of_letters_on_a_phone(
    language: str, send: Send, cast: Cast
) -> None:
    circulated(cast, at=timezone.now())
    minutes = draft(cast.facilitator.user, at=timezone.now(), number=41)
    # The shortest hour leaves just too much room beside it for the button to go to a line of its own.
    Minutes.objects.update(saved_at=timezone.localtime().replace(hour=13, minute=0))
    visitor = send("facilitator", language, PHONE)
    addresses = [reverse(name, args=[minutes.meeting.ref]) for name in ("meeting", "meeting_print")]
    for address in (*addresses, reverse("desk"), reverse("commitments")):
        visitor.go(address)
        assert visitor.squeezed() == [], address


@pytest.mark.parametrize("language", ["en", "bn"])
def test_no_word_of_the_bar_of_a_phone_runs_into_the_next(language: str, send: Send, cast: Cast) -> None:
    visitor = send("uno_sharsha", language, SMALL)
    visitor.go(reverse("desk"))
    places = visitor.page.evaluate(
        """() => [...document.querySelectorAll('.tabbar > a > span:not(.count), .tabbar summary > span')]
             .map(word => word.getBoundingClientRect()).map(({left, right}) => [left, right])"""
    )
    assert len(places) == 5
    assert all(one[1] < other[0] for one, other in pairwise(places)), places


def test_a_past_meeting_asks_for_month_and_year_only_where_the_day_is_not_known(
    send: Send, cast: Cast
) -> None:
    visitor = send("uno_sharsha", "bn")
    page = visitor.page
    visitor.go(reverse("meeting_past"))
    seen = {"day": {"on_date"}, "month": {"month", "year"}, "year": {"year"}}
    for precision, fields in seen.items():
        page.locator("[name=precision]").first.select_option(precision)
        shown = {n for n in ("on_date", "month", "year") if page.locator(f"[name={n}]").is_visible()}
        assert shown == fields, precision


def test_forced_colours_show_stage_quorum_and_the_current_chip(send: Send, cast: Cast) -> None:
    circulated(cast, at=timezone.now())
    minutes = draft(cast.facilitator.user, at=timezone.now())
    record_attendance(by=cast.facilitator.user, minutes=minutes, marks=[], at=timezone.now(), rest_came=True)
    visitor = send("facilitator", "en")
    page = visitor.page
    page.emulate_media(forced_colors="active")
    ground = "node => getComputedStyle(node).backgroundColor"
    visitor.go(reverse("meetings"))
    kept = "node => getComputedStyle(node).outlineStyle"
    assert page.locator(".chip[aria-current]").first.evaluate(kept) == "solid"
    # How far a promise is: a dot that is reached is not painted like one that is not.
    visitor.go(reverse("commitments"))
    dots = page.locator(".stage b").first.locator("i")
    reached, ahead = dots.first, dots.last
    assert reached.evaluate(ground) != ahead.evaluate(ground)
    # How far the meeting is, and how many came: drawn in colours of their own, not in the system's two.
    visitor.go(reverse("meeting", args=[minutes.meeting.ref]))
    own = "node => getComputedStyle(node).forcedColorAdjust"
    for drawn in (".flow .dot", "progress.bar"):
        assert page.locator(drawn).count(), drawn
        assert page.locator(drawn).first.evaluate(own) == "none", drawn
    done, to_come = page.locator(".flow .dot").first, page.locator(".flow .dot").last
    assert done.evaluate(ground) != to_come.evaluate(ground)


def test_the_chosen_view_is_on_the_screen_of_a_phone(send: Send, cast: Cast) -> None:
    visitor = send("uno_sharsha", "bn", SMALL)
    page = visitor.page
    visitor.go(f"{reverse('commitments')}?view=kept")
    assert page.evaluate(WHERE)["left"] >= 0
    assert page.evaluate(WHERE)["right"] <= SMALL["width"]
    page.locator(".chips > a").first.click()
    page.wait_for_url("**/commitments/")
    assert page.evaluate(WHERE)["left"] >= 0


@pytest.mark.parametrize("way", ["the other language", "the desk", "back"])
def test_no_way_off_a_half_written_form_loses_its_text(way: str, send: Send, cast: Cast) -> None:
    visitor = send("uno_sharsha", "en")
    page, form = visitor.page, reverse("meeting_new")
    visitor.go(reverse("meetings"))
    visitor.go(form)
    page.locator("main textarea").first.press_sequentially("Forty families wait")
    page.evaluate("window.print = () => {}; window.print()")
    if way == "the other language":
        page.locator("form[action='/language/'] button:visible").first.click()
    elif way == "the desk":
        page.locator(".brand").click()
    else:
        page.go_back()
    page.wait_for_load_state()
    visitor.go(form)
    page.locator("[data-put-back]").first.click()
    assert page.locator("main textarea").first.input_value() == "Forty families wait"
