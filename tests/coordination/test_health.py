"""What the operators' monitor is told, and who may look into the outbox."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from notifications.models import LastScan


def test_the_process_answers_without_asking_the_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["10.1.2.3", "portal.invalid", "[::1]:8000"])
def test_a_probe_is_answered_whatever_host_it_names(client: Client, settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["portal.example"]
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz", headers={"Host": host}).status_code == 200
    assert client.get("/readyz", headers={"Host": host}).status_code == 200
    settings.SECURE_SSL_REDIRECT = False
    assert client.get("/help/", headers={"Host": host}).status_code == 400


@pytest.mark.django_db
def test_a_portal_that_has_not_scanned_yet_is_ready(client: Client) -> None:
    LastScan.objects.all().delete()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "database": "ok",
        "migrations": "ok",
        "bangla_search": "ok",
        "database_role": "ok",
        "seconds_since_scan": None,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "status"), [(60, 200), (3600, 503)])
def test_a_worker_that_stopped_scanning_is_noticed(client: Client, age: int, status: int) -> None:
    LastScan.objects.update_or_create(pk=1, defaults={"at": timezone.now() - timedelta(seconds=age)})
    response = client.get("/readyz")
    assert response.status_code == status
    assert abs(response.json()["seconds_since_scan"] - age) < 30


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_has_not_run_is_noticed(client: Client, owner_connection: Any) -> None:
    with owner_connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    response = client.get("/readyz")
    assert (response.status_code, response.json()["migrations"]) == (503, "failed")


LETTER = (
    b"Subject: =?utf-8?b?4Ka44Kat4Ka+?=\r\nTo: office@portal.invalid\r\n\r\nhttps://portal.invalid/ <b>\r\n"
)


@pytest.fixture
def outbox(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    (tmp_path / "outbox").mkdir()
    (tmp_path / "outbox" / "20261122T050000-1.eml").write_bytes(LETTER)
    return tmp_path / "outbox"


@pytest.mark.django_db
def test_the_outbox_lists_letters_and_shows_one_as_text(client: Client, outbox: Path) -> None:
    assert "সভা" in client.get("/outbox/").content.decode()
    shown = client.get("/outbox/20261122T050000-1/").content.decode()
    assert "office@portal.invalid" in shown and "&lt;b&gt;" in shown


@pytest.mark.django_db
def test_an_empty_outbox_says_so(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    assert client.get("/outbox/").status_code == 200


# What proxies, tunnels and content networks are known to add, and one that nobody knows yet.
PASSED_ON = """X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Forwarded-Port X-Forwarded-Server
X-Forwarded-Prefix X-Forwarded X-Forwarded-By Forwarded Forwarded-For X-Real-IP Via CF-Connecting-IP
CF-Connecting-IPv6 CF-Ray CF-Visitor CF-IPCountry CDN-Loop True-Client-IP X-Client-IP X-Cluster-Client-IP
Client-IP X-Original-For X-Original-Host X-Original-URL X-Original-Forwarded-For X-Original-Remote-Addr X-Host
X-Remote-IP X-Remote-Addr X-Originating-IP X-ProxyUser-Ip X-Proxy-User Fastly-Client-IP Fly-Client-IP
Fly-Forwarded-Port X-Azure-ClientIP X-Azure-SocketIP X-Envoy-External-Address X-Amzn-Trace-Id
X-Appengine-User-IP X-Vercel-Forwarded-For Ngrok-Trace-Id X-Request-Id WL-Proxy-Client-IP Proxy-Client-IP
Tailscale-User-Login X-Nobody-Knows-This-Yet"""
BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Language": "bn,en;q=0.5",
    "Accept-Encoding": "gzip, deflate, br",
    "Connection": "keep-alive",
    "Cookie": "shomonnoy_language_8000=en",
    "Referer": "http://127.0.0.1:8000/outbox/",
    "Upgrade-Insecure-Requests": "1",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Site": "same-origin",
    "Sec-CH-UA-Platform": '"Linux"',
    "Sec-GPC": "1",
    "DNT": "1",
    "Priority": "u=0, i",
    "Cache-Control": "max-age=0",
    "If-None-Match": '"abc"',
}
LETTERS = ["/outbox/", "/outbox/20261122T050000-1/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", LETTERS)
@pytest.mark.parametrize(
    "address", ["203.0.113.7", "10.0.0.1", "::ffff:203.0.113.7", "2001:db8::1", "odd", ""]
)
def test_from_another_machine_there_is_no_outbox(
    client: Client, outbox: Path, path: str, address: str
) -> None:
    assert client.get(path, REMOTE_ADDR=address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("path", LETTERS)
def test_for_whoever_asks_through_somebody_in_between_there_is_no_outbox(
    client: Client, outbox: Path, path: str
) -> None:
    for name in PASSED_ON.split():
        for value in ("203.0.113.7", "127.0.0.1", ""):
            answer = client.get(path, headers=BROWSER | {name: value})
            assert answer.status_code == 404, name


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1"])
def test_a_browser_on_this_machine_reads_the_outbox(client: Client, outbox: Path, address: str) -> None:
    for path in LETTERS:
        assert client.get(path, headers=BROWSER, REMOTE_ADDR=address).status_code == 200


@pytest.mark.django_db
def test_on_a_real_server_there_is_no_outbox(client: Client, settings: Any, outbox: Path) -> None:
    settings.EMBEDDED = False
    assert client.get("/outbox/").status_code == 404


@pytest.mark.django_db
def test_no_other_file_is_shown(client: Client, outbox: Path) -> None:
    (outbox.parent / "environment.eml").write_text("SECRET_KEY=1")
    for name in ("..%2Fenvironment", "%2e%2e/environment", "missing"):
        assert client.get(f"/outbox/{name}/").status_code == 404
