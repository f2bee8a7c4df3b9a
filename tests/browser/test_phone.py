"""What is written on a phone without a connection arrives once, and is nobody else's meanwhile."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from access.models import PartyMember
from library.models import StoredFile
from tests.browser.conftest import SIGN_IN_NAMES
from tests.browser.masts import Line
from tests.browser.phones import FORM, HOME, PhoneOf, PhonePortal, loses_right, may_send
from tests.browser.phones import written as said
from tests.cast import Cast
from tests.notifications.mail_server import wait_until
from tests.threads.messages import issued
from tests.threads.updates import posted, union
from threads.models import FieldUpdate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
WORDS = "উঠান বৈঠকে চার পরিবার"
NUMBER, REFUSED = "01711223344", "টেলিফোন নম্বর"
# A usual update with a photo takes no more; see the pictures of the phone's screen.
MOST_TAPS = 12
# Where one that was sent is read.
THREAD = re.compile(r"/threads/[\w-]{22}/$")
Take = Callable[..., PhoneOf]


@pytest.fixture(scope="module")
def standing(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PhonePortal]:
    running = PhonePortal(tmp_path_factory.mktemp("phones"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def take(transactional_db: None, standing: PhonePortal, browser: Any, cast: Cast) -> Iterator[Take]:
    """Somebody takes a phone, and opens the form once with a connection."""
    phones: list[PhoneOf] = []
    standing.mast.turn(Line.OPEN)

    def taken(key: str, hours_wrong: int = 0) -> PhoneOf:
        may_send(getattr(cast, key).user)
        phone = PhoneOf(browser, standing, hours_wrong)
        phones.append(phone)
        phone.sign_in(key, SIGN_IN_NAMES[key])
        phone.open_form()
        return phone

    yield taken
    complaints = [one for phone in phones for one in phone.complaints]
    for phone in phones:
        phone.context.close()
    assert not complaints


def rows(page: Page) -> Locator:
    return page.locator("[data-phone-list] > li")


def state(page: Page, wanted: str, at: int = 0) -> None:
    expect(rows(page).nth(at)).to_have_attribute("data-state", wanted, timeout=15_000)


def holds_nothing_of(phone: PhoneOf, *words: str) -> None:
    lies = "\n".join(phone.dump())
    for word in words:
        assert word not in lies, f"{word} can be read by whoever holds the phone"


def photo(path: Path) -> Path:
    """What a camera makes of a crowd: 40 MB, most of it what a camera notes beside the picture."""
    written = io.BytesIO()
    Image.linear_gradient("L").resize((4400, 3200)).convert("RGB").save(written, "JPEG", quality=60)
    start, rest = written.getvalue()[:2], written.getvalue()[2:]
    note = b"\xff\xed\xff\xff" + bytes(65_533)
    path.write_bytes(start + note * 600 + rest)
    assert path.stat().st_size > 38_000_000
    return path


def test_what_is_written_without_a_connection_arrives_once_whatever_happens_on_the_way(
    take: Take, standing: PhonePortal, tmp_path: Path, cast: Cast
) -> None:
    """The network cut, the form opened out of the phone, a big photo, a clock a day behind, two tabs, an
    answer lost and the server killed; in Bangla."""
    message = issued(cast)
    posted(cast.bnwla_liaison.user, "everyone", text="What others wrote.")
    posted(cast.rj_staff.user, of="rescue", place=union("Nehalpur"), girls=1, text="A rescue.")
    FieldUpdate.objects.update(happened_on=timezone.localdate())
    before = FieldUpdate.objects.count()
    phone = take("rj_staff", hours_wrong=-26)
    page = phone.page
    phone.line(Line.CUT)
    page.goto(FORM)
    expect(page.locator(".band-offline")).to_be_visible()
    phone.write(WORDS, photo={"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"})
    expect(page.locator("[data-phone-line]")).to_contain_text("ছবিটি পড়া যাচ্ছে না")
    row = page.locator(".photo-row")
    expect(row).to_contain_text("পড়া যাচ্ছে না")
    row.locator("[data-photo-delete]").click()
    expect(row).to_have_count(0)
    page.set_input_files(".photos-camera input", photo(tmp_path / "IMG_0.jpg"))
    expect(row.locator("canvas")).to_be_visible(timeout=20_000)
    expect(row).to_contain_text(re.compile("ছবি.*কিলোবাইট, আগে ছিল ৩৭.. মেগাবাইট", re.DOTALL))
    phone.picture("phone-photo")
    assert phone.findings() == []
    assert phone.write(WORDS, photo=photo(tmp_path / "IMG_1.jpg")) <= MOST_TAPS
    expect(page.locator("[data-phone-line]")).to_contain_text("এই ফোনে সংরক্ষিত হয়েছে", timeout=20_000)
    phone.picture("phone-form")
    phone.write(f"{WORDS} ২", of="rescue")
    expect(page.locator("[data-phone-line]")).to_contain_text("সংযোগ ফিরলে নিজে থেকেই পাঠানো হবে")
    page.goto("/commitments/")
    expect(page.locator("[data-phone-elsewhere]")).to_be_visible()
    expect(rows(page)).to_have_count(2)
    state(page, "waits")
    phone.picture("phone-waits")
    assert phone.findings() == []
    of_others = (message.ref, message.title_bn, "What others wrote", "A rescue", union("Nehalpur").ref)
    holds_nothing_of(phone, WORDS, "IMG_1", "rj_staff", *of_others)

    # It arrives, and its answer is lost; then the server is gone, and comes back.
    other = phone.context.new_page()
    other.goto(HOME)
    phone.line(Line.DEAF)
    tries: list[str] = []
    phone.context.on("request", lambda asked: tries.extend([asked.url] * (asked.method == "POST")))
    wait_until(lambda: len(said()) == before + 1, "it arrived, and its answer is lost")
    for _again in range(40):
        if len(tries) >= 5:
            break
        other.evaluate("() => window.dispatchEvent(new Event('online'))")
        other.wait_for_timeout(150)
    assert len(tries) >= 5 and len(said()) == before + 1, "however often it is sent it is stored once"
    phone.line(Line.CUT)
    standing.die()
    standing.rise()
    page.goto(HOME)
    tries.clear()
    phone.line(Line.OPEN)
    for tab in (page, other):
        tab.evaluate("() => window.dispatchEvent(new Event('online'))")
    wait_until(lambda: len(said()) == before + 2, "sent")
    expect(rows(page)).to_have_count(0)
    expect(page.locator("[data-phone-sent] > li")).to_have_count(2)
    phone.picture("phone-sent")
    assert len(tries) == 2, "two tabs send each of them once"

    standing.dies_after_storing()
    phone.open_form()
    phone.write(f"{WORDS} ৩")
    wait_until(lambda: len(said()) == before + 3, "stored before the process died")
    page.goto(HOME)
    expect(rows(page)).to_have_count(0, timeout=20_000)
    for words in (WORDS, f"{WORDS} ২", f"{WORDS} ৩"):
        assert said().count(words) == 1, "each stored once"
    assert set(FieldUpdate.objects.values_list("happened_on", flat=True)) == {timezone.localdate()}
    picture = StoredFile.objects.get()
    assert 3_000 < picture.sent_size < 700_000
    holds_nothing_of(phone, WORDS)
    phone.complaints.clear()


def test_only_the_receipt_that_names_it_takes_it_off_the_phone(take: Take, standing: PhonePortal) -> None:
    """A Wi-Fi's page, a fault; what must be put right is changed on the phone, and sent as it was changed."""
    phone = take("rj_staff")
    page = phone.page
    for line in (Line.WIFI, Line.BROKEN):
        standing.mast.turn(line)
        phone.write(f"{WORDS} {line.name}")
        expect(page.locator("[data-phone-line]")).to_contain_text("এই ফোনে সংরক্ষিত হয়েছে")
        assert said() == []
    phone.line(Line.CUT)
    phone.write(f"ফোন করুন {NUMBER}")
    page.goto(HOME)
    expect(rows(page)).to_have_count(3)
    phone.line(Line.OPEN)
    page.goto(HOME)
    expect(rows(page)).to_have_count(1, timeout=20_000)
    state(page, "mend")
    expect(rows(page)).to_contain_text("সচেতনতামূলক সভা, ")
    expect(rows(page)).to_contain_text(REFUSED)
    phone.picture("phone-mend")
    assert len(said()) == 2
    rows(page).locator("[data-change]").click()
    expect(page.locator("[data-phone-errors]")).to_contain_text(REFUSED)
    expect(page.locator("main [name=text]")).to_have_value(f"ফোন করুন {NUMBER}")
    page.locator("main [name=text]").fill("ফোন নেই")
    page.click("main .btn-primary")
    page.wait_for_url(THREAD)
    assert "ফোন নেই" in said()
    # One that waits is deleted without a connection.
    phone.open_form()
    phone.line(Line.CUT)
    phone.write("ভুল")
    page.goto(HOME)
    rows(page).locator("[data-delete]").click()
    page.locator("dialog[open] [data-delete-it]").click()
    expect(rows(page)).to_have_count(0)
    phone.line(Line.OPEN)
    page.goto(HOME)
    page.wait_for_timeout(500)
    assert len(said()) == 3
    phone.complaints.clear()


