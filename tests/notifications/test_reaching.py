"""No page says that somebody is told where nobody of them signs in; and all say so in the same words."""

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
# Rooms and views that say it of the account's own person, or ask for themselves whether anybody is there.
_ASK_BY_THEMSELVES = {"access", "commitments", "announcing.py"}


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


def test_every_view_that_says_that_others_are_told_asks_first_whether_anybody_is() -> None:
    wrong = []
    for path in sorted(Path(settings.BASE_DIR).glob("*/**/views*/**/*.py")) + sorted(
        Path(settings.BASE_DIR).glob("*/**/views.py")
    ):
        parts = set(path.relative_to(settings.BASE_DIR).parts)
        if parts & {*_ASK_BY_THEMSELVES, "tests", "node_modules", ".venv", "var"}:
            continue
        text = path.read_text(encoding="utf-8")
        for said in re.findall(r'_\("([^"]+ (?:is|are) told[^"]*)"', text):
            if "You are told" not in said and "told_or_not" not in text:
                wrong.append(f"{path.name}: {said}")
    assert not wrong, wrong
