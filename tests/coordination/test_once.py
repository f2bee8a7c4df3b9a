"""Every form carries a key, so that it does its work once; the few that need none are named here."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Template
from django.urls import URLPattern, URLResolver, get_resolver

TEMPLATES = settings.BASE_DIR / "templates"
FORM = re.compile(r"<form\b[^>]*\bmethod=[\"']?post\b.*?</form>", re.DOTALL | re.IGNORECASE)
# Whatever else a page may send with.
OTHERWISE = re.compile(
    r"formmethod=|hx-put=|hx-patch=|hx-delete=|<(?!form\b)[\w-]+[^>]*\bhx-post=", re.DOTALL
)
KEY = "{% once %}"
# Forms whose work is the same however often it is done: they set what stands, or end something.
SETS_WHAT_STANDS = {
    "components/language.html": 1,
    "components/own_menu.html": 1,  # signing out
    "access/account.html": 2,  # the language, signing out
    "access/account_sessions.html": 2,  # sessions end
    "access/account_password.html": 1,
    "access/second_factor_set_up.html": 1,  # a second time there is one already
    "access/second_factor_remove.html": 1,
    "notifications/notices.html": 1,  # read
    "threads/thread.html": 1,  # read
    "meetings/workspace.html": 1,  # the text of an item, which has a version
    "meetings/matter.html": 1,  # what is said of a matter, which has a version
    "meetings/held_form.html": 1,  # it has a key of its own, which is kept with what it entered
    "meetings/batch_sheet.html": 1,  # it is read, and nothing is entered
    "threads/updates/form.html": 1,  # it has a key of its own, which the record keeps for good
}
# At the door nobody is known yet: a wrong password counts at the lock, an invitation is used up.
AT_THE_DOOR = {
    "access/sign_in.html": 1,
    "access/sign_in_code.html": 1,
    "access/confirm_identity.html": 1,
    "access/forgotten_password.html": 1,
    "access/invitation_code.html": 1,
    "access/choose_password.html": 1,
    "access/join.html": 3,  # signing out, disowning, a new account
}
WITHOUT_A_KEY = SETS_WHAT_STANDS | AT_THE_DOOR
# The views behind those forms.
VIEWS_WITHOUT_A_KEY = {
    "access.accounts.views.account.account_password",
    "access.accounts.views.account.account_sessions",
    "access.accounts.views.account.confirm_identity",
    "access.accounts.views.door.sign_in",
    "access.accounts.views.door.sign_in_code",
    "access.accounts.views.door.sign_out",
    "access.accounts.views.door.language",
    "access.accounts.views.passwords.forgotten_password",
    "access.accounts.views.passwords.invitation_code",
    "access.accounts.views.second_factor.second_factor_set_up",
    "access.accounts.views.second_factor.second_factor_remove",
    "meetings.views.batch.sheet",
    "meetings.views.workspace.item",
    "meetings.views.workspace.matter",
    "notifications.views.notices.notices_read",
    "meetings.views.held.held",
    "threads.updates.views.sending.new",
    "threads.views.reading.read",
}
DOES_ONCE = {"do_once", "shown_once", "result_of", "was_done", "try_it"}
GO_THROUGH = (
    "let the view go through result_of(request, form, …), was_done(request, form, …) or try_it(request, …)."
)
TAKES_A_FORM = ("form_page", "require_POST")


def forms() -> Iterator[tuple[str, str]]:
    for path in sorted(TEMPLATES.rglob("*.html")):
        for form in FORM.findall(path.read_text(encoding="utf-8")):
            yield str(path.relative_to(TEMPLATES)), form


def test_every_form_that_makes_or_sends_something_carries_a_key() -> None:
    without: dict[str, int] = {}
    for name, form in forms():
        if KEY not in form:
            without[name] = without.get(name, 0) + 1
    differing = sorted(
        name
        for name in without.keys() | WITHOUT_A_KEY.keys()
        if without.get(name, 0) != WITHOUT_A_KEY.get(name, 0)
    )
    assert not differing, (
        f"Look at the forms of {differing}: write {{% once %}} beside {{% csrf_token %}}, and {GO_THROUGH} "
        "Name the form here only if its work is the same however often it is done."
    )


def test_nothing_is_sent_but_by_a_form() -> None:
    found = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if OTHERWISE.search(path.read_text(encoding="utf-8"))
    }
    assert not found, (
        f"A form with method=post, {{% csrf_token %}} and {{% once %}} sends, nothing else: {found}"
    )


def test_a_key_is_of_one_form_alone() -> None:
    found = re.findall(r'name="once" value="([\w-]{22})"', Template(KEY * 2).render(Context()))
    assert len(found) == len(set(found)) == 2


def views() -> Iterator[Callable[..., Any]]:
    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[Callable[..., Any]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            elif not hasattr(pattern.callback, "cls"):
                # What programs send carries a key of its own (access.api.keys).
                yield inspect.unwrap(pattern.callback)

    ours = {folder.name for folder in settings.BASE_DIR.iterdir() if (folder / "__init__.py").exists()}
    yield from (view for view in walk(get_resolver().url_patterns) if view.__module__.split(".")[0] in ours)


@cache
def functions_of(package: str) -> dict[str, ast.FunctionDef]:
    """The functions of a module, and of those beside it."""
    folder = Path(str(import_module(package).__file__)).parent
    found: dict[str, ast.FunctionDef] = {}
    for path in folder.glob("*.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        found |= {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
    return found


def takes_a_form(view: ast.FunctionDef) -> bool:
    says = [node for gate in view.decorator_list for node in ast.walk(gate)]
    return any(
        (isinstance(node, ast.Name) and node.id in TAKES_A_FORM)
        or (isinstance(node, ast.Constant) and node.value == "POST")
        for node in says
    )


def called_by(name: str, functions: dict[str, ast.FunctionDef], seen: set[str]) -> set[str]:
    """What a function calls, itself or through the functions beside it."""
    seen.add(name)
    calls = [node.func for node in ast.walk(functions[name]) if isinstance(node, ast.Call)]
    names = {func.id for func in calls if isinstance(func, ast.Name)}
    further = [called_by(one, functions, seen) for one in names if one in functions and one not in seen]
    return names.union(*further)


def test_every_view_that_takes_a_form_does_its_work_once() -> None:
    """A key that no view asks about would help nobody."""
    careless: set[str] = set()
    careful: set[str] = set()
    for view in views():
        functions = functions_of(view.__module__)
        if takes_a_form(functions[view.__name__]):
            is_careful = called_by(view.__name__, functions, set()) & DOES_ONCE
            (careful if is_careful else careless).add(f"{view.__module__}.{view.__name__}")
    assert len(careful) > 30
    assert careless == VIEWS_WITHOUT_A_KEY, (
        f"Look at the views that differ: {GO_THROUGH} "
        "Name one here only if its work is the same however often it is done."
    )


def test_every_view_says_how_it_is_asked() -> None:
    silent = set()
    for view in views():
        gates = functions_of(view.__module__)[view.__name__].decorator_list
        if not any(word in ast.dump(gate) for gate in gates for word in (*TAKES_A_FORM, "require_")):
            silent.add(f"{view.__module__}.{view.__name__}")
    assert not silent
