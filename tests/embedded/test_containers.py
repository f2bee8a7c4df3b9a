"""The container files: what they promise is held against images, settings, `make run` and real servers.

The images themselves are not built here.
"""

import ast
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import yaml

from embedded import processes
from embedded.account import Account
from embedded.check import REQUIRED
from embedded.parts import commands
from embedded.postgres import Postgres, binary
from embedded.supervisor import free_port
from embedded.valkey import Valkey
from tests.servers import reachable_folder

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("web", "worker", "beat", "prepare")
SECRET = re.compile(r"PASSWORD|SECRET|KEYS|TOKEN")


@dataclass(frozen=True)
class Image:
    """Where an image keeps what must stay, and programs that it has."""

    volumes: frozenset[str]
    programs: frozenset[str]


# As their Dockerfiles say, read in November 2026: github.com/docker-library/postgres (18/trixie; until 17 the
# volume was /var/lib/postgresql/data), github.com/valkey-io/valkey-container (9.0/alpine),
# github.com/caddyserver/caddy-docker (2.11/alpine), github.com/docker-library/python (3.11/slim-bookworm).
IMAGES = {
    "postgres:18-trixie": Image(frozenset({"/var/lib/postgresql"}), frozenset({"pg_isready", "psql"})),
    "valkey/valkey:9.0-alpine": Image(frozenset({"/data"}), frozenset({"valkey-cli", "valkey-server"})),
    "caddy:2.11-alpine": Image(frozenset({"/data", "/config"}), frozenset({"caddy", "curl"})),
    "shomonnoy": Image(
        frozenset({"/var/lib/shomonnoy", "/var/lib/shomonnoy-ledger"}), frozenset({"python", "sh"})
    ),
}
BASE = "python:3.11-slim-bookworm"
# What belongs to an image and not to the portal.
OF_IMAGES = {"DJANGO_SETTINGS_MODULE", "POSTGRES_USER", "POSTGRES_PASSWORD_FILE", "PORTAL_HOST"}


def dockerfile() -> list[tuple[str, str]]:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in said)]


def settings_read() -> set[str]:
    """The names that the settings read from the environment."""
    found = {"ALLOWED_HOSTS", *REQUIRED}
    for path in (ROOT / "coordination" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env.") and node.args:
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    found.add(str(name.value))
                elif isinstance(name, ast.JoinedStr):
                    end = name.values[-1]
                    assert isinstance(end, ast.Constant) and isinstance(end.value, str)
                    found |= {start + end.value for start in ("DATABASE", "DATABASE_OWNER")}
    return found


def test_compose_is_what_its_schema_says() -> None:
    words = ["check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_base_image_has_a_tag_and_is_one_whose_facts_are_known() -> None:
    bases = [rest.split(" AS ")[0] for word, rest in dockerfile() if word == "FROM"]
    assert bases == [BASE, BASE]
    assert {service["image"] for service in SERVICES.values()} == set(IMAGES)


@pytest.mark.parametrize("name", SERVICES)
def test_what_must_stay_lies_where_the_image_writes_it(name: str) -> None:
    service = SERVICES[name]
    mounted = {to for source, to in (one.split(":")[:2] for one in service["volumes"]) if source[0] != "."}
    assert mounted == IMAGES[service["image"]].volumes
    assert {one.split(":")[0] for one in service["volumes"] if one[0] not in "./"} <= set(COMPOSE["volumes"])
    for source in (one.split(":")[0] for one in service["volumes"] if one.startswith("./")):
        assert (ROOT / source).is_file(), source


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"prepare"}))
def test_a_health_check_calls_a_program_that_its_image_has(name: str) -> None:
    kind, *words = SERVICES[name]["healthcheck"]["test"]
    program = words[0].split()[0]
    assert program in IMAGES[SERVICES[name]["image"]].programs
    assert kind in ("CMD", "CMD-SHELL")


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_of_an_image_is_written_and_no_program_gains_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["security_opt"] == ["no-new-privileges:true"]
    if name in OURS:
        assert service["user"] == "10001:10001" and service["cap_drop"] == ["ALL"]
        assert any(one.startswith("/tmp") for one in service["tmpfs"])