def test_a_queue_is_sealed_when_the_session_ends_and_is_nobody_elses(take: Take, cast: Cast) -> None:
    """Then the other person on the same phone, the owner again, the right lost, and signing out."""
    phone = take("rj_staff")
    page = phone.page
    phone.line(Line.CUT)
    phone.write(WORDS)
    phone.line(Line.OPEN)
    Session.objects.all().delete()
    phone.line(Line.CUT)
    page.goto(HOME)
    phone.line(Line.OPEN)
    state(page, "out")
    assert said() == []
    holds_nothing_of(phone, WORDS)

    may_send(cast.uno_sharsha.user)
    beside = phone.context.new_page()
    page, phone.page = phone.page, beside
    phone.sign_in("uno_sharsha", SIGN_IN_NAMES["uno_sharsha"])
    expect(rows(page)).to_have_count(0)
    beside.goto(HOME)
    expect(beside.locator("[data-phone-none]")).to_be_visible()
    page.close()
    phone.open_form()
    assert cast.rj_staff.user.ref not in "\n".join(
        one for one in phone.dump() if one.startswith("phone-pages")
    )
    assert said() == []
    beside.locator(".tabbar summary").click()
    beside.locator(".tabbar form[data-signs-out] button").click()
    beside.wait_for_url("**/sign-in/**")

    phone.sign_in("rj_staff", SIGN_IN_NAMES["rj_staff"])
    beside.goto(HOME)
    wait_until(lambda: said() == [WORDS], "sent after signing in again")
    assert FieldUpdate.objects.get().author == cast.rj_staff.user

    phone.open_form()
    phone.line(Line.CUT)
    phone.write(f"{WORDS} ২")
    lost = loses_right(cast.rj_staff.user)
    phone.line(Line.OPEN)
    beside.goto(HOME)
    expect(beside.locator("[data-phone-lost] > li")).to_contain_text("অনুমতি আপনার আর নেই")
    expect(rows(beside)).to_have_count(0)
    phone.picture("phone-lost")

    PartyMember.objects.bulk_create(lost)
    phone.open_form()
    phone.write(NUMBER)
    expect(beside.locator("main .errors")).to_be_visible()
    beside.locator(".tabbar summary").click()
    beside.locator(".tabbar form[data-signs-out] button").click()
    expect(beside.locator("#unsent")).to_be_visible()
    beside.locator("#unsent button").first.click()
    beside.goto(HOME)
    state(beside, "mend")
    beside.goto(FORM)
    beside.locator(".tabbar summary").click()
    beside.locator(".tabbar form[data-signs-out] button").click()
    beside.locator("#unsent [data-sign-out-anyway]").click()
    beside.wait_for_url("**/sign-in/**")
    holds_nothing_of(phone, WORDS, cast.rj_staff.user.ref, cast.uno_sharsha.user.ref)
    phone.complaints.clear()


