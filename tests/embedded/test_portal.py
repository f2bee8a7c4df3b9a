"""The whole portal under its supervisor: killed part by part, killed as a whole, twice on one machine."""

import http.client
import os
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import psutil
import psycopg2
import pytest

from embedded import environment, processes
from embedded.parts import ROOT
from tests import servers

PARTS = ("postgres", "valkey", "mail", "web", "worker", "beat")
# A first start of a slow machine with the two districts.
FIRST_START = 300
pytestmark = pytest.mark.timeout(400)


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def eventually(holds: Callable[[], bool], *, seconds: float = 30) -> bool:
    return processes.wait_until(holds, seconds=seconds)


class Portal:
    """`make run` on a VAR and a PORT of its own, without the steps that build."""

    def __init__(self, var: Path, own_servers: dict[str, str] | None = None) -> None:
        self.var = var
        self.own_servers = own_servers or {}
        self.port = free_port()
        self.said: list[str] = []
        self.process: subprocess.Popen[str] | None = None

    def start(self, *, seconds: float = FIRST_START) -> float:
        """Start it; how many seconds passed until it said where it is."""
        kept = {name: value for name, value in os.environ.items() if name not in environment.REAL_SERVERS}
        for name in ("DATABASE_ROLE", "DJANGO_SETTINGS_MODULE", *environment.SECRETS):
            kept.pop(name, None)
        begun = time.monotonic()
        self.said = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "embedded.supervisor"],
            cwd=ROOT,
            env=kept
            | {"VAR": str(self.var), "PORT": str(self.port), "DISTRICTS": " ".join(servers.DISTRICTS)}
            | self.own_servers,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, args=[self.process], daemon=True).start()
        told = eventually(lambda: self.has_said("Ctrl-C stops it") or not self.runs(), seconds=seconds)
        assert told and self.runs(), "\n".join(self.said)
        return time.monotonic() - begun

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        for line in process.stdout:
            self.said.append(line.rstrip())

    def has_said(self, words: str) -> bool:
        return any(words in line for line in self.said)

    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> int | None:
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def part(self, name: str) -> psutil.Process | None:
        """The first process of a part, if it runs; children it left behind are not it."""
        path = self.var / "pids" / f"{name}.pid"
        family = processes.recorded(path)
        return family[0] if family and f'"pid": {family[0].pid},' in path.read_text() else None

    def answers(self, path: str = "/readyz") -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", path, headers={"Host": "localhost"})
            return line.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    def count(self, table: str) -> int:
        connection = psycopg2.connect(environment.read(self.var)["DATABASE_URL"])
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")
                return int(cursor.fetchone()[0])
        finally:
            connection.close()

    def belongings(self) -> list[psutil.Process]:
        """Every process of this portal, however it came to be."""
        found = []
        for process in psutil.process_iter():
            try:
                marked = process.environ().get(processes.MARK) == str(self.var)
                if (marked or str(self.var) in " ".join(process.cmdline())) and not processes.is_over(
                    process
                ):
                    found.append(process)
            except psutil.Error:
                continue
        return found


@pytest.fixture(scope="module")
def var() -> Path:
    return servers.reachable_folder()


@pytest.fixture(scope="module")
def portal(var: Path) -> Iterator[Portal]:
    running = Portal(var / "one")
    running.start()
    yield running
    if running.runs():
        running.stop()


def test_it_tells_where_it_is_and_how_to_sign_in(portal: Portal) -> None:
    assert portal.has_said(f"http://localhost:{portal.port}")
    assert portal.has_said(environment.read(portal.var)["DEMO_PASSWORD"])


def test_every_part_listens_on_loopback_alone(portal: Portal) -> None:
    heard = [
        connection.laddr.ip
        for process in portal.belongings()
        for connection in process.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert heard and set(heard) == {"127.0.0.1"}


def test_mail_is_kept_in_the_outbox(portal: Portal) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "স্মরণ", "a@portal.invalid", "b@office.invalid"
    letter.set_content("সভা")
    with smtplib.SMTP("127.0.0.1", int(environment.read(portal.var)["MAIL_PORT"])) as post:
        post.send_message(letter)
    kept = list((portal.var / "outbox").glob("*.eml"))
    assert any("b@office.invalid" in path.read_text() for path in kept)
    assert eventually(lambda: portal.answers("/outbox/"))


@pytest.mark.parametrize("name", PARTS)
def test_a_part_killed_by_kill_9_comes_back(portal: Portal, name: str) -> None:
    before = portal.part(name)
    assert before is not None
    before.send_signal(signal.SIGKILL)
    assert eventually(lambda: (now := portal.part(name)) is not None and now.pid != before.pid)
    assert eventually(portal.answers)
    assert portal.runs()


def test_after_kill_9_of_the_supervisor_the_next_start_is_quick_and_keeps_the_data(portal: Portal) -> None:
    organisations = portal.count("partners_organisation")
    users = portal.count("access_user")
    assert organisations and users
    assert portal.process
    portal.process.kill()
    portal.process.wait()
    orphans = portal.belongings()
    assert orphans, "what a killed supervisor leaves running"
    took = portal.start(seconds=60)
    assert all(map(processes.is_over, orphans))
    assert took < quick(), f"the second start took {took:.1f} s"
    assert not portal.has_said("Loading")
    assert (portal.count("partners_organisation"), portal.count("access_user")) == (organisations, users)
    assert eventually(portal.answers)


def quick() -> float:
    """Ten seconds, or as much more as this machine is slower while other work runs beside the test.

    Idle, a start takes five times as long as one command; the yardstick is a command run just now.
    """
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, "manage.py", "help"], cwd=ROOT, env=os.environ, capture_output=True, check=True
    )
    return max(10.0, 12 * (time.monotonic() - begun))


