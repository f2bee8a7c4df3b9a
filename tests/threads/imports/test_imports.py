"""Field updates from sheets of other tools: what the dry run says is done, and nothing is done twice."""

import csv
import io
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from access.toolkit.errors import Mendable
from library.sheets.writing import Form
from partners.models import Place
from tests.cast import NOW, Cast, browser
from tests.threads.imports.sheets import HEADS, as_csv, as_xlsx, carried_out, entered, read, row, uuid
from tests.threads.updates import union
from tests.threads.world import body, chosen, later, own
from threads import actions as threads
from threads.figures.recounting import differences
from threads.imports import actions
from threads.imports.actions import carrying, entering
from threads.imports.mapping import Mapping
from threads.imports.models import ImportRow, Submission, ToolForm, UpdateImport
from threads.imports.sending_back import bad_rows_file
from threads.models import FieldUpdate, NetworkSum, OwnSum, Post, Thread
from threads.updates.models import UpdateCorrection

pytestmark = pytest.mark.django_db
State = ImportRow.State


def states(held: UpdateImport) -> list[tuple[str, str]]:
    return list(held.rows.order_by("pk").values_list("state", "why"))


def sheet(**wrong: Any) -> list[dict[str, Any]]:
    """Three that are right, in three forms of date and in either digits, and one that is wrong."""
    return [
        row(1, date_of_session="2026-11-20T10:05:00.000+06:00"),
        row(2, women="২০", date_of_session="২১/১১/২০২৬", union="বাগআঁচড়া", upazila="শার্শা", district="যশোর"),
        row(
            3,
            activity="rescue",
            women="",
            men="",
            girls=1,
            boys="",
            date_of_session="20 Nov 2026",
            remarks="",
        ),
        row(4, **wrong),
    ]


def test_every_form_of_an_export_is_read_alike_and_what_the_dry_run_says_is_done(cast: Cast) -> None:
    rows, by = sheet(date_of_session="yesterday"), cast.rj_liaison.user
    split = [one for one in HEADS if one != "topics"]
    labels = {
        "activity": "কার্যক্রমের ধরন", "date_of_session": "Date of session", "union": "Name of union",
        "women": "Number of women",
    }  # fmt: skip
    labelled = [labels.get(one.rpartition("/")[2], one.rpartition("/")[2]) for one in HEADS]
    by_label = [one | {labels[name]: one[name] for name in labels} for one in rows]
    groups = [one.rpartition("/")[0].capitalize() for one in HEADS]
    forms = [
        as_csv(rows),
        as_csv(rows, delimiter=",", encoding="utf-16"),
        as_csv(rows, split, delimiter="\t", encoding="utf-8"),
        as_csv(by_label, labelled),
        as_xlsx(rows),
        as_xlsx(rows, above=groups),
    ]
    expected = [("will", ""), ("will", ""), ("will", ""), ("asked", "day")]
    for number, content in enumerate(forms):
        held = entered(by, content)
        assert held.state == "judged" and held.total == 4, number
        assert states(held) == expected, (number, held.rows.values_list("said", flat=True))
        if number < len(forms) - 1:
            actions.take_back_import(by=by, update_import=held, at=NOW)
    assert not FieldUpdate.objects.exists()
    would = Counter(held.rows.values_list("state", flat=True))
    carried_out(held)
    did = Counter(held.rows.values_list("state", flat=True))
    assert did == {"done": would["will"], "asked": would["asked"]} and held.state == "done"
    updates = FieldUpdate.objects.order_by("pk").select_related("thread", "place")
    assert [(one.type, one.women, one.girls, str(one.happened_on), one.place.name_en) for one in updates] == [
        ("awareness", 20, 5, "2026-11-20", "Bagachra"),
        ("awareness", 20, 5, "2026-11-21", "Bagachra"),
        ("rescue", None, 1, "2026-11-20", "Bagachra"),
    ]
    # Nobody chose other readers: they are the organisation's alone, as the page says; and read as any update.
    assert all(one.thread.is_internal and one.is_counted for one in updates)
    first = updates[0].thread
    assert first.title == "Awareness session, Bagachra, Sharsha" and first.marks.get().wish == "follow"
    assert Post.objects.get(thread=first).text == "A session on job offers, 1 in the row."
    page = reverse("thread", args=[first.ref])
    assert browser(cast.rj_staff.user).get(page).status_code == 200
    assert browser(cast.dc_jashore.user).get(page).status_code == 404
    # Of rows that are done nothing is kept, of others no more than is read.
    assert not any(held.rows.filter(state="done").values_list("cells", flat=True)[0])
    assert "field_1" not in str(held.rows.values_list("cells", flat=True))


