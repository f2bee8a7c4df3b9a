"""The one process of `make run`: starts every part of the portal, keeps them running, stops them.

VAR=folder PORT=8000 python -m embedded.supervisor
"""

import fcntl
import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import IO

from embedded import environment, processes
from embedded.account import CannotRun
from embedded.bootstrap import fingerprint, is_done, mark
from embedded.parts import ROOT, Part, portal_parts
from embedded.postgres import APP, OWNER, Postgres
from embedded.valkey import Valkey

LOOPBACK = "127.0.0.1"


class Asked(Exception):
    """Somebody asked the portal to stop."""


def say(text: str) -> None:
    print(text, flush=True)


def free_port() -> int:
    with socket.socket() as line:
        line.bind((LOOPBACK, 0))
        return int(line.getsockname()[1])


def take_lock(var: Path) -> IO[str]:
    """One supervisor for each VAR. The kernel lets go of the lock however the holder ends."""
    lock = (var / "supervisor.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotRun(
            f"A portal is already running on {var}. For a second one choose another VAR= and PORT=."
        ) from None
    return lock


def require_free(port: int) -> None:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind((LOOPBACK, port))
        except OSError as reason:
            raise CannotRun(
                f"Port {port} cannot be used ({reason}). Choose another one with PORT=."
            ) from None


