"""KoboToolbox's REST service: taken in once, or kept aside for those alone who answer for the body."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.accounts.tokens import revoke_token
from access.models import AccessLog, AccessToken, PartyMember
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from library.sheets.incoming.sheet import Most
from notifications.models import Notice
from partners.models import Program as Let
from tests.cast import Cast, browser
from tests.partners.letting_in import Coming, let_in
from tests.programs import Program, errors
from tests.threads.imports.payloads import FORM, payload
from tests.threads.imports.sheets import uuid
from tests.threads.world import chosen, own
from threads.imports import actions, receiving
from threads.imports.actions import carrying, entering, settling
from threads.imports.models import KeptSubmission, KnownToken, ToolForm, UpdateImport
from threads.imports.models.kept import MOST_KEPT
from threads.imports.ours import ASKED
from threads.imports.receiving import forget_tokens
from threads.imports.table import HELD_BACK
from threads.models import FieldUpdate

pytestmark = pytest.mark.django_db
PATH = "field-update-submissions/"


def version_on(page: Any) -> str:
    """What a form says it was made with."""
    found = re.search(r'name="version" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def opened(cast: Cast) -> tuple[Coming, ToolForm, Let]:
    """The first call is kept aside; what comes of it is mapped, and the form is opened to the program."""
    by, at = cast.rj_liaison.user, timezone.now()
    program = let_in(by, by, speaks=False)
    tool = Coming(program, at)
    assert errors(tool.post(PATH, payload(1))) == {"": "closed"}
    client = browser(by)
    form = ToolForm.objects.get(identifier=FORM)
    page = client.get(reverse("tools_of", args=[form.organisation.ref])).content.decode()
    assert FORM in page and "Take in 1 that waits" in page and "Not mapped yet" in page
    settled = client.post(reverse("kept_settle", args=[form.ref]))
    held = UpdateImport.objects.get()
    assert settled.headers["Location"] == reverse("update_import", args=[held.ref])
    assert held.state == "judging"
    carrying.carry_on(clock=timezone.now)
    columns = {name: head for name, head in held.mapping["columns"].items() if name in ASKED}
    actions.map_columns(
        by=by, update_import=held, columns=columns, readers=chosen(by, own("RJ"), at=at), called=FORM, at=at
    )
    carrying.carry_on(clock=timezone.now)
    actions.carry_out_import(by=by, update_import=held, at=at)
    carrying.carry_on(clock=timezone.now)
    assert FieldUpdate.objects.get().women == 20 and not KeptSubmission.objects.exists()
    address = reverse("tool_form_open", args=[form.ref])
    read = version_on(client.get(address))
    # A colleague maps it anew meanwhile: what was confirmed is what stood on the page, and nothing else.
    form.refresh_from_db()
    as_it_was = form.mapping
    ToolForm.objects.filter(pk=form.pk).update(mapping=form.mapping | {"readers": "everyone"})
    stale = client.post(address, {"program": program.ref, "version": read})
    assert stale.status_code == 422 and b"meanwhile" in stale.content
    assert client.post(address, {"program": program.ref}).status_code == 422
    form.refresh_from_db()
    assert form.program is None
    ToolForm.objects.filter(pk=form.pk).update(mapping=as_it_was)
    assert client.post(address, {"program": program.ref, "version": read}).status_code == 302
    form.refresh_from_db()
    assert form.program == program
    return tool, form, program


def test_a_call_is_taken_in_once_and_what_is_wrong_is_kept_aside_for_the_liaison_alone(cast: Cast) -> None:
    tool, form, _program = opened(cast)
    # There already, by the sheet; new; sent again; wrapped, as Kobo lets one do.
    answers = [tool.post(PATH, one) for one in (payload(1), payload(2), payload(2), {"fields": payload(3)})]
    assert [(one.status_code, json.loads(one.content)["state"]) for one in answers] == [
        (200, "there"), (201, "done"), (200, "there"), (201, "done"),
    ]  # fmt: skip
    update = FieldUpdate.objects.get(submission__names__name=uuid(2))
    assert update.author == cast.rj_liaison.user and update.thread.is_internal
    # Kobo sends no edits; another tool may: a correction of the same update.
    edited = payload(2, **{"_uuid": uuid(52), "meta/instanceID": f"uuid:{uuid(52)}", "people/women": "21"})
    assert json.loads(tool.post(PATH, edited).content) == {"state": "fixed"}
    update.refresh_from_db()
    assert update.women == 21 and FieldUpdate.objects.count() == 3
    # Refused for what it says: 422, which Kobo does not send again; kept without what nobody mapped.
    wrong = {"where/union": "Nowhere at all", "notes": "her name", "about/activity": "rescue"}
    refused = tool.post(PATH, payload(4, **wrong))
    assert refused.status_code == 422 and errors(refused) == {"": "place-unknown"}
    assert tool.post(PATH, payload(4, **wrong)).status_code == 422
    kept = KeptSubmission.objects.get()
    assert "her name" not in str(kept.payload) and "field_1" not in str(kept.payload)
    assert kept.payload["where/union"] == "Nowhere at all" and kept.why == "place-unknown"
    # A cell with somebody's number is not kept at all.
    assert errors(tool.post(PATH, payload(5, **{"where/union": "NID 1990123456789"}))) == {"": "identifier"}
    assert "1990123456789" not in str(list(KeptSubmission.objects.values()))
    told = Notice.objects.filter(kind="threads.kept-aside")
    assert {one.recipient for one in told} == {cast.rj_liaison.user}
    # Nobody else learns that anything waits: not a colleague, not oversight, not the secretariat.
    for member in cast:
        if member.key == "rj_liaison":
            continue
        for name, ref in (("tools_of", form.organisation.ref), ("tool_form_open", form.ref)):
            assert browser(member.user).get(reverse(name, args=[ref])).status_code in (302, 403, 404), name
        assert browser(member.user).post(reverse("kept_drop", args=[kept.ref])).status_code in (302, 403, 404)
        assert browser(member.user).post(reverse("kept_settle", args=[form.ref])).status_code in (
            302,
            403,
            404,
        )
    assert KeptSubmission.objects.count() == 2
    assert not AccessLog.objects.filter(record_type__contains="keptsubmission").exists()
    # Mended there and sent again it is taken in, and waits no more; another is dropped, or goes by itself.
    assert tool.post(PATH, payload(4, **{"about/activity": "rescue"})).status_code == 201
    assert list(KeptSubmission.objects.values_list("name", flat=True)) == [uuid(5)]
    client = browser(cast.rj_liaison.user)
    assert client.post(reverse("kept_drop", args=[KeptSubmission.objects.get().ref])).status_code == 302
    assert not KeptSubmission.objects.exists()
    assert tool.post(PATH, payload(6, **{"about/date_of_session": "soon"})).status_code == 422
    assert settling.forget_kept(at=timezone.now() + timedelta(days=31)) == 1


def test_what_no_rule_lets_in_is_refused_and_the_rest_is_kept_within_bounds(cast: Cast) -> None:
    tool, form, program = opened(cast)
    by, at = cast.rj_liaison.user, timezone.now()
    # A person's token, a token that reads, a page's session: none is a tool of the organisation.
    assert Program(by).post(PATH, payload(2)).status_code == 403
    reads = Coming(program, at, AccessToken.Scope.READ)
    assert reads.post(PATH, payload(2)).status_code == 403
    assert Client().post(f"/api/v1/{PATH}", payload(2), content_type="application/json").status_code == 401
    strange = payload(2, _xform_id_string="1990123456789")
    bodies: list[Any] = [[], "text", {}, {"_xform_id_string": ""}, strange]
    for one in bodies:
        assert tool.post(PATH, one).status_code in (400, 422), one
    assert tool.post(PATH, b"{broken").status_code == 400
    assert tool.post(f"{PATH}?other=1", payload(2)).status_code == 400
    assert not KeptSubmission.objects.exists()
    # Of which form it is may stand in the address, where a subset of fields is sent.
    bare = {name: value for name, value in payload(2).items() if name != "_xform_id_string"}
    assert tool.post(f"{PATH}?form={FORM}", bare).status_code == 201
    # The mapping is that of the day on which it was opened: whoever maps it anew opens it anew.
    form.refresh_from_db()
    ToolForm.objects.filter(pk=form.pk).update(
        mapping=form.mapping | {"one_type": "other", "readers": "everyone"}
    )
    assert tool.post(PATH, payload(3)).status_code == 201
    last = FieldUpdate.objects.order_by("-pk")[0]
    assert last.type == "awareness" and last.thread.is_internal
    # Closed, or with a token that ended: the same answer as for a token that never was, and it is kept.
    actions.close_form(by=by, form=form, at=at)
    assert errors(tool.post(PATH, payload(4))) == {"": "closed"}
    ended = AccessToken.objects.get(user=program.user, scope=AccessToken.Scope.WRITE)
    revoke_token(by=by, ref=ended.ref, at=at)
    late = tool.post(PATH, payload(7))
    tool.carry("shomonnoy_" + "a" * 64)
    never = tool.post(PATH, payload(8))
    assert late.status_code == never.status_code == 401 and late.content == never.content
    assert {*KeptSubmission.objects.values_list("name", "why")} == {(uuid(4), "closed"), (uuid(7), "token")}
    # Who answers opens it; nobody for a program of somebody else.
    other = let_in(by, cast.rj_staff.user, speaks=False, name="Another")
    with pytest.raises(Mendable, match="Somebody else answers"):
        actions.open_form(by=by, form=form, program=other, at=at)
    # Full: Kobo is told to send it again later, by one of the codes at which it does.
    again = Coming(program, at)
    KeptSubmission.objects.bulk_create(
        KeptSubmission(form=form, name=f"filler {number}", at=at, why="day") for number in range(MOST_KEPT)
    )
    full = again.post(PATH, payload(9))
    assert full.status_code == 503 and full.headers["Retry-After"] == "600"
    assert KnownToken.objects.count() >= 1 and forget_tokens(at=at + timedelta(days=181)) >= 1


def test_what_is_kept_is_little_is_forgotten_whole_and_leaves_with_whoever_settles_no_more(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, at = cast.rj_liaison.user, timezone.now()
    program = let_in(by, by, speaks=False)
    tool, client = Coming(program, at), browser(by)
    # Of a form that nobody mapped: the questions, and answers to those alone that are called as here.
    told = {"story": "Her name", "remarks": "All of it", "call 01711222333": "x", "a\x00b\ud800": "y"}
    assert errors(tool.post(PATH, json.dumps(payload(1, **told)).encode())) == {"": "closed"}
    kept = KeptSubmission.objects.get()
    form = kept.form
    assert kept.payload["where/union"] == "Bagachra, Sharsha" and kept.payload["people/women"] == "20"
    assert {kept.payload[name] for name in ("story", "remarks", "topics", HELD_BACK, "ab")} == {""}
    assert "01711222333" not in str(kept.payload)
    # Forgotten, of no sheet that was made of it a cell is left.
    settled = settling.settle_kept(by=by, form=form, at=at)
    assert settled.of_calls and settled.rows.get().cells
    assert client.post(reverse("kept_drop", args=[kept.ref])).status_code == 302
    row = settled.rows.get()
    assert (row.cells, row.state, row.why) == ([], "refused", "forgotten")
    settled.delete()
    # A token that has ended takes the place of nothing, and what comes with it is a sheet by itself.
    tool.post(PATH, payload(2))
    ended = AccessToken.objects.get(user=program.user, scope=AccessToken.Scope.WRITE)
    revoke_token(by=by, ref=ended.ref, at=at)
    for number, women in ((2, "99"), (3, "7"), (3, "8")):
        assert tool.post(PATH, payload(number, **{"people/women": women})).status_code == 401
    counted = {one.name: one.payload["people/women"] for one in KeptSubmission.objects.all()}
    assert counted == {uuid(2): "20", uuid(3): "7"}
    page = client.get(reverse("tools_of", args=[form.organisation.ref])).content.decode()
    assert "Take in 1 that waits" in page and "Take in 1 that came with an ended token" in page
    client.post(reverse("kept_settle", args=[form.ref]))
    client.post(reverse("kept_settle", args=[form.ref]), {"late": "on"})
    assert sorted(
        one.kept.name for held in UpdateImport.objects.all() for one in held.rows.all() if one.kept
    ) == [uuid(2), uuid(3)]
    assert [held.total for held in UpdateImport.objects.all()] == [1, 1]
    # Sheets are many, and questions of a form: both have an end.
    monkeypatch.setattr(settling, "MOST", Most(columns=3))
    KeptSubmission.objects.create(form=form, name="wide", payload={"a": "1", "b": "2"}, at=at, why="day")
    assert settling.settle_kept(by=by, form=form, at=at).total == 1
    monkeypatch.setattr(entering, "MOST_IMPORTS", 3)
    with pytest.raises(Mendable, match="many sheets"):
        settling.settle_kept(by=by, form=form, at=at)
    # Names that calls bring use up none of those that people give; what is unused is deleted.
    again = Coming(program, at)
    statuses = [again.post(f"{PATH}?form=a{number}", payload(4)).status_code for number in range(10)]
    assert statuses == [422] * 10 and ToolForm.objects.count() == 10
    assert errors(again.post(f"{PATH}?form=a9", payload(4))) == {"": "many"}
    drop = reverse("tool_form_drop", args=[ToolForm.objects.get(identifier="a1").ref])
    assert browser(cast.rj_staff.user).post(drop).status_code == 404
    assert client.post(drop).status_code == 302 and not ToolForm.objects.filter(identifier="a1").exists()
    with pytest.raises(Mendable, match="Sheets of this form"):
        actions.drop_form(by=by, form=form, at=at)
    # So many a minute; KoboToolbox sends the others again.
    monkeypatch.setattr(receiving, "MOST_A_MINUTE", 1)
    assert [again.post(PATH, payload(2)).status_code for _nth in range(2)][1] == 503
    # Whoever answers for the body no more has nothing left of it, though they write for it still.
    held = UpdateImport.objects.filter(entered_by=by).order_by("pk")[0]
    assert client.get(reverse("update_import", args=[held.ref])).status_code == 200
    PartyMember.objects.filter(user=by, party=form.organisation.liaison_party).delete()
    assert Viewer(by, at).is_in_network
    for name in ("update_import", "update_import_columns", "update_import_csv"):
        assert client.get(reverse(name, args=[held.ref])).status_code == 404
    with pytest.raises(RefusedError):
        actions.take_back_import(by=by, update_import=held, at=at)
    UpdateImport.objects.filter(pk=held.pk).update(state="judging")
    carrying.carry_on(clock=timezone.now)
    held.refresh_from_db()
    assert held.state == "stopped"
    mapping = {"columns": {"id": "_uuid", "place": "union", "happened_on": "date"}, "one_type": "awareness"}
    ToolForm.objects.filter(pk=form.pk).update(
        program=program, opened_by=by, opened_mapping=mapping | {"values": {}, "readers": own("RJ")}
    )
    monkeypatch.undo()
    assert errors(Coming(program, at).post(PATH, payload(9))) == {"": "closed"}
    assert not FieldUpdate.objects.exists()
