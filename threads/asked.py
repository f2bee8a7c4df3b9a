"""Which organisations are asked to acknowledge a thread, and which have.

A discussion or an alert asks those it was written for. A key message asks the NGOs of its places, as far as
they are among its readers; whoever else answers for a body may acknowledge it, too, and is not asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, F, Func, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.models import Party
from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.drawn import Body, body_of
from language.words import local_day, named, number
from partners.addressed import addresses_of_bodies
from partners.models import Organisation, Seat, Side
from partners.present import ngos_at, places_of_ngos
from threads.models import Acknowledgement, KeyMessage, Thread, ThreadReader

SHOWN = 12


def is_for_everyone(thread: Thread) -> bool:
    """Whether the whole network reads it."""
    return thread.readers.filter(until=None, party__kind=Party.Kind.EVERYONE).exists()


def asks_nobody_by_name(thread: Thread) -> bool:
    """Whether it is for the whole network and for no places: whoever wants to acknowledges it."""
    return thread.kind != Thread.Kind.KEY_MESSAGE and is_for_everyone(thread)


def organisations_asked(thread: Thread, at: datetime) -> QuerySet[Organisation]:
    """The organisations that are asked: none of a discussion for everyone, of a key message NGOs alone."""
    if thread.kind == Thread.Kind.KEY_MESSAGE:
        return _others(thread, ngos_of_message(thread, at).filter(_reads(thread, at)))
    if is_for_everyone(thread):
        return Organisation.objects.none()
    return _others(thread, Organisation.objects.filter(_reads(thread, at)))


def ngos_of_message(thread: Thread, at: datetime) -> QuerySet[Organisation]:
    """The NGOs at the places of a key message, whether or not they read it."""
    return ngos_at(list(thread.key_message.places.all()), local_day(at))


def not_reading(thread: Thread, at: datetime) -> int:
    """How many NGOs of the places of a message are not among its readers, and so are not asked."""
    if is_for_everyone(thread):
        return 0
    return _others(thread, ngos_of_message(thread, at)).exclude(_reads(thread, at)).count()


def acknowledging(thread: Thread) -> QuerySet[Organisation]:
    """The organisations that have acknowledged the text as it stands now."""
    done = Acknowledgement.objects.filter(thread=thread, text_version=thread.text_version)
    return Organisation.objects.filter(pk__in=done.values("organisation"))


def asks_of(viewer: Viewer) -> Q:
    """The threads by which a body for which this person answers is asked: the other way round, for a list."""
    thread = OuterRef(OuterRef("pk"))
    own = _others_than(
        Coalesce(OuterRef("organisation"), Value(0)),
        Organisation.objects.filter(IsAmong("liaison_party", viewer.party_ids)),
    )
    done = Acknowledgement.objects.filter(
        organisation=OuterRef("pk"), thread=thread, text_version=OuterRef(OuterRef("text_version"))
    )
    readers = ThreadReader.objects.filter(
        _Addresses(OuterRef("pk"), F("party"), viewer), thread=thread, until=None
    )
    places = KeyMessage.places.through.objects.filter(keymessage__thread=OuterRef("pk"))
    there = Exists(places.filter(place__in=places_of_ngos(viewer))) | ~Exists(places)
    no_message = ~Q(kind=Thread.Kind.KEY_MESSAGE)
    of_message = Exact(OuterRef("kind"), Value(Thread.Kind.KEY_MESSAGE.value))
    asked = own.filter(~Q(of_message) | Q(side=Side.NGO), Exists(readers), ~Exists(done))
    is_asked = Q(asks_acknowledgement=True) & (Q(asked_until=None) | Q(asked_until__gt=viewer.at))
    return Q(_AskedByReaders(viewer)) & is_asked & Q(Exists(asked)) & (no_message | Q(there))


class _AskedByReaders(Func):
    """Whether a thread, in a column, asks one of the parties by which the viewer's bodies are addressed.

    Found from these parties, of which there are few: everything of a year that asks somebody is much.
    """

    arity = 1
    output_field = BooleanField()

    def __init__(self, viewer: Viewer) -> None:
        super().__init__(F("pk"))
        self.sql, self.values = addresses_of_bodies(viewer)

    def as_sql(self, compiler: SQLCompiler, connection: Any, **_rest: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return the condition, and the viewer's values."""
        column, values = compiler.compile(self.source_expressions[0])
        asking = f"""SELECT reader.thread_id FROM threads_threadreader reader
            WHERE reader.asks AND reader.until IS NULL AND reader.party_id IN
                (SELECT addressed.party_id FROM ({self.sql}) AS addressed(body, party_id))"""  # noqa: S608 (our own tables)
        return f"{column} = ANY(ARRAY({asking}))", [*values, *self.values]