def test_the_same_submission_never_makes_two_and_an_edited_one_corrects_its_update(cast: Cast) -> None:
    by = cast.rj_liaison.user
    carried_out(entered(by, as_csv([row(1), row(2), row(1)])))
    assert FieldUpdate.objects.count() == 2 and Submission.objects.count() == 2
    assert states(UpdateImport.objects.get())[2] == ("there", "twice")
    again = entered(by, as_xlsx([row(1), row(2)]))
    assert states(again) == [("there", ""), ("there", "")]
    with override("en"), pytest.raises(Mendable, match="No row"):
        actions.carry_out_import(by=by, update_import=again, at=NOW)
    # Edited there: a new name, the old one as its root; or without that column by Kobo's own number, or
    # by the name before; and ODK's one name that stays. Each time it is the same update.
    edits: list[dict[str, Any]] = [
        {"_uuid": uuid(91), "women": 21},
        {"_uuid": uuid(92), "women": 22, "meta/rootUuid": ""},
        {"_uuid": f"uuid:{uuid(93)}", "women": 23, "meta/rootUuid": "", "_id": "", "deprecatedID": uuid(92)},
    ]
    for number, edit in enumerate(edits, start=1):
        held = entered(by, as_csv([row(1, **edit)], [*HEADS, "deprecatedID"]), at=later(number))
        assert states(held) == [("corrects", "")], edit
        carried_out(held, at=later(number))
        assert states(held) == [("fixed", "")] and FieldUpdate.objects.count() == 2
    update = FieldUpdate.objects.get(women=23)
    assert update.version == 4 and UpdateCorrection.objects.filter(update=update).count() == 3
    odk = ["activity", "date", "union", "women", "meta-instanceID", "KEY", "SubmitterName"]
    told = {
        "activity": "training",
        "date": "2026-11-20",
        "union": "Bagachra, Sharsha",
        "women": 3,
        "KEY": f"uuid:{uuid(7)}",
    }
    for women, expected in ((3, "done"), (4, "fixed"), (4, "there")):
        held = entered(
            by, as_csv([told | {"women": women, "meta-instanceID": f"uuid:{uuid(70 + women)}"}], odk)
        )
        if expected != "there":
            carried_out(held)
        assert [one for one, _why in states(held)] == [expected]
    # What a colleague posted they correct; a type stays; and what was taken back does not come again.
    others = entered(cast.rj_staff.user, as_csv([row(1, women=30), row(2, activity="training")]))
    assert states(others) == [("refused", "author"), ("refused", "type")]
    second = FieldUpdate.objects.get(submission__names__name=uuid(2))
    threads.take_back(by=by, post=second.thread.posts.get(), at=NOW)
    assert states(entered(by, as_csv([row(2, women=9)]))) == [("there", "taken-back")]
    # Two versions of one in one sheet: the later row corrects the earlier, within the same run.
    both = entered(by, as_csv([row(5), row(5, women=6, _uuid=uuid(55))]))
    assert [one for one, _why in states(both)] == ["will", "corrects"]
    with CaptureQueriesContext(connection) as queries:
        assert [one for one, _why in states(carried_out(both))] == ["done", "fixed"]
    # The sums of the country are held once, when every discussion is held that is to be.
    said = [one["sql"] for one in queries]
    sums = [at for at, sql in enumerate(said) if "sum" in sql and "ON CONFLICT" in sql and "kept." in sql]
    waited = [at for at, sql in enumerate(said) if 'FROM "threads_thread"' in sql and "NO KEY UPDATE" in sql]
    assert len(sums) == 1 and waited and max(waited) < sums[0]
    assert not differences(OwnSum) and not differences(NetworkSum)
    assert FieldUpdate.objects.get(submission__names__name=uuid(55)).women == 6


