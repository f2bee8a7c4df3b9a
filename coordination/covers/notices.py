"""Who is told that a passage was covered, answered about, decided."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.members import people_of
from language.words import named
from notifications.kinds import Again, Due, Kind, Stages, add_kinds


def _who_decides(cover: Any, at: datetime) -> QuerySet[User]:
    return people_of([cover.secretariat_party_id, cover.oversight_party_id], at)


def _who_took_it_away(cover: Any, at: datetime) -> QuerySet[User]:
    return people_of(list(cover.took_away.values_list("pk", flat=True)), at)


def _whom_it_concerns(cover: Any, at: datetime) -> QuerySet[User]:
    taken = cover.took_away.values_list("pk", flat=True)
    return people_of([cover.secretariat_party_id, cover.oversight_party_id, cover.asker_party_id, *taken], at)


def title_of(cover: Any) -> str:
    """What a cover is of, in words: never a word of the passage."""
    return named(cover, "title")


_of_cover = partial(Kind, model="access.Cover", url_name="cover", title=title_of)
ASKED = _of_cover(
    name="covers.asked",
    subject=_("A passage may identify somebody: say whether it is shown again"),
    recipients=_who_decides,
    still_needed=lambda covers: covers.filter(decided_at=None),
)
TAKEN_AWAY = _of_cover(
    name="covers.taken_away",
    subject=_("A passage of a paper that you downloaded is covered: show that paper to nobody"),
    recipients=_who_took_it_away,
)
ANSWERED = _of_cover(
    name="covers.answered",
    subject=_("The other side has answered about a covered passage"),
    recipients=_who_decides,
    still_needed=lambda covers: covers.filter(decided_at=None),
)
DECIDED = _of_cover(
    name="covers.decided",
    subject=_("It is decided whether a covered passage is shown again"),
    recipients=_whom_it_concerns,
)


# Once on the day by which they decide, then each week, for as long as one of the two has not answered.
STAGES = Stages({"on": 0}, Again("week", every=5, first=1))
_WAITS = """
    SELECT c.id AS record_id, c.decide_by AS due_on, '' AS seq, NULL::timestamptz AS eligible_since,
           c.{side}_party_id AS party_id, NULL::bigint AS fallback_party_id
    FROM access_cover c
    WHERE c.live AND c.{side}_says = ''
"""


def _waits_for(side: str) -> Kind:
    return _of_cover(
        name=f"covers.{side}_waits",
        subject=_("A covered passage waits for your answer"),
        due=Due(sql=_WAITS.format(side=side), stages=STAGES),
    )


WAITS_FOR_SECRETARIAT, WAITS_FOR_OVERSIGHT = _waits_for("secretariat"), _waits_for("oversight")


def register_kinds() -> None:
    """Make the kinds known; called once when the portal starts."""
    add_kinds(ASKED, TAKEN_AWAY, ANSWERED, DECIDED, WAITS_FOR_SECRETARIAT, WAITS_FOR_OVERSIGHT)