def test_a_phone_that_is_full_emptied_or_renewed_says_so_and_nothing_typed_is_lost(take: Take) -> None:
    phone = take("rj_staff")
    page = phone.page
    session = phone.context.new_cdp_session(page)
    origin = phone.portal.url
    phone.line(Line.CUT)
    # What was known of the clock is gone as well: the form asks for the day.
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})
    page.goto(FORM)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    phone.write(WORDS)
    expect(page.locator("[data-phone-errors]")).to_contain_text("কবে?")
    page.fill("main [name=happened_on]", f"{timezone.localdate():%d/%m/%Y}")
    page.click("main .btn-primary")
    expect(page.locator("[data-phone-line]")).to_contain_text("এই ফোনে আর জায়গা নেই")
    expect(page.locator("main [name=text]")).to_have_value(WORDS)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    page.click("main .btn-primary")
    expect(page.locator("[data-phone-line]")).to_contain_text("এই ফোনে সংরক্ষিত হয়েছে")

    # A newer page renews the store while this one stands open.
    newer = """() => new Promise((done) => {
      const asked = indexedDB.open("shomonnoy-phone", 9);
      asked.onsuccess = () => { asked.result.close(); done(); };
    })"""
    page.fill("main [name=text]", f"{WORDS} ২")
    other = phone.context.new_page()
    other.goto(HOME)
    other.evaluate(newer)
    expect(page.locator("[data-phone-line]")).to_contain_text("পোর্টাল হালনাগাদ হয়েছে")
    expect(page.locator("main [name=text]")).to_have_value(f"{WORDS} ২")
    page.fill("main [name=happened_on]", f"{timezone.localdate():%d/%m/%Y}")
    phone.write(f"{WORDS} ২")
    expect(page.locator("[data-phone-line]")).to_contain_text("এই ফোনে সংরক্ষিত হয়েছে")
    other.reload()
    expect(rows(other)).to_have_count(2)

    # Somebody empties the store: the page goes on with an empty one.
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})
    other.reload()
    expect(rows(other)).to_have_count(0)
    page.fill("main [name=happened_on]", f"{timezone.localdate():%d/%m/%Y}")
    phone.write(f"{WORDS} ৩")
    expect(page.locator("[data-phone-line]")).to_contain_text("এই ফোনে সংরক্ষিত হয়েছে")
    phone.line(Line.OPEN)
    page.goto(HOME)
    wait_until(lambda: said() == [f"{WORDS} ৩"], "what was saved afterwards arrives")
    phone.complaints.clear()


