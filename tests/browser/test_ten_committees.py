"""Ten committees from the meeting to the verdict, in Bangla, through the pages, by those whose work it is.

Every body that a decision names is named as its secretary writes it, accepts by the officer who does the
work, and is looked at by another side at the place. Unions on a phone, upazilas and districts at a desk; of
each kind of implementer one from end to end in a browser, the others through the same pages.
"""

import html
import re
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from access.models import User
from access.rules.members import people_of
from commitments import actions
from commitments.models import Commitment, Stage
from commitments.queries.related import related_to
from language.digits import to_bengali
from meetings.models import AgendaItem, Meeting, Minutes
from partners.models import Committee, Organisation, Tier
from tests.browser.portal import DESKTOP, PHONE, Portal, Visitor
from tests.browser.ten_committees import ALL, SITTINGS, Sitting, Task, Ten
from tests.budgets import budget
from tests.cast import browser as client_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
HIDDEN = re.compile(r'<input type="hidden"[^>]*?\sname="([^"]+)"[^>]*?\svalue="([^"]*)"')
IN_A_BROWSER = ("Keralkata", "Phultala", "Jashore")
# Of a longer line the first ones; what the others do is the same.
MOST_THROUGH_PAGES = budget(1, 2)
DISCUSSED, DECIDED = "দালালের প্রলোভন বেড়েছে।", "প্রতিটি এলাকায় কাজ ভাগ করা হবে।"
DONE = "কাজটি হয়েছে; কমিটির সভায় দেখানো হবে।"