class _Addresses(Func):
    """Whether one of the bodies for which somebody answers, in a column, is addressed by a party.

    All of these are selected once for a statement, not for each thread anew.
    """

    arity = 2
    output_field = BooleanField()

    def __init__(self, body: OuterRef, party: F, viewer: Viewer) -> None:
        super().__init__(body, party)
        self.sql, self.values = addresses_of_bodies(viewer)

    def as_sql(self, compiler: SQLCompiler, connection: Any, **_rest: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return the condition, and the values of its columns and of the viewer."""
        columns = [compiler.compile(one) for one in self.source_expressions]
        body, party = (sql for sql, _values in columns)
        return f"(({body}, {party}) IN ({self.sql})) IS TRUE", [
            *(v for _sql, some in columns for v in some),
            *self.values,
        ]


def _others(thread: Thread, bodies: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return bodies if thread.organisation_id is None else _others_than(thread.organisation_id, bodies)


def _others_than(own: Any, bodies: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return bodies.filter(~Q(pk=own))


def _reads(thread: Thread, at: datetime) -> Q:
    # What everyone reads every body reads: its seats need not be asked for.
    if is_for_everyone(thread):
        return Q()
    return _reads_as_body(thread, at)


def _reads_as_body(thread: Thread, at: datetime) -> Q:
    """Whether an organisation reads a thread as such: by all of it, by those who answer for it, or by a seat.

    What is chosen of a committee reaches its seats as `partners.parties` says. The seat of an office is its
    organisation's where the office heads it: whoever else holds one answers for nobody.
    """
    readers = ThreadReader.objects.filter(thread=thread, until=None)
    parties = readers.values("party")
    sides = Q(side=Side.GOVERNMENT, committee__government_party__in=parties)
    sides |= Q(side=Side.NGO, committee__ngo_party__in=parties)
    reached = Q(committee__members_party__in=parties) | Q(party__in=parties)
    reached |= Q(role__in=Seat.SECRETARIAT, committee__secretariat_party__in=parties)
    reached |= ~Q(role=Seat.Role.OBSERVER) & sides
    on = local_day(at)
    runs = (Q(until=None) | Q(until__gt=on)) & (Q(committee__ended_on=None) | Q(committee__ended_on__gt=on))
    seats = Seat.objects.filter(reached, runs)
    return (
        Q(all_party__in=readers.values("party"))
        | Q(liaison_party__in=readers.values("party"))
        | Q(Exists(seats.filter(organisation=OuterRef("pk"))))
        | Q(Exists(seats.filter(office__heads=True, office__organisation=OuterRef("pk"))))
        | Q(Exists(readers.filter(party__kind=Party.Kind.EVERYONE)))
    )


@dataclass(frozen=True)
class Acknowledged:
    """How far it is acknowledged: in words, and the first who have and have not, the own ones first."""

    words: str
    have: Sequence[Body | None]
    have_not: Sequence[Body | None]
    # How many there are beyond these, which stand on a page of their own.
    more_have: int
    more_have_not: int
    # In whose name whoever looks may acknowledge it now.
    own: str
    # What whoever issued a message should know: that nobody is asked, or who is not.
    silent: str = ""


def acknowledged(thread: Thread, viewer: Viewer) -> Acknowledged | None:
    """Return who has acknowledged the text as it stands now, in as many queries however many they are."""
    if not thread.asks_acknowledgement:
        return None
    asked, have = organisations_asked(thread, viewer.at), acknowledging(thread)
    done = Exists(have.filter(pk=OuterRef("pk")))
    counted = asked.aggregate(all=Count("pk"), have=Count("pk", filter=Q(done)))
    total, waiting = have.count(), counted["all"] - counted["have"]
    mine = Case(When(IsAmong("all_party", viewer.party_ids), then=Value(0)), default=Value(1))
    have_not = asked.exclude(done).order_by(mine, "name_en", "pk")[:SHOWN] if waiting else ()
    return Acknowledged(
        _words(thread, counted, total),
        [body_of(one) for one in have.order_by("name_en", "pk")[:SHOWN]],
        [body_of(one) for one in have_not],
        max(0, total - SHOWN),
        max(0, waiting - SHOWN),
        _own(thread, viewer, have),
        _silent(thread, viewer, counted["all"]),
    )


def _words(thread: Thread, counted: dict[str, int], total: int) -> str:
    if asks_nobody_by_name(thread):
        return _("Acknowledged by %(have)s organisations") % {"have": number(total)}
    if thread.kind != Thread.Kind.KEY_MESSAGE:
        # Whoever read it and has acknowledged it, and is no reader any more, counts as asked.
        asked = counted["all"] - counted["have"] + total
        values = {"have": number(total), "asked": number(asked)}
        return _("Acknowledged by %(have)s of %(asked)s organisations") % values
    values = {"have": number(counted["have"]), "asked": number(counted["all"])}
    words = _("Acknowledged by %(have)s of %(asked)s NGOs") % values
    if not (others := total - counted["have"]):
        return words
    also = ngettext("%(count)s other body, too", "%(count)s other bodies, too", others)
    return _("%(words)s; %(also)s") % {"words": words, "also": also % {"count": number(others)}}


def _own(thread: Thread, viewer: Viewer, have: QuerySet[Organisation]) -> str:
    """In whose name this person may acknowledge it; nobody acknowledges their own message."""
    if not thread.is_asked(viewer.at):
        return ""
    spoken_for = Organisation.objects.filter(IsAmong("liaison_party", viewer.party_ids)).order_by("name_en")
    waiting = _others(thread, spoken_for).exclude(pk__in=have.values("pk"))
    return ", ".join(named(one, "short") or named(one) for one in waiting)


def _silent(thread: Thread, viewer: Viewer, asked: int) -> str:
    """Say to its author of which NGOs of its places nothing is asked: of those who do not read it."""
    if thread.kind != Thread.Kind.KEY_MESSAGE or not viewer.belongs_to(thread.author_party_id):
        return ""
    if others := not_reading(thread, viewer.at):
        words = ngettext(
            "%(count)s NGO of its places is not among the readers you chose, and is not asked.",
            "%(count)s NGOs of its places are not among the readers you chose, and are not asked.",
            others,
        )
        return words % {"count": number(others)}
    if not asked:
        return _("No NGO sits, works or is registered at its places: nobody is asked.")
    return ""
