"""What happened stands as it was written: the database holds it, whatever the portal's own code does."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import timezone

from access.models import AccessLog
from access.rules.database_role import KEEPS_TIME, kept_tables
from access.rules.log import log_access
from access.rules.viewer import Viewer
from commitments.models import Answer, ChangeRequest
from coordination.checks import is_too_mighty
from coordination.settings.base import ROOMS
from tests.cast import NOW, Cast
from tests.commitments.world import Pair

pytestmark = pytest.mark.django_db
KEPT = {kept.table: kept for kept in kept_tables()}
TIMED = {table: kept for table, kept in KEPT.items() if kept.keeps_time}
# Tables of libraries hold sessions, permissions and second factors; pghistory's are among those kept.
OURS = {
    model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    if model._meta.app_config.name in ROOMS
}
# Of these no instant is shown as when a line was written.
UNTIMED = {
    "commitments_stepforhead": "it says more of a line of the history, which has the instant",
    "notifications_notice": "a scan speaks as of an instant, and the key, not the clock, makes it once",
    "partners_organisationname": "a name was borne until a day, which the paper says",
    "threads_countedupdate": "it stands for a table, which says when it was published",
    "threads_publishedcell": "it is a part of a table, which says when it was published",
    "threads_publishedtable": "a quarter is published as of an instant, and once",
}
# What the portal may rewrite, and why that is no history. Whoever adds a table says here which it is,
# or lets its model be a History.
REWRITABLE = {
    "the state of a record, whose steps are lines of the history": (
        "access_cover",
        "access_cover_took_away",
        "access_user",
        "commitments_commitment",
        "commitments_commitmentgroup",
        "commitments_commitment_supporting",
        "commitments_passedon",
        "library_document",
        "library_receipt",
        "library_receiptasked",
        "library_standingplace",
        "meetings_itemproposal",
        "meetings_jointrequest",
        "meetings_meeting",
        "partners_committee",
        "partners_office",
        "partners_organisation",
        "partners_organisation_coalitions",
        "partners_person",
        "partners_place",
        "partners_seat",
        "threads_acknowledgement",
        "threads_concern",
        "threads_fieldupdate",
        "threads_fieldupdate_partners",
        "threads_keymessage",
        "threads_keymessage_places",
        "threads_monthlyreturn",
        "threads_returnorder",
        "threads_toolform",
        "threads_onlineabuse",
        "threads_request",
        "threads_storyconsent",
        "threads_thread",
        "threads_threadmark",
        "threads_trend",
    ),
    "a text whose author may take it back, with all its versions: nothing of it stays": (
        "threads_post",
        "threads_postversion",
        "threads_updatecorrection",
    ),
    "what a tool sent, until it is taken in or forgotten; and by which names it is known again": (
        "threads_importrow",
        "threads_importended",
        "threads_keptsubmission",
        "threads_knowntoken",
        "threads_submission",
        "threads_submissionname",
        "threads_updateimport",
    ),
    "a term, which ends": (
        "access_partymember",
        "partners_committeeuserpermission",
        "partners_delegation",
        "partners_membership",
        "partners_officeassistant",
        "partners_officeholder",
        "partners_officekind",
        "partners_presence",
        "library_documentreader",
        "threads_threadreader",
    ),
    "derived, and written anew from what it follows from": (
        "access_accountchangeaudience",
        "access_coveraudience",
        "access_erasureaudience",
        "access_party",
        "commitments_commitmentaudience",
        "commitments_commitmentsearch",
        "library_documentaudience",
        "library_documentsearch",
        "library_documenttext",
        "meetings_decisionsearch",
        "meetings_delegatedstepaudience",
        "meetings_itemproposalaudience",
        "meetings_jointrequestaudience",
        "meetings_meetingaudience",
        "meetings_meetingsearch",
        "meetings_minutesaudience",
        "meetings_minutessearch",
        "partners_committeesearch",
        "partners_introductionaudience",
        "threads_importendedaudience",
        "partners_programaudience",
        "partners_networkfigure",
        "partners_officesearch",
        "partners_organisationsearch",
        "partners_placesearch",
        "partners_officechangeaudience",
        "library_filerefusalaudience",
        "threads_monthlyreturnaudience",
        "threads_networksum",
        "threads_ownsum",
        "threads_postsearch",
        "threads_concernaudience",
        "threads_onlineabuseaudience",
        "threads_storyconsentaudience",
        "threads_threadaudience",
    ),
    "a draft until its minutes circulate, then frozen by a trigger": (
        "meetings_actionpoint",
        "meetings_agendaitem",
        "meetings_attendance",
        "meetings_decision",
        "meetings_headcount",
        "meetings_itemminutes",
        "meetings_matterarising",
        "meetings_meetingof",
        "meetings_meetingorganiser",
        "meetings_minutes",
    ),
    "a way in, or on its way out: used up, tried again, ended": (
        "access_accesstoken",
        "access_calendaraddress",
        "access_invitation",
        "access_attemptcount",
        "access_passwordwish",
        "access_keyedsending",
        "access_submission",
        "library_longsheet",
        "library_filerefusal",
        "library_storedfile",
        "notifications_delivery",
        "partners_introduction",
        "partners_program",
        "partners_officerlist",
        "partners_officerrow",
    ),
    "that a file stands on a record; whether it is open stands with the file": (
        "commitments_evidencefile",
        "library_documentversion",
        "meetings_meetingfile",
        "meetings_signedpage",
        "threads_postfile",
    ),
    "which sending entered a meeting: a key that is used up; the meeting has its own history": (
        "meetings_heldonpaper",
    ),
    "of the library's account model, and asked by nothing": (
        "access_user_groups",
        "access_user_user_permissions",
    ),
    "ticked in a draft; what stands once it circulates is the promise of each body": (
        "meetings_actionpoint_chosen",
    ),
    "kept in order by the technical administrator or the worker": (
        "library_leftbytes",
        "notifications_day",
        "notifications_lastscan",
        "notifications_changed",
        "notifications_scanneduntil",
    ),
}


def columns_of(table: str) -> list[tuple[str, str, bool]]:
    """Name, type, and whether a row must say something there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type, is_nullable = 'NO' AND is_identity = 'NO'"
            " FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s",
            [table],
        )
        return list(cursor.fetchall())


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except ProgrammingError as error:
        return "permission denied" in str(error)
    return False