class Pages:
    """The pages of one person, opened and sent as a browser would, without one."""

    def __init__(self, user: User) -> None:
        self.client: Client = client_of(user, "bn")

    def read(self, address: str) -> str:
        """Open a page that is this person's to read."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return str(answer.content.decode())

    def send(self, page: str, address: str, **typed: Any) -> Any:
        """Send the form of a page that leads to this address, with all it carries hidden."""
        forms = re.findall(r"<form[^>]*>.*?</form>", page, re.DOTALL)
        leading = [one for one in forms if f'action="{address}"' in one] or [
            one for one in forms if "action=" not in one and 'method="post"' in one
        ]
        carried = {name: html.unescape(value) for name, value in HIDDEN.findall(leading[0])}
        return self.client.post(address, carried | typed)

    def press(self, page: str, name: str, ref: str, **typed: Any) -> None:
        """Follow a button of the page to its form, and send that."""
        address = reverse(name, args=[ref])
        assert f'href="{address}"' in page, address
        answer = self.send(self.read(address), address, **typed)
        assert answer.status_code == 302, (
            address,
            re.findall(r'field-error">.*?</p>', answer.content.decode()),
        )


@pytest.fixture
def ten(portal: Portal) -> Ten:
    """The country with Khulna in it, and the officers of ten committees."""
    portal.command("load_reference", "--districts", "Khulna", role="owner")
    return Ten(timezone.now())


@pytest.fixture
def at_browser(portal: Portal, browser: Any) -> Iterator[Any]:
    """Seat somebody at a browser who has come in already: `at_browser(user, PHONE)`."""
    visitors: list[Visitor] = []

    def sit(user: User, viewport: dict[str, int]) -> Visitor:
        visitor = Visitor(browser, portal, "bn", viewport)
        cookie = client_of(user, "bn").cookies[settings.SESSION_COOKIE_NAME].value
        visitor.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": portal.url}]
        )
        visitors.append(visitor)
        return visitor

    yield sit
    complaints = [visitor.complaints for visitor in visitors if visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert not complaints


def test_every_body_that_ten_committees_name_accepts_and_is_verified_by_another_side(
    ten: Ten, at_browser: Any
) -> None:
    pages = cache(Pages)
    phone, desk = cache(partial(at_browser, viewport=PHONE)), cache(partial(at_browser, viewport=DESKTOP))
    ten.let_act(ten.committees["Keralkata"])
    for sitting in SITTINGS:
        committee = ten.committees[sitting.name]
        seat_at = phone if committee.tier == Tier.UNION else desk
        secretary = ten.in_seat(committee, "member_secretary")
        if sitting.name in IN_A_BROWSER:
            meeting = _log_in_a_browser(ten, sitting, committee, seat_at(secretary))
        else:
            meeting = _log(ten, sitting, committee, pages(secretary))
        _circulate(ten, committee, meeting, pages)
        for task in sitting.tasks:
            made = list(Commitment.objects.filter(source_id=meeting.pk, what__startswith=task.what))
            assert made, f"{sitting.name}: {task.what}"
            for number, (commitment, does, verifies) in enumerate(_parts(ten, committee, task, made)):
                if sitting.name in IN_A_BROWSER and number == 0:
                    _keep_in_a_browser(ten, commitment, does, verifies, seat_at)
                elif number >= MOST_THROUGH_PAGES:
                    _keep_at_once(commitment, does, verifies)
                else:
                    _keep(ten, commitment, does, verifies, pages)
                _is_verified(commitment, does)
    assert not Commitment.objects.filter(source_id__in=_meetings(ten)).exclude(stage=Stage.VERIFIED).exists()


def _parts(
    ten: Ten, committee: Committee, task: Task, made: list[Commitment]
) -> Iterator[tuple[Commitment, User, User]]:
    """Each promise that came of a task, with who does it and who is to look at it."""
    for does, verifies in task.parts:
        verifier = ten.who(committee, verifies)
        if does == ALL:
            yield from ((one, ten.doer(one), verifier) for one in made)
            continue
        body, doer = ten.body(committee, does), ten.who(committee, does)
        of_body = [one for one in made if one.owner == body]
        own = [one for one in of_body if one.speaks_for is None or ten.doer(one) == doer]
        assert len(own) == 1, (task.what, does, made)
        yield own[0], doer, verifier


def _log(ten: Ten, sitting: Sitting, committee: Committee, secretary: Pages) -> Meeting:
    """The secretary enters what the paper says, through the pages."""
    past = f"{reverse('meeting_past')}?committee={committee.ref}"
    entered = secretary.send(
        secretary.read(past), reverse("meeting_past"),
        body=f"committee:{committee.ref}", kind=Meeting.Kind.ORDINARY, precision=Meeting.Precision.DAY,
        on_date=to_bengali(sitting.held), starts="বেলা ১১টায়", mode=Meeting.Mode.IN_PERSON,
        level=Meeting.Level.UPLINE, place="সভাকক্ষ", agenda=sitting.item,
    )  # fmt: skip
    assert entered.status_code == 302, re.findall(r'field-error">.*?</p>', entered.content.decode())
    meeting = Meeting.objects.get(ref=entered.url.strip("/").rpartition("/")[2])
    item = AgendaItem.objects.get(meeting=meeting, title=sitting.item)
    address = reverse("meeting_item", args=[meeting.ref, item.ref])
    kept = secretary.send(secretary.read(address), address, discussion=DISCUSSED, decision=DECIDED)
    assert kept.status_code == 302
    add = reverse("meeting_add_action_point", args=[meeting.ref, item.ref])
    for task in sitting.tasks:
        typed: dict[str, Any] = {
            "what": task.what,
            "owner": task.owner,
            "due_on": ten.due,
            "others": task.others,
        }
        added = secretary.send(secretary.read(address), add, **typed)
        if task.ticked:
            seats = ten.seats(committee, task.ticked)
            added = secretary.send(added.content.decode(), add, **typed, seats=seats)
        assert added.status_code == 302, re.findall(
            r'field-error">.*?</p>', added.content.decode(), re.DOTALL
        )
    came = reverse("meeting_attendance", args=[meeting.ref])
    blank = {f"seat-{seat.ref}": "" for seat in committee.seats.filter(until=None)}
    assert secretary.send(secretary.read(came), came, do="rest", **blank).status_code == 302
    chair = reverse("meeting_to_chair", args=[meeting.ref])
    to_chair = secretary.send(secretary.read(reverse("meeting", args=[meeting.ref])), chair)
    assert to_chair.status_code == 302
    return meeting


def _circulate(ten: Ten, committee: Committee, meeting: Meeting, pages: Any) -> None:
    """The chair approves, the member secretary circulates."""
    page = reverse("meeting", args=[meeting.ref])
    chair, secretary = (pages(ten.in_seat(committee, role)) for role in ("chair", "member_secretary"))
    chair.send(chair.read(page), reverse("meeting_approve", args=[meeting.ref]))
    circulate = reverse("meeting_circulate", args=[meeting.ref])
    secretary.send(secretary.read(circulate), circulate)
    assert Minutes.objects.get(meeting=meeting).circulated_at is not None


def _name(ten: Ten, commitment: Commitment, verifier: User) -> tuple[User, Organisation] | None:
    """Who names the verifier, and which body, where several of another side are there."""
    commitment.refresh_from_db()
    if commitment.verifier is not None:
        return None
    body = ten.speaks_for(verifier)
    granting = people_of([commitment.granting_party_id], ten.now).order_by("-pk")
    own = people_of([commitment.owner.all_party_id], ten.now).values("pk")
    return granting.exclude(pk__in=own)[0], body


def _keep(ten: Ten, commitment: Commitment, does: User, verifies: User, pages: Any) -> None:
    """Accepted, named who verifies it, reported and verified, each on its page."""
    ref = commitment.ref
    record = reverse("commitment", args=[ref])
    doer, verifier = pages(does), pages(verifies)
    doer.press(doer.read(record), "commitment_accept", ref, due_on=ten.due)
    if naming := _name(ten, commitment, verifies):
        granting = pages(naming[0])
        granting.press(granting.read(record), "commitment_name_verifier", ref, verifier=naming[1].ref)
    doer.press(doer.read(record), "commitment_report", ref, text=DONE)
    verifier.press(verifier.read(record), "commitment_verify", ref)


def _keep_at_once(commitment: Commitment, does: User, verifies: User) -> None:
    """The same by its actions alone."""
    actions.accept(by=does, commitment=commitment, at=timezone.now())
    actions.report(by=does, commitment=commitment, text=DONE, at=timezone.now())
    actions.verify(by=verifies, commitment=commitment, at=timezone.now())


def _is_verified(commitment: Commitment, does: User) -> None:
    """By a body of another side, which has nothing in common with the owner, and by no hand that did it."""
    commitment.refresh_from_db()
    verifier = commitment.verifier
    assert commitment.stage == Stage.VERIFIED and verifier is not None
    is_from_above = commitment.verifier_from_above
    assert (verifier.side != commitment.owner.side or is_from_above) and verifier != commitment.owner
    assert not related_to(commitment.owner, [verifier]) - {commitment.owner.pk}
    last = commitment.history.order_by("-pk").filter(event="verified")[0]
    assert last.by is not None and last.by != does


def _meetings(ten: Ten) -> list[int]:
    mine = Meeting.objects.filter(lead_committee__in=ten.committees.values(), entered_afterwards=True)
    return list(mine.values_list("pk", flat=True))


def _log_in_a_browser(ten: Ten, sitting: Sitting, committee: Committee, secretary: Visitor) -> Meeting:
    """From the desk to the chair, as somebody does who was never shown how."""
    page = secretary.page
    secretary.go(reverse("committee", args=[committee.ref]))
    secretary.press("অনুষ্ঠিত সভা লিপিবদ্ধ করুন")
    secretary.fill(on_date=to_bengali(sitting.held), starts="বেলা ১১টায়", place="সভাকক্ষ", agenda=sitting.item)
    secretary.press_green("কার্যবিবরণী লেখা শুরু করুন")
    page.locator(".agenda a", has_text=sitting.item).first.click()
    secretary.fill(discussion=DISCUSSED, decision=DECIDED)
    line = page.locator(".capture")
    for task in sitting.tasks:
        line.locator("[name=what]").fill(task.what)
        owner = line.locator("[name=owner]")
        owner.press_sequentially(task.owner)
        # What is typed is offered as what it will be read as.
        expect(line.get_by_role("option").first).to_be_visible()
        owner.press("Tab")
        line.locator("[name=due_on]").fill(to_bengali(ten.due))
        if task.others:
            line.get_by_text("ও অন্যান্য").click()
            line.locator("[name=others]").fill(task.others)
        line.locator("button[type=submit]").click()
        for ref in ten.seats(committee, task.ticked):
            line.locator(f"[name=seats][value='{ref}']").check()
        if task.ticked:
            secretary.picture(f"ten-{sitting.name}-departments")
            line.locator("button[type=submit]").click()
        page.locator("#points td:first-child", has_text=task.what).first.wait_for()
    secretary.picture(f"ten-{sitting.name}-minutes")
    assert not secretary.findings()
    secretary.press("হাজিরা নিন")
    secretary.press("বাকি সবাই উপস্থিত")
    secretary.press("কার্যবিবরণীতে ফিরে যান")
    secretary.press("সভাপতির কাছে খসড়া পাঠান")
    meeting = Meeting.objects.get(lead_committee=committee, entered_afterwards=True)
    assert Minutes.objects.get(meeting=meeting).is_with_chair
    return meeting


def _keep_in_a_browser(ten: Ten, commitment: Commitment, does: User, verifies: User, seat_at: Any) -> None:
    """The same as its people do it: what waits stands on the desk, and each page leads to the next."""
    ref, record = commitment.ref, reverse("commitment", args=[commitment.ref])
    doer = seat_at(does)
    doer.go("/")
    doer.page.locator(f"main a[href='{record}']").first.click()
    _press_step(doer, "গ্রহণ করুন")
    expect(doer.page.locator("#panel")).to_contain_text("গ্রহণ করা হয়েছে")
    if naming := _name(ten, commitment, verifies):
        granting = seat_at(naming[0])
        granting.go("/")
        granting.page.locator(
            f"main a[href='{reverse('commitment_name_verifier', args=[ref])}']"
        ).first.click()
        granting.page.locator(f"[name=verifier][value='{naming[1].ref}']").check()
        granting.press_green("এই সংস্থাকে মনোনীত করুন")
    _press_step(doer, "প্রমাণক পাঠান", text=DONE)
    expect(doer.page.locator("#panel")).to_contain_text("প্রমাণক পাঠানো হয়েছে")
    verifier = seat_at(verifies)
    verifier.go("/")
    verifier.page.locator(f"main a[href='{record}']").first.click()
    _press_step(verifier, "যাচাই করুন")
    expect(verifier.page.locator("#panel")).to_contain_text("যাচাই করা হয়েছে")
    verifier.picture(f"ten-{commitment.pk}-verified")


def _press_step(visitor: Visitor, words: str, **typed: str) -> None:
    """Press the green button of a promise, fill its form, and send it."""
    panel = visitor.page.locator("#panel")
    panel.locator("a.btn-primary", has_text=words).click()
    send = panel.locator("form button.btn-primary", has_text=words)
    expect(send).to_be_visible()
    for name, value in typed.items():
        panel.locator(f"[name={name}]").fill(value)
    send.click()