def test_the_image_runs_as_nobody_in_particular_and_holds_no_compiler() -> None:
    steps = dockerfile()
    last = steps[max(place for place, (word, _) in enumerate(steps) if word == "FROM") :]
    assert [rest for word, rest in last if word == "USER"] == ["10001:10001"]
    # The slim image has none, and nothing is installed on it: what was built comes from the stage before.
    assert not any(name in rest for _, rest in last for name in ("apt", "apk", "gcc", "build-essential"))
    assert ("COPY", "--from=build /app /app") in last
    assert ("RUN", '["python", "embedded/bootstrap.py", "build"]') in steps


def test_each_command_is_one_that_make_run_uses() -> None:
    wanted = commands(bind="0.0.0.0:8000", schedule="/tmp/beat-schedule")
    for name, words in wanted.items():
        assert SERVICES[name]["command"] == ["python", "-m", *words]
    shell, option, line = SERVICES["prepare"]["command"]
    assert (shell, option) == ("sh", "-c")
    assert line.split(" && ") == ["python manage.py migrate --noinput", "python manage.py load_reference"]


@pytest.mark.parametrize("name", OURS)
def test_every_name_is_one_that_the_settings_read_and_no_needed_one_is_missing(name: str) -> None:
    given = {one.removesuffix("_FILE") for one in SERVICES[name]["environment"]}
    assert given - OF_IMAGES <= settings_read()
    assert set(REQUIRED) <= given


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_stand_in_files_and_only_where_they_are_needed(name: str) -> None:
    service = SERVICES[name]
    given: dict[str, str] = service.get("environment", {})
    for variable, value in given.items():
        if SECRET.search(variable) and not variable.startswith("SECOND_FACTOR"):
            assert variable.endswith("_FILE"), variable
            assert value.removeprefix("/run/secrets/") in service["secrets"]
        assert "@" not in value or ":" not in value.partition("://")[2].partition("@")[0], variable
    assert all(set(one) == {"file"} for one in COMPOSE["secrets"].values())
    assert "owner_password" not in service.get("secrets", ()) or name in ("prepare", "database")


def test_what_stands_behind_the_proxy_knows_that_people_come_by_https() -> None:
    for name in OURS:
        assert SERVICES[name]["environment"]["PORTAL_URL"].startswith("https://")
        assert not {"BEHIND_PROXY", "SSL_REDIRECT", "TRUSTED_PROXIES"} & set(SERVICES[name]["environment"])
    assert "reverse_proxy web:8000" in (ROOT / "containers" / "Caddyfile").read_text(encoding="utf-8")
    assert "ports" not in SERVICES["web"] and COMPOSE["networks"]["inside"] == {"internal": True}


# As somebody sets them beside the file: ${NAME}, ${NAME:?why it is needed}, ${NAME:-what else}.
GIVEN = {"PORTAL_HOST": "portal.example", "MAIL_HOST": "mail.example", "MAIL_FROM": "portal@portal.example"}
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


