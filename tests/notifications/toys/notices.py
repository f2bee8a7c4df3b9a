"""The kinds of the toy world: an event, an owner's due date, a verifier's turn, a letter."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import get_language

from access.models import User
from notifications.kinds import Again, Due, Entry, Kind, Said, Stages, add_kinds
from notifications.models import Notice
from tests.notifications.toys.models import Promise

OWNER_STAGES = Stages({"before-7": -7, "before-1": -1, "on": 0, "late-1": 1}, Again("week", every=5, first=2))
VERIFIER_STAGES = Stages({"on": 0}, Again("week", every=5, first=1))
LETTER_STAGES = Stages({"letter": 7})
_COLUMNS = """
    SELECT p.id AS record_id, p.due_on, p.due_seq AS seq, p.moved_at AS eligible_since,
           {party} AS party_id, p.secretariat_party_id AS fallback_party_id
    FROM promises_promise p WHERE p.live AND p.due_on IS NOT NULL AND p.stage = 'open'
"""


def body_of(promise: Promise, at: datetime):  # type: ignore[no-untyped-def]
    return User.objects.filter(
        party_memberships__party=promise.body_party_id, party_memberships__period__contains=at
    )


MADE = Kind(
    name="promises.made",
    model="promises.Promise",
    url_name="commitment",
    subject="A promise was recorded",
    recipients=body_of,
    fallback=lambda promise: promise.secretariat_party,
    still_needed=lambda promises: promises.exclude(stage="kept"),
    title=lambda promise: promise.what,
)


def _entry(*, to: str, link: str) -> Entry | None:
    raise ValueError("no day")


def entered(notices: Sequence[Notice]) -> Mapping[int, Said]:
    """In which language they are asked; of some nothing can be said, the entry of others not be written."""
    whats = dict(Promise.objects.filter(pk__in=[one.record_id for one in notices]).values_list("pk", "what"))
    if "Nothing can be said of it" in whats.values():
        raise LookupError(whats)
    return {
        one.pk: Said(
            named=f"in {get_language()}",
            entry=_entry if whats[one.record_id] == "No day can be read" else None,
        )
        for one in notices
    }


ENTERED = Kind(
    name="promises.entered",
    model="promises.Promise",
    url_name="commitment",
    subject="A promise was entered",
    recipients=body_of,
    title=lambda promise: promise.what,
    says=entered,
)
DUE = Kind(
    name="promises.due",
    model="promises.Promise",
    url_name="commitment",
    subject="A promise",
    stage_subjects={
        "before": "A promise falls due soon",
        "on": "A promise falls due",
        "late": "A promise is past its date",
        "week": "A promise is past its date",
    },
    title=lambda promise: promise.what,
    due=Due(
        sql=_COLUMNS.format(party="p.body_party_id"),
        stages=OWNER_STAGES,
        spared="member.reason LIKE '%%:head-as-liaison'",
    ),
)
VERIFY = Kind(
    name="promises.verify",
    model="promises.Promise",
    url_name="commitment",
    subject="A promise waits to be verified",
    title=lambda promise: promise.what,
    due=Due(
        sql="""
            SELECT p.id AS record_id, p.evidence_on AS due_on, p.due_seq AS seq,
                   NULL::timestamptz AS eligible_since, p.verifier_party_id AS party_id,
                   p.secretariat_party_id AS fallback_party_id
            FROM promises_promise p WHERE p.live AND p.stage = 'evidence-in'
        """,
        stages=VERIFIER_STAGES,
    ),
)
LETTER = Kind(
    name="promises.letter",
    model="promises.Promise",
    url_name="commitment",
    subject="A reminder letter is ready to sign",
    title=lambda promise: promise.what,
    due=Due(sql=_COLUMNS.format(party="p.secretariat_party_id"), stages=LETTER_STAGES),
)


def register_kinds() -> None:
    for kind in (MADE, ENTERED, DUE, VERIFY, LETTER):
        add_kinds(kind)
