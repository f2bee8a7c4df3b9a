"""What programs read of field updates, and how they send and correct one.

A link to where people are abused goes through no program: it would lie in its logs, and with whoever
keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _
from rest_framework import serializers

from access.api.declaring import Collection, Make, Single, Step
from access.api.fields import Body, Day, ListOf, Number, OneOf, Ref, Said, Text, Whether
from access.choosing.choices import resolve
from access.models import User
from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from partners.bodies import OrganisationRef, PlaceRef
from partners.models import Place
from threads.access import AUDIENCE
from threads.bodies import ThreadBody, files_sent, said
from threads.hidden import hides_title
from threads.models import Thread
from threads.updates import actions
from threads.updates.actions.sending import digest_of
from threads.updates.bodies import UpdateFactsBody
from threads.updates.figures import MOST, Facts, Figures, Signs
from threads.updates.models import FIGURES, FieldUpdate, Trend
from threads.updates.queries import UPDATES

Type = FieldUpdate.Type


class UpdateInListBody(ThreadBody):
    """A field update, with its figures."""

    field_update = UpdateFactsBody()


class _FactsBody(Body):
    place = PlaceRef(help_text="A union, town or ward, a port, border point, airport, landing place or camp")
    happened_on = Day()
    text = Text(required=False)

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        """The figures beside: what nobody counted is left out."""
        figures = {name: Number(required=False, min_value=0, max_value=MOST) for name in FIGURES}
        return {**super().get_fields(), **figures}


class CorrectBody(_FactsBody):
    """Place, day, figures and words, as they should read."""


class UpdateBody(_FactsBody):
    """A field update that is sent. What its type does not ask for is left out."""

    type = OneOf(choices=[one.value for one in Type if one != Type.ONLINE_ABUSE])
    readers = ListOf(
        child=Text(max_length=100),
        max_length=100,
        required=False,
        help_text="“everyone”, “committee:<ref>”, “organisation:<ref>”, “person:<ref>”, or "
        "“own:<ref>” alone; one of a protected type is the organisation’s alone, whatever stands here",
    )
    organisation = OrganisationRef(required=False)
    partners = ListOf(child=OrganisationRef(), max_length=10, required=False)
    message = Ref(required=False, help_text="The key message that was passed on at a session, if you read it")
    key = Text(required=False, help_text="A UUID of yours: sent again under it, it changes nothing")
    channel = OneOf(choices=Trend.Channel.values, required=False, help_text="Of a trend, and needed there")
    route = OneOf(choices=Trend.Route.values, required=False)
    destination = OneOf(choices=Trend.Destination.values, required=False)
    exploitation = OneOf(choices=Trend.Exploitation.values, required=False)
    driver = OneOf(choices=Trend.Driver.values, required=False)
    withheld = OneOf(choices=Trend.Withheld.values, required=False)
    files = files_sent()
    shows_nobody = Whether(required=False, help_text="A file shows no person and no attendance sheet")


def _figures(typed: dict[str, Any]) -> Figures:
    return Figures(**{name: typed.pop(name, None) for name in FIGURES})


def _key(text: str) -> UUID:
    try:
        return UUID(text) if text else uuid4()
    except ValueError:
        raise Mendable(_("Send a UUID, or none."), "key", "key") from None


def _send(
    *,
    by: User,
    at: datetime,
    type: str,
    place: Place,
    happened_on: date,
    readers: Sequence[str] = (),
    **typed: Any,
) -> Thread:
    sent_as = digest_of(typed | {"type": type, "place": place, "on": happened_on, "readers": [*readers]})
    figures, key = _figures(typed), _key(typed.pop("key", ""))
    signs = {name: typed.pop(name) for name in Trend.SAYS if name in typed}
    message = None
    if ref := typed.pop("message", ""):
        message = Thread.objects.permitted(Viewer(by, at)).filter(ref=ref).first()
        if message is None:
            raise Mendable(_("This key message is not there any more."), "message", "gone")
    if signs and "channel" not in signs:
        raise Mendable(_("Say of a trend, and of nothing else, how people are lured."), "channel", "required")
    chosen = resolve(Viewer(by, at), readers, AUDIENCE) if readers else None
    facts = Facts(type, place, happened_on, figures)
    sent = actions.send_update(
        by=by,
        at=at,
        key=key,
        digest=sent_as,
        facts=facts,
        readers=chosen,
        message=message,
        signs=Signs(**signs) if signs else None,
        **typed,
    )
    return sent.update.thread


def _correct(*, by: User, thread: Thread, at: datetime, text: str = "", **typed: Any) -> object:
    return actions.correct_update(by=by, thread=thread, at=at, text=text, figures=_figures(typed), **typed)


def update_of(thread: Thread) -> FieldUpdate | Said | None:
    """What a field update says beside its words; of any other thread, or one taken back, nothing."""
    if thread.kind != Thread.Kind.FIELD_UPDATE or thread.removed_at is not None:
        return None
    return _as_told(thread, FieldUpdate.objects.select_related("place", "organisation").get(thread=thread))


def _as_told(thread: Thread, update: FieldUpdate) -> FieldUpdate | Said:
    """Without place and day where the title that says them is covered or erased."""
    return Said(update, place=None, happened_on=None) if hides_title(thread) else update


def update_bodies(_viewer: Viewer, threads: Sequence[Thread]) -> Iterable[Said]:
    """Return what the list is written of, in as many queries however many they are."""
    rows = FieldUpdate.objects.filter(IsAmong("thread", [one.pk for one in threads]))
    found = {one.thread_id: one for one in rows.select_related("place", "organisation")}
    return [said(one, field_update=_as_told(one, found[one.pk])) for one in threads]


CORRECT = Step(
    "correct",
    "update_correct",
    "edit",
    actions.correct_update,
    "The author of a field update corrects it",
    CorrectBody,
    _correct,
    needs_version=True,
)


def collection(made: Single, asks: Any) -> Collection:
    """The list of field updates, at which one is sent; it is answered as the thread it is."""
    make = Make(
        "update_new", actions.send_update, "Send a field update", UpdateBody, made, does=_send, asks=asks
    )
    return Collection(
        "field-updates/",
        UPDATES,
        UpdateInListBody,
        "Field updates you may read, with their figures",
        update_bodies,
        makes=(make,),
        is_noted=True,
    )
