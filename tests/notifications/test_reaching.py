"""No page says that somebody is told where nobody of them signs in; and all say so in the same words."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from access.models import User
from access.rules.members import HAS_WAY_IN
from notifications.reaching import nobody_signs_in, reaches, reaches_parties, told_or_not
from tests.cast import NOW, Cast, browser
from tests.threads.world import body, started, to_committee
from threads.imports.notices import KEPT_ASIDE
from threads.notices import WIDENED

pytestmark = pytest.mark.django_db
NOBODY = "Nobody of those who are to learn of it signs in"
# Notices of meetings count whom they reach, seat by seat; those asked to acknowledge a document are counted.
_ASK_BY_THEMSELVES = ("meetings/views/announcing.py", "library/documents/views/steps.py")


def test_before_and_after_a_discussion_is_widened_its_page_says_whether_anybody_is_told(cast: Cast) -> None:
    author = cast.rj_liaison.user
    thread, other = started(author, to_committee()), body("BNWLA")
    client, address = browser(author), reverse("thread_widen", args=[thread.ref])
    told = "Those who are there already are told."
    assert told in client.get(address).content.decode()
    with override("en"):
        assert told_or_not("They are told.", KEPT_ASIDE, other, at=NOW, by=author) == "They are told."
    others = User.objects.exclude(pk=author.pk)
    # They were entered, and nobody of them has come: no password, nothing shown to be theirs.
    others.update(email_proved_at=None, mobile_proved_at=None, password="!nobody-came")
    assert not others.filter(HAS_WAY_IN).exists()
    page = client.get(address).content.decode()
    assert told not in page and NOBODY in page
    assert not reaches(WIDENED, thread, at=NOW, by=author)
    assert not reaches_parties([thread.author_party_id], at=NOW, by=author), "nobody is told by themselves"
    with override("en"):
        assert told_or_not("They are told.", KEPT_ASIDE, other, at=NOW, by=author) == nobody_signs_in()


def test_every_page_that_says_that_others_are_told_asks_first_whether_anybody_is() -> None:
    root, wrong = Path(settings.BASE_DIR), []
    for path in sorted({*root.glob("*/**/views*/**/*.py"), *root.glob("*/**/views.py"), *_QUERIES}):
        if set(path.relative_to(root).parts) & {"access", "tests", "node_modules", ".venv", "var"}:
            continue
        text = path.read_text(encoding="utf-8")
        asks = "notifications.reaching" in text or str(path).endswith(_ASK_BY_THEMSELVES)
        said = [] if asks else _said_of_others(text)
        wrong += [f"{path.name}: {one}" for one in said]
    for folder in ("access", "commitments", "meetings", "oversight", "partners", "covers", "erasing"):
        for path in sorted((root / "templates" / folder).glob("**/*.html")):
            for line in path.read_text(encoding="utf-8").splitlines():
                said = [one for one in re.findall(_IN_TEMPLATE, line) if not re.search(_NOT_OTHERS, one)]
                wrong += [f"{path.name}: {one}" for one in said if "components/told.html" not in line]
    assert not wrong, wrong


# Where pages take what they say of a step from, beside their views.
_QUERIES = [Path(settings.BASE_DIR, "commitments", "queries", "who_verifies.py")]
_IN_TEMPLATE = r'translate (?:"([^"]*(?:is|are) told[^"]*)")'
# Of the person who reads it; of an account that has a way in, or loses its address; of nobody.
_NOT_OTHERS = (
    r"[Yy]ou are told|(?:is|are) told nothing|Nothing later is told|is told the same|told instead"
    r"|[Tt]he person is told|had before is told|downloaded the text is told"
)


def _said_of_others(source: str) -> list[str]:
    """What a module has translated that says so, however many lines it is written in."""
    said = []
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        words = [str(one.value) for one in node.args if isinstance(one, ast.Constant)]
        if node.func.id.strip("_") in ("", "lazy", "gettext", "gettext_lazy", "ngettext"):
            said += [one for one in words if re.search(r"(?:is|are) told", one)]
    return [one for one in said if not re.search(_NOT_OTHERS, one)]
