"""A portal of its own for what phones keep: it may die."""

import signal
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page

from access.models import Party, PartyMember, User
from tests.browser.masts import Line, Mast
from tests.browser.portal import PHONE, Portal, Visitor, free_port
from tests.notifications.mail_server import wait_until
from tests.threads.updates import works_in
from tests.toys.dying import DIES
from threads.models import Post

FORM, HOME = "/threads/updates/new/", "/phone/"
DUMP = """async () => {
  const told = [JSON.stringify(Object.entries(localStorage)), JSON.stringify(Object.entries(sessionStorage))];
  const base = await new Promise((done) => {
    const asked = indexedDB.open("shomonnoy-phone");
    asked.onsuccess = () => done(asked.result);
  });
  for (const name of base.objectStoreNames) {
    const all = await new Promise((done) => {
      const asked = base.transaction(name).objectStore(name).getAll();
      asked.onsuccess = () => done(asked.result);
    });
    told.push(JSON.stringify(all, (key, value) => {
      if (value instanceof ArrayBuffer) value = new Uint8Array(value);
      return value instanceof Uint8Array ? new TextDecoder("utf-8").decode(value) : value;
    }));
  }
  base.close();
  for (const name of await caches.keys()) {
    const place = await caches.open(name);
    for (const request of await place.keys()) {
      const answer = await place.match(request);
      const type = answer.headers.get("Content-Type") || "";
      told.push(`${name} ${request.url} ${/html|json/.test(type) ? await answer.text() : type}`);
    }
  }
  return told;
}"""


class PhonePortal(Portal):
    """Kept apart from the portal that the other browser tests share, since it is stopped in between."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.mast = Mast(free_port(), self.port)
        self.url = f"http://localhost:{self.mast.port}"

    @property
    def _environment(self) -> dict[str, str]:
        return super()._environment | {"DJANGO_SETTINGS_MODULE": "tests.toys.phone_settings"}

    def die(self) -> None:
        """The server is gone from one moment to the next."""
        server = self._processes.pop()
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)

    def rise(self) -> None:
        """The same server again, at the same address."""
        self.serve()
        wait_until(partial(self._answers, self.port), f"port {self.port}")

    def stop(self) -> None:
        """End what was started here."""
        super().stop()
        self.mast.close()

    def dies_after_storing(self) -> None:
        """Once, and before it says what it has done."""
        (settings.VAR_DIR / DIES).touch()


class PhoneOf(Visitor):
    """Somebody's phone, in Bangla."""

    def __init__(self, browser: Any, portal: Portal, hours_wrong: int = 0) -> None:
        super().__init__(browser, portal, "bn", PHONE)
        if hours_wrong:
            wrong = f"const told = Date.now; Date.now = () => told() + {hours_wrong} * 3600_000;"
            self.context.add_init_script(wrong)

    def open_form(self, page: Page | None = None) -> Page:
        """The page with the form, once the phone keeps what it needs."""
        at = page or self.page
        at.goto(FORM)
        at.wait_for_function("() => navigator.serviceWorker.controller")
        at.wait_for_function("() => JSON.parse(localStorage.getItem('phone-pages') || '{}').at")
        return at

    def write(
        self, says: str, women: str = "৩৪", page: Page | None = None, photo: Any = None, of: str = "awareness"
    ) -> int:
        """Fill in a usual update and press its button; how many taps and typed fields that took."""
        at, taken = page or self.page, 0
        at.wait_for_selector("main form:not([data-busy])")
        at.click(f"main .update-type:has([value={of}])")
        # A list is opened, and something chosen in it.
        at.select_option("main [name=place]", index=1)
        taken += 3
        for name, typed in {"women": women, "men": "২১", "girls": "১২", "boys": "৮", "text": says}.items():
            at.fill(f"main [name={name}]", typed)
            taken += 1
        if of == "awareness":
            at.click("main [name=readers] >> nth=0")
            taken += 1
        if photo is not None:
            at.set_input_files("main [name=files]", photo)
            at.check("main [name=shows_nobody]")
            taken += 2
        at.click("main .btn-primary")
        at.wait_for_selector("main form[data-busy]", state="detached")
        return taken + 1

    def line(self, line: Line) -> None:
        """The connection of this phone: of its pages, and of what answers for them."""
        portal: Any = self.portal
        portal.mast.turn(line)
        self.context.set_offline(line is Line.CUT)

    def dump(self) -> list[str]:
        """All that lies on this phone, as whoever holds it could read it."""
        found: list[str] = self.page.evaluate(DUMP)
        return found


def written() -> list[str]:
    """What arrived of it."""
    firsts = Post.objects.filter(is_first=True, thread__kind="field-update")
    return sorted(firsts.values_list("text", flat=True))


def may_send(user: User) -> None:
    """Somebody whose organisation works where their form names places."""
    works_in(user, "Sharsha")


def loses_right(user: User) -> list[PartyMember]:
    """They serve no organisation any more; what brings it back."""
    own = PartyMember.objects.filter(user=user, party__kind=Party.Kind.ORGANISATION_ALL)
    held = list(own)
    own.delete()
    for one in held:
        one.pk = None
    return held
