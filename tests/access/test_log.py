"""What stands in the access log stays there, and what a term says holds in the table itself."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.http import HttpRequest, HttpResponse

from access.models import AccessLog, Party, PartyMember, Role, User
from access.rules.engine import RefusedError
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.middleware import ViewerMiddleware
from tests.toys.world import NOW, hours, join, paper, party, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_people")]


def test_a_line_says_who_what_when_and_why() -> None:
    record = paper("record")
    viewer = Viewer(person("oversight"), NOW)
    line = log_access(viewer, AccessLog.Kind.READ, record, "complaint 12")
    assert (line.user, line.record_type, line.record_ref) == (viewer.user, "toys.paper", record.ref)
    assert AccessLog.objects.get().purpose == "complaint 12"
    assert log_access(viewer, AccessLog.Kind.EXPORT, "toys.paper", "x" * 900).purpose == "x" * 500
    assert log_access(Viewer(AnonymousUser(), NOW), AccessLog.Kind.DENIED, record).user is None


def test_the_portal_is_not_the_owner_of_its_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, tableowner, rolsuper, rolcreaterole, rolcreatedb"
            " FROM pg_tables, pg_roles WHERE tablename = 'access_accesslog' AND rolname = current_user"
        )
        me, owner, *powers = cursor.fetchone()
    assert me != owner
    assert powers == [False, False, False]
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE own (id int)")


def test_a_refusal_is_noted_by_the_middleware() -> None:
    record = paper("record")
    request = HttpRequest()
    request.user = person("reader")
    middleware = ViewerMiddleware(lambda request: HttpResponse())
    middleware(request)
    middleware.process_exception(request, RefusedError("edit", record))
    middleware.process_exception(request, ValueError())
    line = AccessLog.objects.get()
    assert (line.kind, line.purpose, line.record_ref, line.user) == (
        "denied",
        "edit",
        record.ref,
        request.user,
    )


def test_one_reason_has_one_term_at_a_time() -> None:
    holder, seat = person("holder"), party("seat")
    join(holder, seat, since=NOW, until=NOW + hours(2), reason="holder:1")
    with pytest.raises(IntegrityError, match="terms_do_not_overlap"), transaction.atomic():
        join(holder, seat, since=NOW + hours(1), reason="holder:1")
    join(holder, seat, since=NOW + hours(2), reason="holder:1")
    join(holder, seat, since=NOW, reason="holder:2")
    join(holder, party("another seat"), since=NOW, reason="holder:1")
    join(person("other"), seat, since=NOW, reason="holder:1")
    assert PartyMember.objects.count() == 5


def test_a_term_has_a_length_and_a_direction() -> None:
    holder, seat = person("holder"), party("seat")
    with pytest.raises(IntegrityError, match="is_not_empty"), transaction.atomic():
        PartyMember.objects.create(user=holder, party=seat, reason="x", period=DateTimeTZRange(NOW, NOW))
    with pytest.raises(DataError), transaction.atomic():
        join(holder, seat, since=NOW, until=NOW - hours(1))


def test_the_parties_that_exist_before_anything_else() -> None:
    assert Party.objects.everyone().code == "everyone"
    assert {Party.objects.role(role).code for role in Role} == {"role:oversight", "role:national-secretariat"}
    assert Party.objects.everyone() == Party.objects.everyone()
    assert all(
        each.label_bn and each.label_en for each in Party.objects.filter(kind__in=["everyone", "role"])
    )


def test_an_account_is_found_however_its_owner_types_the_name() -> None:
    made = User.objects.create_user(
        email=" Liaison@Example.ORG ", mobile="01711-000000", password="a long password"
    )
    assert (made.email, made.mobile) == ("liaison@example.org", "+8801711000000")
    typed = ("LIAISON@example.org", "01711000000", "+880 1711-000000", "০১৭১১ ০০০০০০", "8801711000000")
    assert [User.objects.find(text) for text in typed] == [made] * 5
    assert [User.objects.find(text) for text in ("", "0171100000", "x@example.org", "\x00")] == [None] * 4


def test_an_account_needs_something_to_sign_in_with() -> None:
    with pytest.raises(ValueError, match="needs an e-mail"):
        User.objects.create_user()
    with pytest.raises(ValueError, match="Bangladeshi"):
        User.objects.create_user(mobile="12")
    for wrong in ({"email": "Upper@example.org"}, {"mobile": "01711000000"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(**wrong)
