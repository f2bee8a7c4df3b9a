"""The two clients of the guide for developers do what it says, against a portal that answers."""

import os
import subprocess
import sys
from typing import Any

import pytest

from access.models import User
from commitments.models import Commitment
from tests.commitments.pages import pair
from tests.programs import Program
from tests.servers import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
GUIDE = ROOT / "docs" / "developers"


def run(*words: str, portal: str, by: User) -> subprocess.CompletedProcess[str]:
    told = {"SHOMONNOY": portal, "TOKEN": Program(by).token, "PATH": os.environ["PATH"]}
    return subprocess.run(words, env=told, capture_output=True, text=True, check=False, timeout=60)


def test_the_client_in_python_lists_commitments_and_sends_evidence(live_server: Any) -> None:
    made = pair()
    made.accepted()
    client = (sys.executable, str(GUIDE / "shomonnoy.py"))
    listed = run(*client, "commitments", portal=live_server.url, by=made.owner)
    assert made.commitment.ref in listed.stdout and made.commitment.what in listed.stdout, listed.stderr
    sent = run(*client, "evidence", made.commitment.ref, "Done.", portal=live_server.url, by=made.owner)
    assert sent.stdout.strip() == "evidence_in"
    refused = run(*client, "evidence", made.commitment.ref, "", portal=live_server.url, by=made.owner)
    assert refused.returncode == 1 and "/text Write a sentence here." in refused.stderr


def test_the_one_with_curl_sends_evidence_against_what_it_read(live_server: Any) -> None:
    made = pair()
    made.accepted()
    script = ("sh", str(GUIDE / "evidence.sh"))
    done = run(*script, made.commitment.ref, "The list “A” went out.", portal=live_server.url, by=made.owner)
    assert done.returncode == 0, done.stderr
    kept = Commitment.objects.get(pk=made.commitment.pk)
    assert (kept.stage, kept.evidence.get().text) == ("evidence_in", "The list “A” went out.")