def test_what_is_wrong_is_said_and_goes_back_as_a_file_in_the_language_of_whoever_reads(cast: Cast) -> None:
    by = cast.rj_liaison.user
    two_called_fatepur()
    wrong: list[tuple[dict[str, Any], tuple[str, str]]] = [
        ({"union": "Fatepur", "upazila": "", "district": ""}, ("asked", "place-several")),
        ({"union": "No such union"}, ("asked", "place-unknown")),
        ({"union": "", "upazila": "", "district": ""}, ("asked", "place-missing")),
        ({"activity": "tea party"}, ("asked", "value-type")),
        ({"activity": ""}, ("asked", "type-missing")),
        ({"activity": "online-abuse"}, ("asked", "value-type")),
        ({"date_of_session": "31/31/2026"}, ("asked", "day")),
        ({"date_of_session": "2036-01-01"}, ("refused", "ahead")),
        ({"women": "many"}, ("asked", "number")),
        ({"women": "-3"}, ("asked", "number")),
        ({"women": 1_000_000}, ("refused", "many")),
        ({"women": "", "men": "", "girls": "", "boys": ""}, ("doubt", "doubt")),
        ({"_uuid": "", "meta/rootUuid": ""}, ("refused", "no-id")),
        ({"remarks": "NID 1990123456789"}, ("refused", "identifier")),
        ({"remarks": '=HYPERLINK("https://x.example")'}, ("will", "")),
        ({"remarks": "See https://facebook.com/somebody"}, ("refused", "link-profile")),
        ({"remarks": "x" * 3_000}, ("refused", "long")),
    ]
    rows = [row(number, **said) for number, (said, _state) in enumerate(wrong, start=1)]
    held = entered(by, as_csv(rows))
    assert states(held) == [state for _said, state in wrong]
    assert "1990123456789" not in str(held.rows.values_list("cells", flat=True))
    assert carried_out(held).rows.filter(state="done").count() == 1
    back = list(csv.reader(io.StringIO(bad_rows_file(held, Form.CSV).decode("utf-8-sig"))))
    assert len(back) == 1 + 16 and back[1][0] == "2" and "Several places" in back[1][-1]
    # Sent again as it is it is read by the same columns, and says the same.
    assert [why for _state, why in states(entered(by, bad_rows_file(held, Form.XLSX)))][:5] == [
        "place-several", "place-unknown", "place-missing", "value-type", "type-missing",
    ]  # fmt: skip
    with override("bn"):
        bangla = bad_rows_file(held, Form.CSV).decode("utf-8-sig")
    assert "নামে" in bangla and "Several places" not in bangla
    assert not [cell for line in back[1:] for cell in line if cell[:1] in set("=+@")]
    # Figures that do not add up are asked, not refused: whoever looked again says so.
    assert carried_out(held, is_sure=True).rows.filter(state="done").count() == 2
    # Nothing to be read is said where the file was chosen.
    for content in (b"", b"a;b\n", b"PK\x03\x04 no workbook"):
        with pytest.raises(Mendable):
            read(content)


def test_the_page_asks_for_columns_words_and_readers_and_keeps_them_for_the_form(cast: Cast) -> None:
    two_called_fatepur()
    client = browser(cast.rj_staff.user)
    heads = ["Act", "Day of it", "Ward", "F", "_uuid"]
    rows = [
        {"Act": "উঠান", "Day of it": "20/11/2026", "Ward": "Fatepur", "F": 7, "_uuid": uuid(1)},
        {"Act": "beach", "Day of it": "20/11/2026", "Ward": "Our union", "F": 8, "_uuid": uuid(2)},
    ]
    answer = send(client, as_csv(rows, heads))
    held = UpdateImport.objects.get()
    assert (
        answer.headers["Location"] == reverse("update_import_columns", args=[held.ref])
        and held.state == "read"
    )
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Our union" not in page and "উঠান" in page and "people read this" in page
    columns = {
        "column_id": "_uuid", "column_type": "Act", "column_happened_on": "Day of it", "column_place": "Ward",
        "column_women": "F", "readers": "everyone", "called": "Courtyards",
    }  # fmt: skip
    address = reverse("update_import_columns", args=[held.ref])
    for missing in ("column_id", "column_type", "column_place", "column_happened_on", "readers"):
        assert client.post(address, columns | {missing: ""}).status_code == 422
    assert client.post(address, columns | {"readers": "committee:none"}).status_code == 422
    assert client.post(address, columns).status_code == 302
    look(held)
    assert states(held) == [("asked", "value-type"), ("asked", "value-type")]
    answered = say(client, held, {"উঠান": "awareness", "beach": "interception"})
    assert answered.status_code == 302
    look(held)
    assert states(held) == [("asked", "place-several"), ("asked", "place-unknown")]
    of_jashore = Place.objects.filter(tier="union", name_en="Fatepur").order_by("pk")[0]
    assert say(client, held, {"Fatepur": of_jashore.ref, "Our union": "Bagachra, Sharsha"}).status_code == 302
    look(held)
    assert [one for one, _why in states(held)] == ["will", "will"]
    page = client.get(reverse("update_import", args=[held.ref])).content.decode()
    assert "Post 2 rows" in page
    client.post(reverse("update_import_carry_out", args=[held.ref]))
    running = client.get(reverse("update_import", args=[held.ref])).content.decode()
    # The page comes again by itself, with a script and without one.
    assert 'hx-trigger="every 2s"' in running and 'http-equiv="refresh"' in running and "<progress" in running
    carrying.carry_on(clock=lambda: later())
    seen, hidden = FieldUpdate.objects.order_by("women")
    # One of a protected type is the organisation's alone, whatever readers the form has.
    assert not seen.thread.is_internal and hidden.type == "interception" and hidden.thread.is_internal
    assert seen.place == of_jashore and hidden.place == union()
    # A colleague sends the same form: it is known by its columns; for everyone reads it, they are asked once.
    form = ToolForm.objects.get()
    assert form.identifier == "Courtyards" and Mapping.of(form.mapping).readers == "everyone"
    content = as_csv([rows[0] | {"_uuid": uuid(3)}], heads)
    next_one = entered(cast.rj_liaison.user, content)
    assert next_one.form == form and next_one.state == "read"
    said = actions.enter_import(
        by=cast.rj_liaison.user, organisation=body("RJ"), table=read(content), at=NOW, form=form
    )
    look(said)
    assert states(said) == [("will", "")]
    # A sheet is its sender's alone.
    for name in ("update_import", "update_import_columns", "update_import_values", "update_import_csv"):
        assert browser(cast.rj_liaison.user).get(reverse(name, args=[held.ref])).status_code == 404
    assert client.post(reverse("update_import_take_back", args=[held.ref])).status_code == 302
    assert FieldUpdate.objects.count() == 2 and entering.forget_imports(at=NOW + timedelta(days=15)) > 0
    assert not UpdateImport.objects.exists()