class Containers:
    """The services as compose starts them, on servers of this machine."""

    def __init__(self, folder: Path, postgres: Postgres, valkey: Valkey) -> None:
        self.folder, self.postgres, self.port = folder, postgres, free_port()
        assert postgres.sockets
        self.places = {
            "@database/shomonnoy": f"@/shomonnoy?host={postgres.sockets}",
            "redis://broker:6379/0": valkey.url,
            "/var/lib/shomonnoy": str(folder / "var"),
            "/run/secrets": str(folder / "secrets"),
            "/tmp/beat-schedule": str(folder / "tmp" / "beat-schedule"),
            "0.0.0.0:8000": f"127.0.0.1:{self.port}",
            "127.0.0.1:8000": f"127.0.0.1:{self.port}",
        }
        self.started: list[subprocess.Popen[bytes]] = []

    def here(self, text: str) -> str:
        """What compose makes of it, with the places of this machine."""
        text = VARIABLE.sub(lambda one: GIVEN.get(one[1]) or (one[3] if one[2] == "-" else ""), text)
        there = "|".join(re.escape(one) for one in sorted(self.places, key=len, reverse=True))
        return re.sub(there, lambda one: self.places[one[0]], text).replace("$$", "$")

    def environment(self, name: str) -> dict[str, str]:
        kept = {one: os.environ[one] for one in ("HOME", "LANG") if one in os.environ}
        given = {one: self.here(str(value)) for one, value in SERVICES[name]["environment"].items()}
        path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
        return {
            **kept,
            **given,
            "PATH": path,
            "TMPDIR": str(self.folder / "tmp"),
            "HOSTNAME": os.uname().nodename,
        }

    def run(self, name: str, words: list[str], *, seconds: float = 100) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.here(word) for word in words], cwd=ROOT, env=self.environment(name), text=True, check=False,
            timeout=seconds, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def start(self, name: str) -> None:
        words = [self.here(word) for word in SERVICES[name]["command"]]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.started.append(
                processes.start(words, log=log, env=self.environment(name), cwd=ROOT, with_parent=True)
            )

    def is_well(self, name: str) -> bool:
        kind, *words = SERVICES[name]["healthcheck"]["test"]
        asked = ["sh", "-c", words[0]] if kind == "CMD-SHELL" else words
        return self.run(name, asked).returncode == 0

    def said(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")[-3000:]

    def stop(self) -> None:
        for one in self.started:
            one.terminate()
        for one in self.started:
            one.wait(20)


@pytest.fixture
def containers() -> Iterator[Containers]:
    folder = reachable_folder()
    for name in ("secrets", "tmp", "var", "var-ledger"):
        (folder / name).mkdir()
    for name in COMPOSE["secrets"]:
        # As an editor or `openssl rand` leaves them: with the end of a line.
        (folder / "secrets" / name).write_text(f"{secret_of(name)}\n", encoding="utf-8")
    postgres, valkey = (
        Postgres(folder, throwaway=True),
        Valkey(folder, folder, Account(os.geteuid(), os.getegid())),
    )
    postgres.start(with_parent=True)
    valkey.start(with_parent=True)
    found = Containers(folder, postgres, valkey)
    try:
        yield found
    finally:
        found.stop()
        valkey.stop()
        postgres.stop()


def secret_of(name: str) -> str:
    if name == "field_keys":
        return "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    return f"{name.replace('_', '-')}-{'0123456789' * 5}"


@pytest.mark.timeout(300)
def test_the_commands_of_the_services_run_together_on_real_servers(containers: Containers) -> None:
    folder, postgres = containers.folder, containers.postgres
    assert postgres.sockets
    programs = {
        "PATH": f"{Path(binary('psql')).parent}:/usr/bin:/bin", "PGHOST": str(postgres.sockets),
        "POSTGRES_USER": "postgres", "SECRETS": str(folder / "secrets"),
    }  # fmt: skip
    subprocess.run(["sh", str(ROOT / "containers" / "roles.sh")], env=programs, check=True)
    # Their passwords open the database, and nothing else does.
    hba = "local all postgres trust\nlocal all all scram-sha-256\n"
    (postgres.data / "pg_hba.conf").write_text(hba, encoding="utf-8")
    with closing(psycopg2.connect(postgres.url("postgres", "postgres"))) as line, line.cursor() as cursor:
        cursor.execute("SELECT pg_reload_conf()")
    line_of_prepare = SERVICES["prepare"]["command"][2]
    migrated = containers.run("prepare", ["sh", "-c", line_of_prepare.split(" && ")[0]])
    assert migrated.returncode == 0, migrated.stdout[-3000:]
    for name in ("web", "worker", "beat"):
        containers.start(name)
    assert processes.wait_until(lambda: containers.is_well("web"), seconds=60), containers.said("web")
    answer = ask(containers.port, {"Host": "portal.example", "X-Forwarded-Proto": "https"})
    assert answer == 200, answer
    # Whoever comes without the proxy is sent to https.
    assert ask(containers.port, {"Host": "portal.example"}) == 301
    assert processes.wait_until(lambda: containers.is_well("worker"), seconds=60), containers.said("worker")
    assert processes.wait_until(lambda: containers.is_well("beat"), seconds=20), containers.said("beat")


class _NoFollowing(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_given: Any) -> None:
        return None


def ask(port: int, headers: dict[str, str]) -> int:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/help/", headers=headers)
    try:
        return int(urllib.request.build_opener(_NoFollowing).open(request, timeout=20).status)
    except urllib.error.HTTPError as refused:
        return refused.code