def soon(done: Callable[[], object], page: Page) -> bool:
    """Whether it comes about within some seconds, while the browser goes on."""
    for _again in range(24):
        if done():
            return True
        page.wait_for_timeout(250)
    return False


def test_a_phone_that_was_tampered_with_gives_nothing_away_and_throws_nothing_away(take: Take) -> None:
    """A clock that was put forward, a form that leads elsewhere, a store that deletes nothing, files of a
    build that is gone, and pages of somebody else beside a store that never opens."""
    phone = take("rj_staff")
    page, found = (
        phone.page,
        dict.fromkeys(("address", "clock", "files", "pages", "deleted", "others"), False),
    )

    page.evaluate("() => { document.querySelector('main form').action = '/account/sessions/'; }")
    phone.write(f"{WORDS} ১")
    found["address"] = soon(lambda: len(said()) == 1, page)

    phone.open_form()
    phone.line(Line.CUT)
    phone.write(WORDS)
    later = phone.context.new_page()
    later.add_init_script("const told = Date.now; Date.now = () => told() + 9 * 86400_000;")
    later.goto(HOME)
    later.wait_for_timeout(800)
    found["clock"] = later.locator("[data-phone-list] > li").count() == 1
    later.close()

    kept = "caches.open('phone-files-gone').then((old) => old.put('/static/gone.css', new Response('kept')))"
    page.evaluate(f"() => {kept}")
    asked = "() => fetch('/static/gone.css').then((answer) => answer.text(), () => '')"
    found["files"] = page.evaluate(asked) == "kept"
    page.evaluate(
        "() => localStorage.setItem('phone-pages', JSON.stringify({"
        "...JSON.parse(localStorage.getItem('phone-pages')), build: 'gone'}))"
    )
    page.evaluate("() => caches.open('phone-pages').then((kept) => kept.put('/phone/', new Response('old')))")
    phone.line(Line.OPEN)
    page.goto("/account/")
    now = """() => caches.open('phone-pages').then((kept) => kept.match('/phone/'))
        .then((answer) => answer.text()).then((text) => text !== 'old')"""
    gone = "() => caches.has('phone-files-gone').then((is) => !is)"
    found["pages"] = soon(lambda: page.evaluate(now), page)
    page.reload()
    found["pages"] &= soon(lambda: page.evaluate(gone), page)

    page.goto(FORM)
    page.evaluate("() => { IDBObjectStore.prototype.delete = () => { throw new Error('full'); }; }")
    page.locator(".tabbar summary").click()
    page.locator(".tabbar form[data-signs-out] button").click()
    found["deleted"] = soon(lambda: page.locator("#not-deleted[open]").count(), page)
    phone.picture("phone-not-deleted")

    page.evaluate(
        "() => localStorage.setItem('phone-pages', JSON.stringify({ person: 'another', at: Date.now() }))"
    )
    page.add_init_script("IDBFactory.prototype.open = () => ({});")
    page.goto("/account/")
    found["others"] = soon(lambda: page.evaluate("() => caches.has('phone-pages').then((is) => !is)"), page)
    assert [name for name, is_so in found.items() if not is_so] == []
    phone.complaints.clear()