class Supervisor:
    """One portal on one VAR and one port."""

    def __init__(self, var: Path, port: int) -> None:
        self.var, self.port = var, port
        self.parts: list[Part] = []
        self.is_embedded = not environment.uses_real_servers(os.environ)
        self.env: dict[str, str] = {}
        self.is_asked = False
        # The folder of what was loaded goes with the data it is about.
        real = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode()).hexdigest()[:12]
        self.loaded = var / ("postgres" if self.is_embedded else f"real-{real}") / "loaded"

    def run(self) -> None:
        os.umask(0o077)  # logs and letters are for nobody else
        for name in ("logs", "pids"):
            (self.var / name).mkdir(parents=True, exist_ok=True)
        with take_lock(self.var):
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, self._ask)
            try:
                self._end_left_behind()
                require_free(self.port)
                self._start_all()
                while True:
                    self._heed()
                    for part in self.parts:
                        part.look_after(say)
                    time.sleep(0.2)
            except Asked:
                say("")
            finally:
                self._stop_all()

    def _ask(self, number: int, frame: FrameType | None) -> None:
        # Only noted here: an exception could fall between starting a part and writing it down.
        self.is_asked = True

    def _heed(self) -> None:
        if self.is_asked:
            raise Asked

    def _end_left_behind(self) -> None:
        """What a killed supervisor could not stop. PostgreSQL clears its own when it starts."""
        pids = self.var / "pids"
        # Valkey last: without it a worker waits for it instead of stopping.
        for names in (("beat", "worker", "web", "mail"), ("valkey",)):
            if processes.end_recorded(*(pids / f"{name}.pid" for name in names), patience=5):
                say(f"Ended what an earlier run left: {', '.join(names)}")

    def _start_all(self) -> None:
        mail_port = free_port() if self.is_embedded else None
        servers = self._start_servers() if self.is_embedded else {}
        self.env = {
            **environment.kept_secrets(self.var),
            **servers,
            "EMBEDDED": str(self.is_embedded),
            "PORT": str(self.port),
            "PORTAL_URL": f"http://localhost:{self.port}",
            **({"MAIL_PORT": str(mail_port)} if mail_port else {}),
        }
        environment.write(self.var, self.env)
        self.env |= {"VAR": str(self.var), "DJANGO_SETTINGS_MODULE": "coordination.settings.local"}
        say("Preparing the database")
        self._restore()
        self._manage("migrate", "--noinput", role="owner")
        self._load()
        say("Starting the portal")
        mine = portal_parts(
            port=self.port, mail_port=mail_port, env={**self.env, processes.MARK: str(self.var)}, var=self.var
        )
        for part in mine:
            self._heed()
            self._add(part)
        how_to_sign_in = self._manage("personas") if self.is_embedded else ""  # while the web starts
        web = next(part for part in mine if part.name == "web")
        answers = processes.wait_until(
            self._answers, seconds=60, running=lambda: web.runs() and not self.is_asked
        )
        self._heed()
        if not answers:
            raise CannotRun(f"The portal does not answer: see {self.var / 'logs' / 'web.log'}")
        self._tell(how_to_sign_in)

    def _start_servers(self) -> dict[str, str]:
        say("Starting PostgreSQL and Valkey")
        postgres = Postgres(self.var)
        self._add(Part("postgres", self.var, postgres.start, first_signal=signal.SIGINT))
        assert postgres.sockets and postgres.account
        valkey = Valkey(self.var, postgres.sockets, postgres.account)
        self._add(Part("valkey", self.var, valkey.start))
        postgres.make_roles()
        postgres.make_database()
        return {
            "DATABASE_URL": postgres.url(APP),
            "DATABASE_OWNER_URL": postgres.url(OWNER),
            "REDIS_URL": valkey.url,
        }

    def _add(self, part: Part) -> None:
        part.start()
        self.parts.append(part)

    def _restore(self) -> None:
        """`RESTORE=folder` begins with a backup instead of the demonstration, on an empty VAR only."""
        folder = os.environ.get("RESTORE")
        if folder:
            say(f"Restoring {folder}")
            options = os.environ.get("RESTORE_OPTIONS", "").split()
            self._manage("restore", str(Path(folder).resolve()), *options, role="owner")
            mark(self.loaded / "demo", "loaded")

    def _load(self) -> None:
        """Reference data when it changed; the demonstration once, and never on a real server.

        `DISTRICTS="Jashore Satkhira"` loads a small country, for tests and quick trials.
        """
        self.loaded.mkdir(parents=True, exist_ok=True)
        districts = os.environ.get("DISTRICTS", "").split()
        value = fingerprint(ROOT / "fixtures", ROOT / "requirements" / "base.txt", extra=" ".join(districts))
        if not is_done(self.loaded / "reference", value):
            say(f"Loading places, organisations and committees of {' and '.join(districts) or 'the country'}")
            some = ["--districts", *districts] if districts else []
            self._manage("load_reference", *some, role="owner")
            mark(self.loaded / "reference", value)
        if self.is_embedded and not is_done(self.loaded / "demo", "loaded"):
            say("Loading the demonstration")
            # Its history lies in the past, and only the owner dates a line back.
            self._manage("load_demo", role="owner")
            mark(self.loaded / "demo", "loaded")

    def _manage(self, *words: str, role: str = "app") -> str:
        """Run one command to its end; what it said."""
        self._heed()
        process = subprocess.Popen(
            [sys.executable, ROOT / "manage.py", *words],
            env=os.environ | self.env | {"DATABASE_ROLE": role, processes.MARK: str(self.var)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        while True:
            try:
                said, _nothing = process.communicate(timeout=0.3)
                break
            except subprocess.TimeoutExpired:
                if self.is_asked:
                    process.kill()
        self._heed()
        if process.returncode:
            last = "\n".join(said.splitlines()[-20:])
            raise CannotRun(f"manage.py {' '.join(words)} failed:\n{last}")
        return said

    def _answers(self) -> bool:
        line = http.client.HTTPConnection(LOOPBACK, self.port, timeout=5)
        try:
            line.request("GET", "/healthz", headers={"Host": "localhost"})
            return line.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            line.close()

    def _tell(self, how_to_sign_in: str) -> None:
        say(f"\nShomonnoy is at http://localhost:{self.port}\n")
        if self.is_embedded:
            say(how_to_sign_in.rstrip())
            say(f"\nMail that was sent: http://localhost:{self.port}/outbox/")
        else:
            say("Your own servers are used. `manage.py first-account` invites the first account.")
        say("Ctrl-C stops it.")

    def _stop_all(self) -> None:
        """In the reverse of the order they were started: the databases last."""
        if self.parts:
            say("Stopping")
        for part in reversed(self.parts):
            part.stop()


def main() -> int:
    var = Path(os.environ.get("VAR") or ROOT / "var").resolve()
    try:
        port = int(os.environ.get("PORT") or 8000)
    except ValueError:
        say("PORT must be a number.")
        return 2
    try:
        var.mkdir(parents=True, exist_ok=True)
        Supervisor(var, port).run()
    except (CannotRun, environment.Incomplete, OSError) as reason:
        say(f"\n{reason}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
