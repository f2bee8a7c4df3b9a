"""Every form carries a key, so that it does its work once; the few that need none are named here."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.template import Context, Template

TEMPLATES = settings.BASE_DIR / "templates"
FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>.*?</form>", re.DOTALL)
KEY = "{% once %}"
# Forms whose work is the same however often it is done: they set what stands, or end something.
SETS_WHAT_STANDS = {
    "components/language.html": 1,
    "components/own_menu.html": 1,  # signing out
    "access/account.html": 2,  # the language, signing out
    "access/account_sessions.html": 2,  # sessions end
    "access/account_password.html": 1,
    "access/second_factor.html": 1,
    "access/second_factor_set_up.html": 1,
    "access/second_factor_remove.html": 1,
    "notifications/days.html": 1,
    "notifications/notices.html": 1,  # read
    "notifications/deliveries.html": 3,  # released, dropped, closed
    "meetings/edit.html": 1,
    "meetings/attendance.html": 1,  # the seats
    "meetings/workspace.html": 2,  # the text of an item, which has a version; what is said of a matter
}
# At the door nobody is known yet: a wrong password counts at the lock, an invitation is used up.
AT_THE_DOOR = {
    "access/sign_in.html": 1,
    "access/sign_in_code.html": 1,
    "access/confirm_identity.html": 1,
    "access/forgotten_password.html": 1,
    "access/invitation_code.html": 1,
    "access/choose_password.html": 1,
    "access/join.html": 4,
    "access/take_address.html": 1,
}
# Each press makes a fresh code and ends the one before: whoever lost the answer needs another.
PRINTS_A_CODE = {"access/accounts_one.html": 3}
WITHOUT_A_KEY = SETS_WHAT_STANDS | AT_THE_DOOR | PRINTS_A_CODE


def forms() -> Iterator[tuple[str, str]]:
    for path in sorted(TEMPLATES.rglob("*.html")):
        for form in FORM.findall(path.read_text(encoding="utf-8")):
            yield str(path.relative_to(TEMPLATES)), form


def test_every_form_that_makes_or_sends_something_carries_a_key() -> None:
    without: dict[str, int] = {}
    for name, form in forms():
        if KEY not in form:
            without[name] = without.get(name, 0) + 1
    assert without == WITHOUT_A_KEY, (
        "Write {% once %} beside {% csrf_token %}, and let the view go through made(request, form, …), "
        "tried(request, form, …) or try_it(request, …). Name the form here only if its work is the same "
        "however often it is done."
    )


def test_a_key_is_of_one_form_alone() -> None:
    found = re.findall(r'name="once" value="([\w-]{22})"', Template(KEY * 2).render(Context()))
    assert len(found) == len(set(found)) == 2