def test_the_portals_own_sheet_changes_nothing_and_corrects_what_was_put_right_in_it(cast: Cast) -> None:
    by = cast.rj_liaison.user
    carried_out(entered(by, as_csv(sheet(activity="training", women=0))))
    before = list(FieldUpdate.objects.order_by("pk").values())
    for language in ("en", "bn"):
        content = exported(cast, language)
        held = entered(by, content)
        assert [one for one, _why in states(held)] == ["there"] * 4, states(held)
    assert list(FieldUpdate.objects.order_by("pk").values()) == before
    assert Thread.objects.filter(kind="field-update").count() == 4
    mended = exported(cast, "en").decode("utf-8-sig").replace(",20,11,5,4,", ",20,12,5,4,").encode()
    held = carried_out(entered(by, mended))
    assert Counter(one for one, _why in states(held)) == {"fixed": 2, "there": 2}
    assert Post.objects.get(thread__field_update__submission__names__name=uuid(1)).text.startswith(
        "A session"
    )
    # Of another organisation's, hidden or not there, the same is said.
    refs = exported(cast, "en").decode("utf-8-sig")
    assert {why for _one, why in states(entered(cast.bnwla_liaison.user, refs.encode(), body("BNWLA")))} == {
        "ref"
    }


def exported(cast: Cast, language: str) -> bytes:
    """The sheet of the list as the portal writes it."""
    from threads.updates.queries.lists import UPDATES

    with override(language):
        return written(UPDATES, cast.rj_liaison.user)


def written(listed: Any, user: Any) -> bytes:
    from access.rules.viewer import Viewer
    from threads.updates.queries.lists import update_lines

    viewer = Viewer(user, NOW)
    threads_of = list(Thread.objects.permitted(viewer).filter(kind="field-update").order_by("pk"))
    text = io.StringIO()
    rows = csv.writer(text)
    columns = [one for one in listed.columns if one.value is not None]
    rows.writerow([str(one.heading) for one in columns])
    for line in update_lines(viewer, threads_of):
        values = [one.value(line) for one in columns]
        rows.writerow(["" if value is None else str(value) for value in values])
    return text.getvalue().encode("utf-8-sig")


def two_called_fatepur() -> None:
    """Names repeat: so do two unions here."""
    others = Place.objects.filter(tier="union").exclude(name_en="Bagachra").order_by("pk")[:2]
    assert (
        Place.objects.filter(pk__in=[one.pk for one in others]).update(name_en="Fatepur", name_bn="ফতেপুর")
        == 2
    )


def look(held: UpdateImport) -> None:
    carrying.carry_on(clock=lambda: later())
    held.refresh_from_db()


def send(client: Client, content: bytes) -> Any:
    return client.post(reverse("update_import_new"), {"file": SimpleUploadedFile("export.csv", content)})


def say(client: Client, held: UpdateImport, meant: dict[str, str]) -> Any:
    from threads.imports.forms import named_field
    from threads.imports.questions import questions_of

    names = {one.text: named_field(one) for one in questions_of(held)}
    assert client.get(reverse("update_import_values", args=[held.ref])).status_code == 200
    typed = {names[text]: value for text, value in meant.items()}
    return client.post(reverse("update_import_values", args=[held.ref]), typed)


def test_a_sheet_ends_with_the_right_of_whoever_sent_it(cast: Cast) -> None:
    by = cast.rj_staff.user
    held = entered(by, as_csv([row(1)]))
    actions.carry_out_import(by=by, update_import=held, at=NOW)
    by.is_active = False
    by.save()
    carrying.carry_on(clock=lambda: NOW)
    held.refresh_from_db()
    assert held.state == "stopped" and not FieldUpdate.objects.exists()
    assert chosen(cast.rj_liaison.user, own("RJ"))
