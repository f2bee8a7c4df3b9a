"""The post office of the embedded default: takes mail on loopback and keeps it under `VAR/outbox`.

Nothing leaves the machine. Run as `python -m embedded.mail PORT FOLDER`.
"""

import asyncio
import itertools
import os
import signal
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

_number = itertools.count()


class Outbox:
    """Writes each message as one `.eml`, whole or not at all, named by the time it came."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
        name = f"{stamp}-{time.time_ns() % 10**9:09d}-{os.getpid()}-{next(_number)}"
        content = envelope.original_content or b""
        temporary = self.folder / (name + ".new")
        with temporary.open("wb") as file:
            file.write(f"X-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n".encode())
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(self.folder / (name + ".eml"))
        return "250 kept"


async def receive(port: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    server = await loop.create_server(
        lambda: SMTP(Outbox(folder), hostname="localhost", loop=loop), "127.0.0.1", port
    )
    async with server:
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(receive(int(sys.argv[1]), Path(sys.argv[2])))
