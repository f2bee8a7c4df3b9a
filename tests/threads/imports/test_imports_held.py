"""What one sheet, mapping or call may not do to others: pass for another form, stop them, take hours."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from access.models import User
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from library.sheets.incoming.sheet import Most
from partners.models import Organisation
from tests.cast import NOW, Cast, browser
from tests.threads.imports.sheets import as_csv, as_xlsx, carried_out, entered, read, row, uuid
from tests.threads.updates import posted
from tests.threads.world import body, chosen, own, to_committee
from threads import actions as threads
from threads.imports import actions, table
from threads.imports.actions import carrying, entering
from threads.imports.models import ImportRow, Submission, ToolForm, UpdateImport
from threads.imports.views import sheets
from threads.models import FieldUpdate, Thread

pytestmark = pytest.mark.django_db
HEADS = ["_uuid", "activity", "date", "union", "remarks"]


def told(number: int, activity: str = "awareness") -> dict[str, Any]:
    return {
        "_uuid": uuid(number), "activity": activity, "date": "2026-11-20", "union": "Bagachra, Sharsha",
        "remarks": "At the market.",
    }  # fmt: skip


def states(held: UpdateImport) -> list[tuple[str, str]]:
    return list(held.rows.order_by("pk").values_list("state", "why"))


def sent_in(by: User, *rows: dict[str, Any]) -> UpdateImport:
    return actions.enter_import(by=by, organisation=body("RJ"), table=read(as_csv(rows, HEADS)), at=NOW)


def mapped(held: UpdateImport, readers: str, **more: Any) -> None:
    """Its columns, as whoever sent it says them."""
    columns = {"id": "_uuid", "happened_on": "date", "place": "union", "text": "remarks"}
    by = held.entered_by
    actions.map_columns(
        by=by,
        update_import=held,
        columns=columns | more.pop("columns", {}),
        readers=chosen(by, readers),
        at=NOW,
        **({"called": "Sessions"} | more),
    )
    carrying.carry_on(clock=lambda: NOW)
    held.refresh_from_db()


def test_no_sheet_is_read_by_a_mapping_of_another_form_unasked_and_readers_stand_before_the_press(
    cast: Cast,
) -> None:
    staff, liaison = cast.rj_staff.user, cast.rj_liaison.user
    first = actions.enter_import(
        by=staff, organisation=body("RJ"), table=read(as_csv([told(1)], HEADS)), at=NOW
    )
    mapped(first, "everyone", one_type="awareness")
    form = ToolForm.objects.get()
    assert states(first) == [("doubt", "doubt")] and first.rows.get().type == "awareness"
    page = browser(staff).get(reverse("update_import", args=[first.ref])).content.decode()
    assert "Who reads it" in page and "Everyone in the network" in page and "people read this" in page
    assert "All rows are taken as this" in page and "Awareness session: 1" in page
    # A colleague's rescues fit its columns: they are asked; taken as sessions they stop.
    rescues = [told(2, "rescue"), told(3, "উদ্ধার")]
    second = actions.enter_import(
        by=liaison, organisation=body("RJ"), table=read(as_csv(rescues, HEADS)), at=NOW
    )
    assert (second.form, second.state) == (form, "read")
    address = reverse("update_import", args=[second.ref])
    assert "Everyone in the network" in browser(liaison).get(address).content.decode()
    mapped(second, "everyone", one_type="awareness")
    assert states(second) == [("asked", "type-other")] * 2
    mapped(second, "everyone", columns={"type": "activity"}, called="Rescues")
    assert {one.type for one in second.rows.all()} == {"rescue"}
    page = browser(liaison).get(address).content.decode()
    assert "Rescue: 2" in page and "Your organisation’s alone" in page
    # What one said of a form a colleague does not say anew for all; whoever answers for the body does.
    kept = ToolForm.objects.get(identifier="Rescues").mapping
    third = actions.enter_import(
        by=staff, organisation=body("RJ"), table=read(as_csv([told(4)], HEADS)), at=NOW
    )
    mapped(third, "everyone", one_type="other", called="Rescues")
    assert third.mapping["one_type"] == "other"
    assert ToolForm.objects.get(identifier="Rescues").mapping == kept
    mapped(second, own("RJ"), columns={"type": "activity"}, called="Sessions")
    form.refresh_from_db()
    assert form.mapping["readers"] == own("RJ") and not form.mapping["one_type"]
    # What is the organisation's alone and says its type is known by its columns, and nobody is asked.
    ToolForm.objects.exclude(pk=form.pk).update(mapping={})
    assert states(entered(staff, as_csv([told(5)], HEADS))) == [("doubt", "doubt")]


def test_a_row_or_a_sheet_that_cannot_be_done_stops_no_other_and_can_be_taken_back(cast: Cast) -> None:
    by = cast.rj_staff.user
    foreseen = uuid5(NAMESPACE_URL, f"submission:{body('RJ').ref}:{uuid(1)}")
    posted(by, own("RJ"), key=foreseen, women=1)
    held = entered(by, as_csv([row(1), row(2), row(3)]))
    spoilt = held.rows.order_by("pk")[1]
    ImportRow.objects.filter(pk=spoilt.pk).update(cells=[7] * len(held.heads))
    carried_out(held)
    assert states(held) == [("done", ""), ("refused", "fault"), ("done", "")] and held.state == "done"
    assert (held.rows.get(why="fault").said or {}).keys() == {"en", "bn"}
    # Three sheets that nobody can read by their mapping, and behind them one that is right.
    spoilt_sheets = [entered(by, as_csv([row(number)])) for number in (11, 12, 13)]
    for one in spoilt_sheets:
        actions.carry_out_import(by=by, update_import=one, at=NOW)
        UpdateImport.objects.filter(pk=one.pk).update(mapping={"columns": {}, "nonsense": 1})
    right = entered(cast.bnwla_liaison.user, as_csv([row(14)]), body("BNWLA"), at=NOW + timedelta(seconds=1))
    assert right.state == "judged"
    for number in range(1, 4):
        at = NOW + number * timedelta(minutes=3)
        carrying.carry_on(clock=lambda at=at: at)  # type: ignore[misc]
    for one in spoilt_sheets:
        one.refresh_from_db()
        assert (one.state, one.tries) == ("broken", 3)
    page = browser(by).get(reverse("update_imports")).content.decode()
    assert "the portal tried three times" in page
    assert actions.take_back_import(by=by, update_import=spoilt_sheets[0], at=NOW)
    assert entering.forget_imports(at=NOW + timedelta(days=15)) > 0 and not UpdateImport.objects.exists()


def test_a_sheet_is_bounded_in_cells_and_signs_and_its_sender_is_asked_before_it_is_read(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = {"Cells": "1;2;3\n" * 3, "Wide": "a" + ";b" * 40 + "\n1\n"}
    monkeypatch.setattr(table, "MOST", Most(rows=9, columns=400, megabytes=1, cells=8, seconds=50))
    for content in (many["Cells"].encode(), as_xlsx([row(1)])):
        with pytest.raises(Mendable) as refused:
            table.table_of(table_sent(content), "file")
        assert refused.value.code == "cells"
    monkeypatch.undo()
    monkeypatch.setattr(table, "MOST_PLACES", 40)
    with pytest.raises(Mendable) as refused:
        table.table_of(table_sent(many["Wide"].encode()), "file")
    assert refused.value.code == "cells"
    monkeypatch.undo()
    # Signs are looked at once a text, and where so many digits stand in it that it may be somebody's.
    monkeypatch.setattr(table, "MOST_SIGNS", 60)
    some = [
        told(1) | {"remarks": "In 2025 and in 2026"},
        *(told(n) | {"remarks": "01711222333"} for n in (2, 3)),
    ]
    assert [one[-1] for _number, one in read(as_csv(some, HEADS)).rows][1:] == [table.HELD_BACK] * 2
    longer = [told(n) | {"remarks": f"1 2 3 4 5 6 7 8 x{n}"} for n in range(5)]
    with pytest.raises(Mendable) as refused:
        read(as_csv(longer, HEADS))
    assert refused.value.code == "signs"
    by = cast.rj_staff.user
    monkeypatch.setattr(sheets, "READ_A_MINUTE", 0)
    answer = browser(by).post(
        reverse("update_import_new"), {"file": SimpleUploadedFile("a.csv", as_csv([told(1)], HEADS))}
    )
    assert answer.status_code == 422 and "Wait a little" in answer.content.decode()
    for number in range(entering.MOST_IMPORTS):
        UpdateImport.objects.create(organisation=body("RJ"), entered_by=by, at=NOW, total=number)
    sheet = SimpleUploadedFile("no sheet", b"\x00\x01")
    answer = browser(by).post(reverse("update_import_new"), {"file": sheet})
    assert answer.status_code == 422 and "You have sent many sheets" in answer.content.decode()


def table_sent(content: bytes) -> Any:
    from library.sheets.incoming.opening import sent

    return sent(SimpleUploadedFile("sheet", content), "file", table.MOST)


def test_rows_of_one_body_become_no_updates_of_another_and_nothing_is_left_to_guess_by(cast: Cast) -> None:
    by = cast.rj_liaison.user
    held = actions.enter_import(by=by, organisation=body("RJ"), table=read(as_csv([row(1)])), at=NOW)
    other = chosen(cast.bnwla_liaison.user, own("BNWLA"))
    columns = {
        "id": "_uuid",
        "type": "about/activity",
        "place": "where/union",
        "happened_on": "about/date_of_session",
    }
    with pytest.raises(Mendable, match="another organisation"):
        actions.map_columns(by=by, update_import=held, columns=columns, readers=other, called="x", at=NOW)
    done = carried_out(entered(by, as_csv([row(1), row(2)])))
    assert states(done) == [("done", ""), ("done", "")]
    assert {one.organisation for one in FieldUpdate.objects.all()} == {Organisation.objects.get(code="RJ")}
    one = FieldUpdate.objects.get(submission__names__name=uuid(1))
    threads.take_back(by=by, post=one.thread.posts.get(), at=NOW)
    assert [len(each.digest) for each in Submission.objects.order_by("pk")] == [0, 64]
    assert states(entered(by, as_csv([row(1), row(2)]))) == [("there", "taken-back"), ("there", "")]


def test_what_a_colleague_sent_to_others_is_neither_named_nor_led_to_on_the_page_of_a_sheet(
    cast: Cast,
) -> None:
    by, colleague = cast.rj_liaison.user, cast.rj_staff.user
    mine = sent_in(by, told(1))
    mapped(mine, to_committee(), columns={"type": "activity"})
    carried_out(mine, is_sure=True)
    thread = FieldUpdate.objects.get().thread
    theirs = sent_in(colleague, told(1))
    mapped(theirs, own("RJ"), columns={"type": "activity"})
    assert states(mine) == [("done", "")] and states(theirs) == [("there", "")]
    assert not Thread.objects.permitted(Viewer(colleague, NOW)).filter(pk=thread.pk).exists()
    # Nothing is left of the cells once it is carried out.
    theirs.rows.update(cells=[])
    for held, reader, is_read in ((mine, by, True), (theirs, colleague, False)):
        page = browser(reader).get(reverse("update_import", args=[held.ref])).content.decode()
        assert (thread.ref in page, thread.title in page) == (is_read, is_read)
    # That it came by a sheet is said to those in whose name it was sent, and not to its other readers.
    for reader, is_said in ((by, True), (cast.dc_jashore.user, False)):
        page = browser(reader).get(reverse("thread", args=[thread.ref])).content.decode()
        assert ("It came in by a sheet" in page) is is_said
