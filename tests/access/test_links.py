"""A link that one person enters leads where it says, and where every reader can go."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation

from access.toolkit.errors import Mendable
from access.toolkit.fields import LinkField
from access.toolkit.links import guard_link
from meetings.models import Meeting
from tests.cast import Cast, browser
from tests.commitments.pages import pair, send
from tests.meetings.sittings import announced

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("access", "commitments", "coordination", "meetings", "notifications", "partners", "threads")
HIDING = (
    "https://bank@evil.example/",
    "https://bank:word@evil.example/",
    "https://bank.gov.bd:443@evil.example/",
    "https://@evil.example/",
)
PRIVATE = (
    "http://localhost/",
    "http://LOCALHOST:8000/",
    "http://localhost./",
    "http://portal.localhost/",
    "http://intranet/",
    "http://server:8080/list",
    "http://printer.local/",
    "http://printer.local./",
    "http://files.office.internal/",
    "http://router.lan/",
    "http://files.home/",
    "http://files.corp/",
    "http://files.home.arpa/",
    "http://example.org./",
    "http://127.0.0.1/",
    "http://127.255.255.254/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1:8080/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[fc00::1]/",
    "http://[fd12:3456::1]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::10.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://[64:ff9b::7f00:1]/",
)
# Addresses a browser reads, and we do not: other ways to write 127.0.0.1, and what is none at all.
NONE = (
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://0x7f.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.0.0.0x1/",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://127\u30020\u30020\u30021/",
    "http://127.0.0.1\u3002/",
    "http://①②⑦.⓪.⓪.①/",
    "http://%6c%6fcalhost/",
    "http://127.0.0.1%2f.example.org/",
    "http://[fe80::1%25eth0]/",
    "https://good.example\\.evil.example/",
    "https://good.example\\@evil.example/",
    "https:/evil.example/",
    "https:evil.example",
    "//evil.example/",
    "ftp://files.example/",
    "javascript:alert(1)",
    "JavaScript://example.org/%0aalert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "example.org/list",
    "the folder",
    "https://",
    "https://example.org/a b",
    "https://example.org/\u202egpj.exe",
    "https://exam..ple.org/",
    "https://example.org:port/",
    "https://example.org:99999999/",
    "https://[::zz]/",
    "https://[::1/",
    "https://" + "x" * 600 + ".org/",
)
GOOD = (
    "https://example.org/",
    "http://moha.gov.bd/site/page/1234567890123",
    "https://us02web.zoom.us/j/1234567890?pwd=abc.1#success",
    "https://example.org:8443/a?to=someone@example.org",
    "https://example.org/@minutes/২০২৬/সভা.pdf",
    "https://bn.wikipedia.org/wiki/র\u200c্যাব",
    "https://উত্তরাধিকার.বাংলা/",
    "https://example.xn--54b7fta0cc/",
    "http://103.48.18.9/notice.pdf",
    "http://172.32.0.1/",
    "http://[2001:4860:4860::8888]/",
)


def refusal_of(link: str) -> Mendable:
    with pytest.raises(Mendable) as refused:
        guard_link(field="link", text=link)
    assert refused.value.field == "link"
    return refused.value


@pytest.mark.parametrize("link", HIDING)
def test_a_name_before_the_at_sign_is_refused_in_words(link: str) -> None:
    assert refusal_of(link).code == "link-user"


@pytest.mark.parametrize("link", PRIVATE)
def test_a_link_into_one_network_is_refused_in_words(link: str) -> None:
    assert refusal_of(link).code == "link-private"


@pytest.mark.parametrize("link", NONE)
def test_what_is_no_link_is_refused(link: str) -> None:
    assert refusal_of(link).code in {"link", "link-private", "too_long"}


@pytest.mark.parametrize("link", GOOD)
def test_a_link_to_where_all_can_go_stays_as_it_was_typed(link: str) -> None:
    assert guard_link(field="link", text=f"  {link} ") == link


def test_nothing_stays_nothing_and_each_refusal_is_said_in_both_languages() -> None:
    assert guard_link(field="link", text=" ") == ""
    for link in (HIDING[0], PRIVATE[0], NONE[0], NONE[-1]):
        words = []
        for language in ("en", "bn"):
            with translation.override(language):
                words.append(str(refusal_of(link)))
        assert re.search("[a-z]", words[0]) and re.search("[ক-হ]", words[1])


@pytest.mark.django_db
@pytest.mark.parametrize("link", [HIDING[0], PRIVATE[0], "http://192.168.1.1/", "http://[::1]/"])
def test_evidence_with_such_a_link_is_refused_at_its_field(link: str) -> None:
    made = pair()
    made.accepted(timezone.now())
    answer = send(made.owner, "commitment_report", made.commitment, {"text": "Done.", "link": link})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["link"])
    assert 'id="id_link_error"' in answer.content.decode() and not made.commitment.evidence.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("link", [HIDING[0], PRIVATE[0], "http://192.168.1.1/", "zoom 1234567890"])
def test_a_meeting_with_such_a_link_is_refused_at_its_field(cast: Cast, link: str) -> None:
    user = cast.uno_sharsha.user
    meeting = announced(user, link="https://example.org/join")
    page = reverse("meeting_edit", args=[meeting.ref])
    shown = browser(user).get(page).context["form"]
    typed = {name: field.value() for name in shown.fields if (field := shown[name]).value() is not None}
    answer = browser(user).post(page, typed | {"link": link})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["link"])
    assert Meeting.objects.get(pk=meeting.pk).link == "https://example.org/join"


# Every field and column that holds a link, whatever room it is in.
NAMED = re.compile(r"(^|_)(link|links|url|href|website|web|site|page)(_|$)")


def every_form(form: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for kind in form.__subclasses__():
        if kind.__module__.split(".")[0] in ROOMS:
            yield kind
        yield from every_form(kind)


def is_link(name: str, field: forms.Field) -> bool:
    asks = field.widget.attrs.get("inputmode") == "url" or getattr(field.widget, "input_type", "") == "url"
    return asks or isinstance(field, forms.URLField) or bool(NAMED.search(name))


def test_every_form_field_of_a_link_is_the_one_field() -> None:
    found = {
        (form.__name__, name): field
        for form in every_form()
        for name, field in form.base_fields.items()  # type: ignore[attr-defined]
        if is_link(name, field)
    }
    assert {("EvidenceForm", "link"), ("PlanForm", "link")} <= set(found)
    assert not [place for place, field in found.items() if not isinstance(field, LinkField)]


def link_columns() -> set[str]:
    """The names of all columns that hold links; what history copies was guarded before."""
    return {
        field.name
        for model in apps.get_models()
        if model.__module__.split(".")[0] in ROOMS and not hasattr(model, "pgh_tracked_model")
        for field in model._meta.get_fields()
        if isinstance(field, models.URLField)
        or (isinstance(field, models.CharField | models.TextField) and NAMED.search(field.name))
    }


def writes(source: str, columns: set[str], kinds: set[str]) -> Iterator[tuple[ast.expr, str]]:
    """Where a column is written: made with a record, set on one, or changed on many."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in kinds | {"create", "get_or_create", "update_or_create", "update"}:
                yield from ((word.value, word.arg) for word in node.keywords if word.arg in columns)
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in columns:
                    yield node.value, target.attr


def is_guarded(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") == "guard_link"


def test_every_write_of_a_link_passes_the_one_guard() -> None:
    columns, kinds = link_columns(), {model.__name__ for model in apps.get_models()}
    assert columns == {"link"}
    guarded, bare = set(), []
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            if "migrations" in file.parts:
                continue
            for value, _column in writes(file.read_text(), columns, kinds):
                if is_guarded(value):
                    guarded.add(str(file.relative_to(ROOT)))
                else:
                    bare.append(f"{file.relative_to(ROOT)}:{value.lineno} {ast.unparse(value)}")
    assert not bare
    assert {"commitments/actions/keeping.py", "meetings/actions/planning.py"} <= guarded
