"""Starts the SMTP server of the tests and reads what it got."""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage

from access.models import User
from notifications.mail import messages_for
from notifications.models import Delivery

PATIENCE = 60.0


def wait_until(found: Callable[[], Any], what: str) -> Any:
    """Ask again until there is an answer; a test that waits for nothing fails with a reason."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if answer := found():
            return answer
        time.sleep(0.02)
    raise AssertionError(f"waited {PATIENCE:.0f} s for {what}")


class MailServer:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        (self.folder / "port").unlink(missing_ok=True)
        program = Path(__file__).with_name("smtp_server.py")
        words = [sys.executable, str(program), str(self.folder), *([str(self.port)] if self.port else [])]
        self._process = subprocess.Popen(words, env=os.environ | {"PYTHONWARNINGS": "ignore"})
        port = wait_until(lambda: (self.folder / "port").exists(), "the mail server")
        assert port
        self.port = int((self.folder / "port").read_text())

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def behave(self, **behaviour: Any) -> None:
        new = self.folder / "behaviour.new"
        new.write_text(json.dumps(behaviour))
        new.rename(self.folder / "behaviour")

    def _lines(self, name: str) -> list[dict[str, Any]]:
        path = self.folder / name
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    @property
    def mails(self) -> list[dict[str, Any]]:
        mails = self._lines("mails")
        for mail in mails:
            # An address with a space travels in quotation marks.
            mail["to"] = [address.replace(chr(34), "") for address in mail["to"]]
        return mails

    @property
    def connections(self) -> int:
        return sum("connected" in event for event in self._lines("events"))

    def wait_until_it_hangs(self, times: int = 1) -> None:
        def hung() -> bool:
            return sum("hung" in event for event in self._lines("events")) >= times

        wait_until(hung, "the mail server to stop answering")


def written(delivery: Delivery) -> EmailMessage:
    """The e-mail of one notice, as it would go."""
    (message,) = messages_for([[delivery]])
    assert isinstance(message, EmailMessage)
    return message


def written_in(language: str) -> dict[str, str]:
    """By its kind, all that the mails say that wait now: each by itself, and all of one reader's as one."""
    User.objects.update(language=language)
    waiting = Delivery.objects.select_related("notice__recipient").order_by("pk")
    said, of_one = defaultdict(list), defaultdict(list)
    for one in waiting:
        said[one.notice.kind].append(_whole(written(one)))
        of_one[one.notice.recipient_id].append(one)
    for several in messages_for([those for those in of_one.values() if len(those) > 1]):
        assert isinstance(several, EmailMessage)
        said["several"].append(_whole(several))
    return {kind: "\n".join(mails) for kind, mails in said.items()}


def _whole(mail: EmailMessage) -> str:
    """Its headers, its text and whatever hangs on it."""
    assert mail.subject and mail.body
    return f"{mail.subject} {mail.extra_headers} {mail.body} {mail.attachments}"