def test_after_kill_9_of_everything_at_once_the_next_start_recovers(portal: Portal) -> None:
    organisations = portal.count("partners_organisation")
    assert portal.process
    portal.process.kill()
    for process in portal.belongings():
        process.kill()
    portal.process.wait()
    portal.start(seconds=60)
    assert portal.count("partners_organisation") == organisations


def test_a_second_start_on_the_same_folder_is_refused(portal: Portal) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "embedded.supervisor"],
        cwd=ROOT, env=os.environ | {"VAR": str(portal.var), "PORT": str(free_port())},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert second.returncode == 1
    assert "already running" in second.stdout
    assert portal.answers()


def test_a_port_that_is_taken_is_refused_by_name(portal: Portal, var: Path) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "embedded.supervisor"],
        cwd=ROOT, env=os.environ | {"VAR": str(var / "three"), "PORT": str(portal.port)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert second.returncode == 1
    assert re.search(r"Port \d+ cannot be used.*PORT=", second.stdout)


def test_a_backup_of_one_portal_begins_another_that_runs_beside_it_and_shares_nothing(
    portal: Portal, var: Path
) -> None:
    backup, other = var / "backup", Portal(var / "restored", {"RESTORE": str(var / "backup")})
    done = subprocess.run(
        [sys.executable, "manage.py", "backup", str(backup)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env=settings_of(portal.var) | {"DATABASE_ROLE": "owner"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    other.var.mkdir()
    other.var.chmod(0o711)
    # What an operator keeps apart from the backup: the keys, and the ledger of erasures.
    shutil.copy(portal.var / environment.NAME, other.var)
    shutil.copytree(portal.var / "ledger", other.var / "ledger")
    other.start()
    try:
        assert portal.answers() and other.answers()
        assert not other.has_said("Loading the demonstration")
        # The keys came with the backup: what two folders make of their own is seen in `test_bootstrap`.
        places = [environment.read(each.var)["DATABASE_URL"] for each in (portal, other)]
        assert places[0] != places[1]
        ours, theirs = ({one.pid for one in each.belongings()} for each in (portal, other))
        assert ours and theirs and not ours & theirs
        for table in ("access_user", "meetings_meeting", "commitments_commitment"):
            assert portal.count(table) == other.count(table) > 0
    finally:
        assert other.stop() == 0
    assert portal.answers()


def settings_of(var: Path) -> dict[str, str]:
    """What a command finds that the operator runs on this folder."""
    given = {*environment.REAL_SERVERS, *environment.SECRETS, "DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name not in given} | {"VAR": str(var)}


def test_stopping_ends_every_part_and_leaves_no_process(portal: Portal) -> None:
    assert portal.stop() == 0
    assert eventually(lambda: portal.belongings() == [], seconds=10)
    assert not list((portal.var / "pids").glob("*.pid"))


def test_with_servers_of_your_own_only_reference_data_is_loaded(
    var: Path, test_worker: servers.Worker, django_db_setup: None
) -> None:
    test_worker.restore(servers.TEMPLATE)
    own = {
        "DATABASE_URL": test_worker.app_url,
        "DATABASE_OWNER_URL": test_worker.owner_url,
        "REDIS_URL": test_worker.valkey.url,
    }
    real = Portal(var / "real", own)
    real.start()
    try:
        assert real.has_said("first-account")
        assert not real.has_said("password")
        assert [real.part(name) for name in ("postgres", "valkey", "mail")] == [None] * 3
        assert real.answers()
        assert not real.answers("/outbox/")
        assert not set(environment.REAL_SERVERS) & set(environment.read(real.var))
        with psycopg2.connect(test_worker.app_url) as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM access_user), (SELECT count(*) FROM partners_place) > 0"
            )
            assert cursor.fetchone() == (0, True)
    finally:
        assert real.stop() == 0
        test_worker.restore()
