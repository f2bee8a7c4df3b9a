"""The kinds of notice there are. Each room above registers its own, from `AppConfig.ready()`.

An event (minutes were circulated) is told by the action that makes the change, in its transaction, with
`tell`. A due date is told by the scan: the room says in one SELECT what is due, and declares its stages.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from access.models import Party, User
from access.toolkit.registry import Registry
from notifications.channels import ALL, Channel
from notifications.models import Notice

Text = str | Promise


@dataclass(frozen=True)
class Again:
    """A stage that comes back while nothing happens: named `week`, it is `week-2`, then `week-3` …"""

    name: str
    # Working days from one to the next: the second falls 2·every working days late.
    every: int
    first: int


@dataclass(frozen=True)
class Stages:
    """When, around a due date, a person is told; counted in working days, minus is before."""

    named: Mapping[str, int]
    again: Again | None = None

    @property
    def first_step(self) -> int:
        """The working day, counted from the due date, on which the first of them falls."""
        repeated = [self.again.every * self.again.first] if self.again else []
        return min([*self.named.values(), *repeated])


@dataclass(frozen=True)
class Due:
    """Where the scan finds what falls due for a kind: one SELECT, one row a record, six columns, all needed.

    record_id, due_on (date), seq (text; a new one whenever the date is moved), eligible_since
    (only stages that fall after this instant count; null: the latest one passed counts, so that a
    late entry brings one message), party_id (who is told), fallback_party_id (who is told instead
    when nobody of that party can be reached, else null).

    `%(at)s` is the instant of the scan, and serves only to leave out what is far from its first stage; a
    literal per cent sign is written `%%`. It must say exactly what still gives a reason to remind,
    because a delivery asks it again before it sends. Access does not go into it: every recipient is
    checked against the model's "view" rule. A migration of the room has the tables it reads watched
    (`changes.note_rows`), or what changes in them is seen at night only.
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
    # For kinds with a due date: by the name of the stage without its number.
    stage_subjects: Mapping[str, Text] = field(default_factory=dict)
    # Events: who is told. Only those who may view the record are, whatever this returns.
    recipients: Callable[[Any, datetime], QuerySet[User]] = _nobody
    # Events of which there may be many at once: told is whoever may do this with the record, and no others.
    may: str = ""
    # Events: who is told instead when nobody of them can be reached.
    fallback: Callable[[Any], Party | None] = _no_party
    # Events: asked again before each delivery; keep the records that still give a reason.
    still_needed: Callable[[QuerySet[Any]], QuerySet[Any]] = _all_of_them
    # Events: the column with the instant from which on nobody is asked any more.
    asked_until: str = ""
    # What the notices page calls the record, to those who may view it.
    title: Callable[[Any], str] = str
    # What `title` reads beside the record, as in select_related: ("meeting",).
    related: tuple[str, ...] = ()
    # The same of which there may be many, as in prefetch_related: ("sittings",).
    related_rows: tuple[str, ...] = ()
    due: Due | None = None
    # How it travels beside the notice on screen.
    channels: tuple[Channel, ...] = ALL
    # Read on screen alone: in no sheet and by no program, as if there were none.
    stays_inside: bool = False
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
        return self.stage_subjects.get(without_number(stage), self.subject)


def without_number(stage: str) -> str:
    """Return the name of a stage that is numbered: stages of one name share their words."""
    return stage.partition("-")[0]


_kinds: Registry[str, Kind] = Registry("notice kind")


def add_kinds(*kinds: Kind) -> None:
    """Make kinds known. Registering another one under the same name is a mistake."""
    for kind in kinds:
        _kinds.add(kind.name, kind)


def find(name: str) -> Kind | None:
    """Return the kind of this name, or nothing when its room no longer has it."""
    return _kinds.get(name)


def all_kinds() -> Iterator[Kind]:
    """Every kind, by name: scans walk them in one order, so that two scans never wait in a circle."""
    return iter([_kinds[name] for name in sorted(_kinds)])


def names_that_leave() -> list[str]:
    """The names of the kinds whose notices are also taken as a sheet and by programs."""
    return [kind.name for kind in all_kinds() if not kind.stays_inside]


def names_in(succession: str) -> list[str]:
    """The names of the kinds of one succession."""
    return [kind.name for kind in all_kinds() if succession and kind.succession == succession]
