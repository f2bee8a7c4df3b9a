"""A real SMTP server in a process of its own: `python smtp_server.py FOLDER [PORT]`.

It writes what it received to FOLDER/mails, what happened to FOLDER/events, and misbehaves as
FOLDER/behaviour (JSON) says, read anew each time:
  {"rcpt": "451 try later"}        answer to RCPT
  {"data": "550 never"}            answer to the end of DATA, nothing kept
  {"hang": "ehlo" | "data" | "kept"}   stop answering there; "kept" has written the mail by then
  {"delay": 0.5}                   think that long before each 250
  {"only": "Message-ID part"}      data and hang concern only mails whose text holds this
"""

import asyncio
import json
import sys
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class Handler:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def behaviour(self) -> dict[str, Any]:
        path = self.folder / "behaviour"
        return json.loads(path.read_text()) if path.exists() else {}

    def note(self, name: str, **facts: Any) -> None:
        with (self.folder / name).open("a", encoding="utf-8") as file:
            file.write(json.dumps(facts) + "\n")

    async def hang(self, where: str, text: str = "") -> None:
        behaviour = self.behaviour()
        if behaviour.get("hang") == where and behaviour.get("only", "") in text:
            self.note("events", hung=where)
            while self.behaviour().get("hang") == where:
                await asyncio.sleep(0.02)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.note("events", connected=True)
        await self.hang("ehlo")
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if answer := self.behaviour().get("rcpt"):
            return str(answer)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = message_from_bytes(content, policy=policy.default)
        text = str(mail)
        behaviour = self.behaviour()
        await self.hang("data", text)
        if behaviour.get("data") and behaviour.get("only", "") in text:
            return str(behaviour["data"])
        body = mail.get_body(("plain", "html"))
        entries = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        self.note(
            "mails",
            to=envelope.rcpt_tos,
            headers=dict(mail.items()),
            body=body.get_content() if body is not None else "",
            calendar=[(part["Content-Type"], part.get_content()) for part in entries],
        )
        await self.hang("kept", text)
        await asyncio.sleep(behaviour.get("delay", 0))
        return "250 taken"


async def main() -> None:
    folder = Path(sys.argv[1])
    handler = Handler(folder)
    loop = asyncio.get_running_loop()
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    server = await loop.create_server(lambda: SMTP(handler, hostname="mail.example.org"), "127.0.0.1", port)
    new = folder / "port.new"
    new.write_text(str(server.sockets[0].getsockname()[1]))
    new.rename(folder / "port")
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
