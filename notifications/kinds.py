"""The kinds of notice there are. Each room above registers its own, from `AppConfig.ready()`.

An event (minutes were circulated, evidence was verified) is told by the action that makes the
change, in the same transaction:

    # meetings/notices.py
    CIRCULATED = Kind(
        name="meetings.circulated",
        model="meetings.Meeting",
        url_name="meeting",                                  # reversed with the record's ref
        subject=_("Minutes of a meeting have been circulated"),  # no content, no names
        recipients=readers_of,                               # (record, at) -> QuerySet[User]
        still_needed=lambda meetings: meetings.exclude(state="cancelled"),
        title=lambda meeting: meeting.title,                 # on the notices page only, never in mail
    )
    # meetings/apps.py, ready():       register(CIRCULATED)
    # meetings/actions.py, in circulate():
    tell(kind=CIRCULATED, record=meeting, occasion=f"circulated:{minutes.pk}", at=at, by=by)

A due date is told by the scan. The room gives one SELECT; nothing else:

    # commitments/notices.py
    DUE = Kind(
        name="commitments.due",
        model="commitments.Commitment",
        url_name="commitment",
        subject=_("A commitment of your organisation"),
        stage_subjects={
            "before": _("A commitment of your organisation falls due soon"),
            "on": _("A commitment of your organisation falls due"),
            "late": _("A commitment of your organisation is past its date"),
        },
        title=lambda commitment: commitment.what,
        due=Due(
            sql='''
                SELECT c.id AS record_id, c.due_on AS due_on, c.due_seq::text AS seq,
                       c.due_moved_at AS eligible_since, o.liaison_party_id AS party_id,
                       c.secretariat_party_id AS fallback_party_id
                FROM commitments_commitment c
                JOIN partners_organisation o ON o.id = c.owner_id
                WHERE c.live AND c.stage IN ('agreed', 'accepted') AND c.due_on IS NOT NULL
            ''',
            stages=OWNER_STAGES,
            spared="member.reason LIKE '%%:head-as-liaison'",
        ),
    )

The six columns are all needed, by these names; `%(at)s` is the instant of the scan, a literal per
cent sign is written `%%`. Rows of the SELECT are read each minute: it must say exactly who still
has a reason to be reminded, because a delivery asks it again before it sends (stage, `seq` and
party). Conditions on the record go into its WHERE; access does not: every recipient is checked
against the model's "view" rule here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from access.models import Party, User
from notifications.models import Notice

Text = str | Promise


@dataclass(frozen=True)
class Stages:
    """When, around a due date, a person is told; counted in working days, minus is before."""

    named: Mapping[str, int]
    # Weekly from this week on: stage `week-n` falls 5·n working days late. None: no weekly stage.
    weekly_from: int | None = None


OWNER_STAGES = Stages({"before-7": -7, "before-1": -1, "on": 0, "late-1": 1}, weekly_from=2)
# A verifier is told when its turn comes and then each week: due_on is the day the turn came.
VERIFIER_STAGES = Stages({"on": 0}, weekly_from=1)
# The secretariat gets a reminder letter ready to sign, once.
LETTER_STAGES = Stages({"letter": 7})


@dataclass(frozen=True)
class Due:
    """Where the scan finds what falls due for a kind (columns as in the example above).

    record_id, due_on (date), seq (text; a new one whenever the date is moved), eligible_since
    (only stages that fall after this instant count; null: the latest one passed counts, so that a
    late entry brings one message), party_id (who is told), fallback_party_id (who is told instead
    when nobody of that party can be reached, else null).
    """

    sql: str
    stages: Stages
    # SQL over `member` (access_partymember): people who get no stage after the day itself,
    # such as a head of office who is the only liaison.
    spared: str = "FALSE"


@dataclass(frozen=True)
class Entry:
    """What a calendar takes from an e-mail, as iCalendar text, and what it is to do with it."""

    method: str
    text: str


@dataclass(frozen=True)
class Said:
    """What a notice says beside its subject: on the notices page, and in an e-mail, which says less.

    `named` is what the subject of an e-mail calls the record: committee, number and day, never its wording.
    `entry` writes, for the reader's address and the link of the e-mail, what their calendar takes.
    """

    named: str = ""
    inside: Sequence[str] = ()
    in_mail: Sequence[str] = ()
    entry: Callable[..., Entry | None] | None = None


def _nothing_more(_notices: Sequence[Notice]) -> Mapping[int, Said]:
    return {}


def _nobody(_record: Any, _at: datetime) -> QuerySet[User]:
    return User.objects.none()


def _all_of_them(records: QuerySet[Any]) -> QuerySet[Any]:
    return records


def _no_party(_record: Any) -> Party | None:
    return None


@dataclass(frozen=True)
class Kind:
    """One reason to tell somebody something, once."""

    name: str
    model: str
    url_name: str
    # What an e-mail and the notices page begin with. Never content of the record, never a name.
    subject: Text
    # For kinds with a due date, by family of stage: "before", "on", "late", "letter".
    stage_subjects: Mapping[str, Text] = field(default_factory=dict)
    # Events: who is told. Only those who may view the record are, whatever this returns.
    recipients: Callable[[Any, datetime], QuerySet[User]] = _nobody
    # Events: who is told instead when nobody of them can be reached.
    fallback: Callable[[Any], Party | None] = _no_party
    # Events: asked again before each delivery; keep the records that still give a reason.
    still_needed: Callable[[QuerySet[Any]], QuerySet[Any]] = _all_of_them
    # What the notices page calls the record, to those who may view it.
    title: Callable[[Any], str] = str
    # What `title` reads beside the record, as in select_related: ("meeting",).
    related: tuple[str, ...] = ()
    # The same of which there may be many, as in prefetch_related: ("sittings",).
    related_rows: tuple[str, ...] = ()
    due: Due | None = None
    # Events: whether an e-mail goes out beside the notice.
    by_mail: bool = True
    # What these notices say besides, by their number: one query for all of them, in the reader's language.
    says: Callable[[Sequence[Notice]], Mapping[int, Said]] = _nothing_more
    # Kinds of one succession tell how the same thing stands: an e-mail that waits is not needed any more
    # once the same person was told later about the record. Else a mail tried again brings the old day.
    succession: str = ""

    @property
    def record_model(self) -> type[Model]:
        """The model whose "view" rule decides who may be told."""
        return apps.get_model(self.model)

    @property
    def record_type(self) -> str:
        """The model as notices store it."""
        return self.record_model._meta.label_lower

    def words(self, stage: str = "") -> Text:
        """What is said at a stage."""
        return self.stage_subjects.get(family(stage), self.subject)


def family(stage: str) -> str:
    """Return before, on, late or letter: stages that read the same share their words."""
    return {"week": "late"}.get(stage.partition("-")[0], stage.partition("-")[0])


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known. Registering another one under the same name is a mistake."""
    for kind in kinds:
        if _kinds.setdefault(kind.name, kind) != kind:
            raise ValueError(f"there is a kind named {kind.name} already")


def find(name: str) -> Kind | None:
    """Return the kind of this name, or nothing when its room no longer has it."""
    return _kinds.get(name)


def all_kinds() -> Iterator[Kind]:
    """Every kind, by name: scans walk them in one order, so that two scans never wait in a circle."""
    return iter([_kinds[name] for name in sorted(_kinds)])


def names_in(succession: str) -> list[str]:
    """The names of the kinds of one succession."""
    return [kind.name for kind in all_kinds() if succession and kind.succession == succession]
