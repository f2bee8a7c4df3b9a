"""The portal as people reach it: gunicorn on a port of loopback, a post office, and a browser."""

import email.policy
import os
import socket
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path
from typing import Any

from tests.cast import PASSWORD
from tests.notifications.mail_server import wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PICTURES = os.environ.get("PICTURES", "")


def free_port() -> int:
    with closing(socket.socket()) as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def axe_script() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


class Portal:
    """A running portal on the worker's own database, which each test finds as the template has it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.mail_port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._processes: list[subprocess.Popen[bytes]] = []

    @property
    def _environment(self) -> dict[str, str]:
        mine = {"MAIL_PORT": str(self.mail_port), "PORTAL_URL": self.url, "DEMO_PASSWORD": PASSWORD}
        return os.environ | mine

    def start(self) -> None:
        """Serve, and wait until the port answers."""
        self._begin("-m", "embedded.mail", str(self.mail_port), str(self.folder / "outbox"))
        self.serve()
        for port in (self.port, self.mail_port):
            wait_until(partial(self._answers, port), f"port {port}")

    def serve(self) -> None:
        """The portal alone, without waiting for it."""
        self._begin(
            "-m", "gunicorn", "coordination.wsgi", "--workers", "1", "--threads", "4",
            "--bind", f"127.0.0.1:{self.port}", "--log-level", "warning",
        )  # fmt: skip

    def _begin(self, *words: str) -> None:
        self._processes.append(subprocess.Popen([sys.executable, *words], cwd=ROOT, env=self._environment))

    @staticmethod
    def _answers(port: int) -> bool:
        with closing(socket.socket()) as line:
            return line.connect_ex(("127.0.0.1", port)) == 0

    def stop(self) -> None:
        """End what was started here."""
        for process in reversed(self._processes):
            process.terminate()
            process.wait(timeout=20)

    def time_passes(self, until: datetime) -> str:
        """One scan and one delivery as of that instant, by the commands an operator has."""
        return self.command("remind", "--at", until.isoformat()) + self.command(
            "deliver", "--at", until.isoformat()
        )

    def command(self, *words: str, role: str = "app") -> str:
        """Run a management command beside the running portal."""
        done = subprocess.run(
            [sys.executable, ROOT / "manage.py", *words],
            env=self._environment | {"DATABASE_ROLE": role}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def empty_outbox(self) -> None:
        """Forget what the tests before had written."""
        for path in (self.folder / "outbox").glob("*"):
            path.unlink()

    def letters_to(self, address: str) -> list[EmailMessage]:
        """What the post office kept for one address, oldest first."""
        found = []
        for path in sorted((self.folder / "outbox").glob("*.eml")):
            letter = message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if address in str(letter["To"]):
                found.append(letter)
        return found


class Visitor:
    """One persona at a browser of their own."""

    def __init__(
        self, browser: Any, portal: Portal, language: str, viewport: dict[str, int] = DESKTOP
    ) -> None:
        self.portal = portal
        self.language = language
        self.viewport = viewport
        self.context = browser.new_context(viewport=viewport, base_url=portal.url)
        self.context.add_cookies([{"name": "django_language", "value": language, "url": portal.url}])
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.page.on("request", self._watch)
        self.name = "visitor"

    def _hear(self, message: Any) -> None:
        # Chromium writes a line for each answer of 4xx; the tests look at those answers themselves.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _watch(self, request: Any) -> None:
        if not request.url.startswith((self.portal.url, "data:")):
            self.complaints.append(f"asked another host: {request.url}")

    def sign_in(self, key: str, name: str) -> "Visitor":
        """Come in by name and password, and read in the language of this run."""
        self.name = key
        self.page.goto("/sign-in/")
        self.page.fill("[name=name]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)
        if self.page.locator("html").get_attribute("lang") != self.language:
            self.page.locator("form[action='/language/'] button:visible").first.click()
            self.page.wait_for_load_state()
        assert self.page.locator("html").get_attribute("lang") == self.language
        return self

    def go(self, address: str) -> int:
        """Open an address and return the status of its answer."""
        return int(self.page.goto(address).status)

    def press(self, words: str) -> None:
        """Press the one button or link that says this."""
        target = self.page.get_by_role("button", name=words, exact=True).or_(
            self.page.get_by_role("link", name=words, exact=True)
        )
        target.first.click()
        self.page.wait_for_load_state()

    def press_green(self, words: str) -> None:
        """Press the one green button of the page, which must say this."""
        green = self.page.locator("main .btn-primary:visible, .head .btn-primary:visible")
        said = [" ".join(text.split()) for text in green.all_inner_texts()]
        assert said == [words], (self.page.url, said)
        if green.first.evaluate("node => node.tagName") == "A":
            green.first.click()
        else:
            with self.page.expect_response(lambda response: response.request.method == "POST") as answer:
                green.first.click()
            assert answer.value.status < 400, (self.page.url, answer.value.status)
        self.page.wait_for_load_state()

    def turn_to(self, viewport: dict[str, int]) -> None:
        """Look at the page at hand through another window, as a phone or a desk would show it."""
        self.viewport = viewport
        self.page.set_viewport_size(viewport)

    def fill(self, **fields: str) -> None:
        """Type into the fields of the page by their names."""
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]:not([type=hidden])").first.fill(value)

    def reads(self, words: str) -> bool:
        """Whether the page shows these words."""
        return words in self.page.locator("body").inner_text()

    def picture(self, name: str) -> None:
        """Keep a picture where `PICTURES` says; nowhere else."""
        if PICTURES:
            width = self.viewport["width"]
            self.page.screenshot(path=f"{PICTURES}/{name}-{self.language}-{width}.png", full_page=True)

    def findings(self) -> list[str]:
        """What axe-core finds on the page at hand, whether it scrolls sideways, and squeezed buttons."""
        # Sent by the debugger's protocol: the page's own policy stays as it is.
        session = self.context.new_cdp_session(self.page)
        if not self.page.evaluate("'axe' in window"):
            session.send("Runtime.evaluate", {"expression": axe_script()})
        # Of what passes, axe describes no element: only what it finds is read.
        result: Any = session.send(
            "Runtime.evaluate",
            {
                "expression": f"axe.run(document, {{runOnly: {STANDARDS}, resultTypes: ['violations'],"
                " preload: false}).then(r => r.violations.map("
                "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | ')))",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        session.detach()
        found = [str(line) for line in result["result"]["value"]]
        wide = self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        return [*found, *(["scrolls sideways"] if wide else []), *self.squeezed()]

    def squeezed(self) -> list[str]:
        """Buttons, and links beside a heading, whose words are broken: nobody reads letters in a column."""
        found: list[str] = self.page.evaluate(
            """[...document.querySelectorAll('.btn, .chip, .sheet-head > a')].filter(one => {
                 const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
                 for (let text = walker.nextNode(); text; text = walker.nextNode()) {
                   for (const word of text.data.matchAll(/[^\\s\\-–—]+/g)) {
                     const range = document.createRange();
                     range.setStart(text, word.index);
                     range.setEnd(text, word.index + word[0].length);
                     const parts = [...range.getClientRects()].filter(one => one.width > 1);
                     const tops = parts.map(one => one.top);
                     if (tops.length && Math.max(...tops) - Math.min(...tops) > 8) return true;
                   }
                 }
                 return false;
               }).map(one => 'squeezed: ' + one.textContent.trim())"""
        )
        return found
