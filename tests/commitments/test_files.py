"""Files sent with evidence: read by whoever reads the promise, once they are open, and by nobody else."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from access.erasure.passages import standing_in
from access.erasure.wiping import wipe
from access.models import AccessLog, Erasure, Party, Role, User
from access.toolkit import handing
from access.toolkit.covering import MARK
from commitments import actions
from commitments.models import Commitment, EvidenceFile
from coordination.covers.actions import cover
from library.models import StoredFile
from library.tasks import check_files
from tests.cast import browser
from tests.commitments.pages import pair
from tests.commitments.world import Pair, liaison, organisation
from tests.library import made_files as made
from tests.library.made_files import checked_file
from tests.programs import Program, errors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def promise() -> Pair:
    found = pair()
    found.accepted(timezone.now())
    return found


def send(by: User, commitment: Commitment, *files: tuple[str, bytes], **typed: Any) -> Any:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    sent = {"text": "Sent to both tribunals.", "link": "", **typed}
    return browser(by).post(reverse("commitment_report", args=[commitment.ref]), {**sent, "files": uploads})


def page(by: User, commitment: Commitment) -> str:
    return browser(by).get(reverse("commitment", args=[commitment.ref])).content.decode()


def take(by: User, commitment: Commitment, file: StoredFile) -> Any:
    return browser(by).get(reverse("commitment_file", args=[commitment.ref, file.ref]))


def with_file(promise: Pair, name: str = "list of lawyers") -> StoredFile:
    file = checked_file(promise.owner, name)
    text = "Sent to both tribunals."
    actions.report(
        by=promise.owner, commitment=promise.commitment, text=text, files=[file.ref], at=timezone.now()
    )
    file.refresh_from_db()
    return file


def test_a_file_is_sent_with_evidence_and_read_by_those_who_read_the_promise(promise: Pair) -> None:
    assert send(promise.owner, promise.commitment, ("তালিকা.pdf", made.acting_pdf())).status_code == 302
    file = EvidenceFile.objects.get().file
    assert take(promise.secretary, promise.commitment, file).status_code == 404
    assert "তালিকা" not in page(promise.secretary, promise.commitment)
    assert "Only you see it until then" in page(promise.owner, promise.commitment)
    check_files()
    file.refresh_from_db()
    assert "তালিকা" in page(promise.secretary, promise.commitment)
    answer = take(promise.secretary, promise.commitment, file)
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"%PDF") and b"alert" not in content and len(content) == file.size
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer.headers["Cache-Control"]
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment; filename*=utf-8''") and said.isascii() and "\n" not in said
    line = AccessLog.objects.get(kind=AccessLog.Kind.EXPORT)
    assert (line.record_ref, line.purpose) == (promise.commitment.ref, f"file={file.ref}")


def test_whoever_does_not_read_the_promise_gets_the_same_answer_as_for_no_file(promise: Pair) -> None:
    file = with_file(promise)
    far = liaison(organisation("far"))
    hidden = take(far, promise.commitment, file)
    missing = browser(far).get(reverse("commitment_file", args=["nowhere", "nothing"]))
    assert hidden.status_code == missing.status_code == 404
    assert _bare(hidden.content.decode()) == _bare(missing.content.decode())


def _bare(told: str) -> str:
    return re.sub(r'(csrf[^"]*|value)="[^"]*"', "", told)


def test_a_file_does_not_leave_by_another_promise_than_its_own(promise: Pair) -> None:
    file, other = with_file(promise), pair()
    assert take(other.owner, other.commitment, file).status_code == 404


def test_a_file_is_kept_when_something_else_has_to_be_mended(promise: Pair) -> None:
    answer = send(promise.owner, promise.commitment, ("list.pdf", made.pdf("Lawyers")), text="")
    assert answer.status_code == 422
    (before,) = re.findall(r'name="files_before" value="([^"]+)"\s+checked', answer.content.decode())
    mended = send(promise.owner, promise.commitment, files_before=before)
    assert mended.status_code == 302 and EvidenceFile.objects.get().file.ref == before


def test_a_form_for_files_that_is_only_shown_complains_of_nothing(promise: Pair) -> None:
    for address in (reverse("commitment_report", args=[promise.commitment.ref]), reverse("own_files")):
        answer = browser(promise.owner).get(address)
        assert answer.status_code == 200
        assert not answer.context["form"].is_bound and not answer.context["form"].errors


def test_a_file_whose_tick_was_taken_away_is_not_sent(promise: Pair) -> None:
    send(promise.owner, promise.commitment, ("list.pdf", made.pdf("Lawyers")), text="")
    assert send(promise.owner, promise.commitment).status_code == 302
    assert not EvidenceFile.objects.exists()


def test_one_of_two_files_is_refused_at_the_field_and_the_other_is_kept(promise: Pair) -> None:
    answer = send(promise.owner, promise.commitment, ("a.pdf", made.pdf("A")), ("map.png", made.SVG))
    body = answer.content.decode()
    assert answer.status_code == 422 and "map.png: This kind of file is not taken" in body
    assert "files_before" in body and not EvidenceFile.objects.exists()


def test_nobody_sends_the_file_of_somebody_else_or_one_file_twice(promise: Pair) -> None:
    theirs = checked_file(promise.verifier, "theirs")
    send(promise.owner, promise.commitment, files_before=theirs.ref)
    assert not EvidenceFile.objects.exists()
    file = with_file(promise)
    program = Program(promise.owner)
    for ref in (theirs.ref, file.ref):
        body = {"text": "Once more.", "files": [ref]}
        answer = program.post(f"commitments/{promise.commitment.ref}/evidence/", body)
        assert answer.status_code == 422 and errors(answer) == {"/files": "file-gone"}


def test_a_body_of_more_than_two_megabytes_goes_only_where_files_are_taken(
    promise: Pair, settings: Settings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.FILE_LIMIT = 10_000, 30_000
    there = [("a.pdf", made.pdf("A" * 12_000))]
    assert send(promise.owner, promise.commitment, *there).status_code == 302
    elsewhere = reverse("commitment_decline", args=[promise.commitment.ref])
    for address, length in ((elsewhere, 12_000), (reverse("own_files"), 50_000)):
        answer = browser(promise.owner).post(address, {"reason": "x" * length, "files": ""})
        assert answer.status_code == 413 and "25 MB" in answer.content.decode()


def test_a_file_with_a_number_is_closed_until_its_author_says_that_it_is_an_office_s(promise: Pair) -> None:
    send(promise.owner, promise.commitment, ("roster.pdf", made.pdf("Call 01711-222333")))
    check_files()
    file = EvidenceFile.objects.get().file
    assert "roster" not in page(promise.secretary, promise.commitment)
    own = reverse("own_file", args=[file.ref])
    assert own in page(promise.owner, promise.commitment)
    assert "0171…333" in browser(promise.owner).get(own).content.decode()
    browser(promise.owner).post(reverse("own_file_office", args=[file.ref]))
    check_files()
    assert take(promise.secretary, promise.commitment, file).status_code == 200


def test_a_covered_file_is_closed_with_its_name(promise: Pair) -> None:
    file = with_file(promise, "the girl of the tea stall")
    cover(
        by=promise.secretary,
        record=promise.commitment,
        passage="the girl of the tea stall",
        at=timezone.now(),
    )
    for reader in (promise.owner, promise.secretary):
        shown = page(reader, promise.commitment)
        assert "tea stall" not in shown and MARK in shown and file.ref not in shown
        assert take(reader, promise.commitment, file).status_code == 404


def test_a_file_that_is_not_open_yet_is_nowhere_on_the_page_that_covers(promise: Pair) -> None:
    send(promise.owner, promise.commitment, ("the girl of the tea stall.pdf", made.pdf("Lawyers")))
    address = reverse("cover_ask", args=["commitments.commitment", promise.commitment.ref])
    assert "tea stall" not in browser(promise.secretary).get(address).content.decode()
    check_files()
    assert "tea stall" in browser(promise.secretary).get(address).content.decode()


def test_a_file_that_is_covered_while_it_is_taken_ends(
    promise: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "AGAIN", 0)
    name = "the girl of the tea stall"
    answer = take(promise.verifier, promise.commitment, with_file(promise, name))
    cover(by=promise.secretary, record=promise.commitment, passage=name, at=timezone.now())
    with pytest.raises(ConnectionAbortedError):
        b"".join(answer.streaming_content)


def test_whoever_took_a_file_is_told_that_it_was_covered(promise: Pair) -> None:
    file = with_file(promise, "the girl of the tea stall")
    take(promise.verifier, promise.commitment, file)
    made_cover = cover(
        by=promise.secretary,
        record=promise.commitment,
        passage="the girl of the tea stall",
        at=timezone.now(),
    )
    assert made_cover.took_away.count() == 1


def test_an_erased_file_leaves_a_mark_and_no_byte(promise: Pair, files_folder: Path) -> None:
    file = with_file(promise, "the girl of the tea stall")
    (standing,) = [one for one in standing_in(promise.commitment) if one.passage.name == "commitments.file"]
    assert standing.words == "the girl of the tea stall"
    erasure = Erasure(
        passage="commitments.file",
        place=standing.place,
        record_type="commitments.commitment",
        record_ref=promise.commitment.ref,
        asked_at=timezone.now(),
        at=timezone.now(),
        oversight_party=Party.objects.role(Role.OVERSIGHT),
    )
    wipe(erasure, at=timezone.now())
    assert not [path for path in files_folder.rglob("*") if path.is_file()]
    shown = page(promise.secretary, promise.commitment)
    assert "tea stall" not in shown and "মুছে ফেলা হয়েছে" in shown
    assert take(promise.secretary, promise.commitment, file).status_code == 404
    assert not [one for one in standing_in(promise.commitment) if one.passage.name == "commitments.file"]
    assert wipe(erasure, at=timezone.now()) == 0


class TestPrograms:
    def upload(self, program: Program, content: bytes, name: str = "a.pdf", **headers: str) -> Any:
        return program.client.post(
            "/api/v1/files/",
            {"file": SimpleUploadedFile(name, content)},
            headers=program._headers(headers),
        )

    def test_send_a_file_follow_it_report_with_it_and_others_take_it(self, promise: Pair) -> None:
        program = Program(promise.owner)
        answer = self.upload(program, made.pdf("Lawyers"))
        assert answer.status_code == 201
        told = json.loads(answer.content)
        assert not told["is_open"] and answer.headers["Location"] == f"/api/v1/files/{told['ref']}/"
        check_files()
        assert json.loads(program.get(f"files/{told['ref']}/").content)["is_open"]
        body = {"text": "Sent to both tribunals.", "files": [told["ref"]]}
        report = program.post(f"commitments/{promise.commitment.ref}/evidence/", body)
        (evidence,) = json.loads(report.content)["evidence"]
        assert evidence["files"][0]["name"] == "a.pdf"
        reader = Program(promise.verifier)
        taken = reader.get(f"commitments/{promise.commitment.ref}/files/{told['ref']}/")
        assert b"".join(taken.streaming_content).startswith(b"%PDF")
        assert taken.headers["Content-Security-Policy"].startswith("sandbox")
        assert reader.get(f"files/{told['ref']}/").status_code == 404

    def test_send_the_same_file_under_one_key_once(self, promise: Pair) -> None:
        program = Program(promise.owner)
        answers = [self.upload(program, made.pdf("A"), Idempotency_Key="one") for _twice in range(2)]
        assert answers[0].content == answers[1].content and StoredFile.objects.count() == 1

    def test_are_told_what_is_wrong_with_a_file(self, promise: Pair) -> None:
        program = Program(promise.owner)
        answer = self.upload(program, made.SVG)
        assert answer.status_code == 422 and errors(answer) == {"/file": "file-kind"}
        empty = program.client.post("/api/v1/files/", {"other": "x"}, headers=program._headers({}))
        assert empty.status_code == 422
        assert program.post("files/", {"file": "x"}).status_code == 415

    def test_send_no_file_to_another_address(self, promise: Pair, settings: Settings) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
        program = Program(promise.owner)
        assert (
            program.post(f"commitments/{promise.commitment.ref}/evidence/", {"text": "x" * 2_000}).status_code
            == 413
        )
        assert self.upload(program, made.pdf("A" * 2_000)).status_code == 201