def rewritable_tables() -> set[str]:
    """What the database lets this role change, by the database's own word."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND (has_any_column_privilege(oid, 'UPDATE') OR has_table_privilege(oid, 'DELETE, TRUNCATE'))"
        )
        return {name for (name,) in cursor.fetchall()}


def test_every_table_is_history_or_stands_in_the_list_of_what_may_be_rewritten() -> None:
    reviewed = {table for tables in REWRITABLE.values() for table in tables}
    ours = rewritable_tables() & OURS
    assert ours - reviewed - set(KEPT) == set()
    assert reviewed - ours == set(), "not there, or not rewritable"
    assert reviewed & set(KEPT) == set(), "history and rewritable at once"


def test_what_is_shown_as_history_is_declared_as_history() -> None:
    assert {
        "access_accesslog",
        "access_accountchange",
        "access_erasedtext",
        "access_erasure",
        "access_erasureanswer",
        "commitments_changerequest",
        "commitments_commitmentevent",
        "commitments_evidence",
        "commitments_stagechange",
        "commitments_waiting",
        "meetings_draftopening",
        "meetings_meetingevent",
        "notifications_notice",
        "partners_officeevent",
        "partners_organisationevent",
        "partners_organisationname",
        "partners_seatevent",
        "pghistory_context",
    } <= set(KEPT)
    assert set(KEPT) - set(TIMED) <= set(UNTIMED)


@pytest.mark.parametrize("table", KEPT)
def test_no_line_is_changed_or_taken_away(table: str) -> None:
    quoted, may_change = connection.ops.quote_name(table), KEPT[table].may_change
    assert refused(f"DELETE FROM {quoted}") and refused(f"TRUNCATE {quoted}")
    for name, _type, _needed in columns_of(table):
        column = connection.ops.quote_name(name)
        assert refused(f"UPDATE {quoted} SET {column} = {column}") != (name in may_change), name


@pytest.mark.parametrize("table", TIMED)
def test_a_line_that_is_dated_back_gets_the_instant_it_was_written(table: str) -> None:
    began = timezone.now()
    said = a_line(table)
    row = insert(table, said)
    for column in TIMED[table].written_at:
        assert began <= row[column] <= timezone.now(), column
        assert said[column] != row[column]
    answered = TIMED[table].answered_at
    assert not answered or row[answered] is None


def test_the_one_who_wrote_reads_the_instant_at_once(cast: Cast) -> None:
    began = timezone.now()
    line = log_access(Viewer(cast.oversight.user, NOW - timedelta(days=400)), AccessLog.Kind.EXPORT, "x.y")
    assert began <= line.at <= timezone.now()
    assert AccessLog.objects.get(pk=line.pk).at == line.at


def test_a_transaction_kept_open_does_not_date_a_line_back(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now(), pg_sleep(0.05)")
        opened = cursor.fetchone()[0]
    line = log_access(Viewer(cast.oversight.user, NOW), AccessLog.Kind.EXPORT, "x.y")
    assert line.at - opened > timedelta(milliseconds=50)


def test_a_request_is_answered_once_and_the_database_says_when() -> None:
    pair = Pair()
    pair.accepted()
    asked = pair.asks(ChangeRequest.Kind.WORDING, what="Something else")
    table = ChangeRequest.objects.filter(pk=asked.pk)
    began = timezone.now()
    assert table.update(answer=Answer.REFUSED, decided_at=NOW - timedelta(days=400)) == 1
    decided_at = table.get().decided_at
    assert decided_at is not None and began <= decided_at <= timezone.now()
    with pytest.raises(DatabaseError, match="answered already"), transaction.atomic():
        table.update(answer=Answer.GRANTED)
    with pytest.raises(DatabaseError, match="answered already"), transaction.atomic():
        table.update(decided_at=None)


@pytest.mark.django_db(transaction=True)
def test_the_owner_alone_may_say_another_instant(owner_connection: Any) -> None:
    with owner_connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_accesslog (at, kind, record_type, record_ref, purpose)"
            " VALUES ('2020-01-01', 'read', 'x.y', '', '') RETURNING at::date::text"
        )
        assert cursor.fetchone() == ("2020-01-01",)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["access_accesslog", "commitments_evidence"])
@pytest.mark.parametrize(
    "statement",
    [
        f"ALTER TABLE {{table}} DISABLE TRIGGER {KEEPS_TIME}",
        f"DROP TRIGGER {KEEPS_TIME} ON {{table}}",
        "GRANT UPDATE (at) ON {table} TO {app}",
        "GRANT TRIGGER ON {table} TO {app}",
    ],
)
def test_a_portal_that_could_date_lines_back_does_not_start(
    owner_connection: Any, table: str, statement: str
) -> None:
    assert not is_too_mighty(connection)
    with owner_connection.cursor() as cursor:
        app = connection.ops.quote_name(str(connection.settings_dict["USER"]))
        cursor.execute(statement.format(table=table, app=app))
    assert is_too_mighty(connection)


# What else a table wants of a line: an answer to a notice is of a seat or of a body.
BESIDES: dict[str, dict[str, Any]] = {"meetings_reply": {"seat_id": 999_999_999, "delegate_label": ""}}


def a_line(table: str) -> dict[str, Any]:
    """The least a row of this table must say, dated long ago. Foreign keys are checked at the end only."""
    long_ago = NOW - timedelta(days=2000)
    worth: dict[str, Any] = {
        "timestamp with time zone": long_ago,
        "date": long_ago.date(),
        "boolean": False,
        "jsonb": "{}",
        "ARRAY": "{}",
        "uuid": "00000000-0000-4000-8000-000000000001",
    }
    kept = TIMED[table]
    least = {
        name: worth.get(
            kind, "x" if "char" in kind or kind == "text" else 999_999_999 if "big" in kind else 1
        )
        for name, kind, is_needed in columns_of(table)
        if is_needed or name in kept.written_at
    }
    return least | BESIDES.get(table, {})


def insert(table: str, said: dict[str, Any]) -> dict[str, Any]:
    quote = connection.ops.quote_name
    columns, places = ", ".join(map(quote, said)), ", ".join("%s" for _ in said)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(table)} ({columns}) VALUES ({places}) RETURNING *", list(said.values())
        )
        row = dict(zip([each.name for each in cursor.description], cursor.fetchone(), strict=True))
        transaction.set_rollback(True)
    return row
