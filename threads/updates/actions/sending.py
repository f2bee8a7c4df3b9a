"""Somebody sends a field update, once, however often it arrives."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from access.choosing.choices import Chosen, Option, resolve
from access.models import User
from access.rules.audiences import refresh
from access.rules.engine import VIEW, RefusedError, can
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.links import guard_link
from access.toolkit.locking import lock_actor, share_row
from language.words import local_day
from notifications.actions import tell
from partners.audiences import OWN
from partners.fields import place_words
from partners.models import Organisation
from threads.access import AUDIENCE
from threads.actions.starting import USUAL, begin, send, write_first
from threads.actions.writing import Voice, voice_of
from threads.figures.adding import add_up
from threads.models import Thread
from threads.updates.access import CELL
from threads.updates.actions.keeping import fill, keep
from threads.updates.figures import Facts, Seen, Signs, must_be_plausible
from threads.updates.links import guard_links, must_be_reportable
from threads.updates.models import FieldUpdate, OnlineAbuse, Trend
from threads.updates.notices import ABUSE_REPORTED
from threads.updates.photos import must_be_one_photo

MOST_PARTNERS = 10
Type = FieldUpdate.Type


class Receipt(NamedTuple):
    """Which update came of a key, and whether it is there since now."""

    update: FieldUpdate
    is_new: bool


@transaction.atomic
def send_update(
    *,
    by: User,
    key: UUID,
    facts: Facts,
    at: datetime,
    readers: Chosen | None = None,
    text: str = "",
    organisation: Organisation | None = None,
    partners: Sequence[Organisation] = (),
    message: Thread | None = None,
    signs: Signs | None = None,
    seen: Seen | None = None,
    files: Sequence[str] = (),
    shows_nobody: bool = False,
    is_illustrative: bool = False,
    from_a_source: bool = False,
    digest: str = "",
) -> Receipt:
    """An organisation tells what it did or saw. A key that was sent before changes nothing, and is answered.

    One of a protected type is the organisation's alone, whatever readers were chosen. `from_a_source` loads
    what a public source says, which may name no union and no day. `digest` tells what was sent under the key.
    """
    if organisation is not None:
        organisation = share_row(organisation)
    viewer = lock_actor(by, at)
    _hold_key(by, key)
    if (known := FieldUpdate.objects.filter(author=by, key=key).select_related("thread").first()) is not None:
        must_be_same(known, digest)
        return Receipt(known, False)
    if not viewer.is_in_network:
        raise RefusedError("start", Thread())
    if not from_a_source:
        must_be_plausible(facts, local_day(at))
    must_say(facts.type, signs, seen, message, viewer)
    guard_links(text, of=facts.type)
    if files and not shows_nobody:
        words = _("Say that the photo shows no person and no attendance sheet, or send it without.")
        raise Mendable(words, "shows_nobody", "required")
    must_be_one_photo(files, by)
    voice, chosen = read_by(viewer, by, facts.type, organisation, readers)
    titles = called(facts)
    thread = begin(
        voice,
        chosen,
        at,
        kind=Thread.Kind.FIELD_UPDATE,
        title=titles["en"],
        title_bn=titles["bn"],
        cooperation=USUAL[Thread.Kind.FIELD_UPDATE],
        is_illustrative=is_illustrative,
    )
    assert voice.organisation is not None
    update = FieldUpdate(
        thread=thread, author=by, key=key, digest=digest, organisation=voice.organisation, message=message
    )
    fill(update, facts)
    keep(update)
    update.partners.set(_others(partners, voice.organisation))
    if signs is not None:
        Trend.objects.create(update=update, **vars(signs))
    if seen is not None:
        _report(update, seen, voice, at)
    first = write_first(thread, voice, text.strip() or titles["en"], at, files=files)
    send(thread, voice, at, first)
    add_up(update, None)
    return Receipt(update, True)


def digest_of(sent: Mapping[str, Any]) -> str:
    """Return what tells whether the same is sent again, whatever order it comes in."""
    written = json.dumps(sent, default=lambda one: str(getattr(one, "ref", one)), sort_keys=True)
    return sha256(written.encode()).hexdigest()


def must_be_same(known: FieldUpdate, digest: str) -> None:
    """Refuse what comes under a key that was sent before, and says something else."""
    if digest and known.digest and digest != known.digest:
        raise Mendable(
            _("This was sent before, and said otherwise. Correct that update, or post a new one."),
            "key",
            "otherwise",
        )


def _hold_key(by: User, key: UUID) -> None:
    """The same sending that comes a second time meanwhile waits here for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"field-update:{by.pk}:{key}"])


def called(facts: Facts) -> dict[str, str]:
    """What an update is called, in each language: its type and its place, and nothing that was typed."""
    titles = {}
    for language in ("en", "bn"):
        with override(language):
            titles[language] = f"{Type(facts.type).label}, {place_words(facts.place)}"
    return titles


def read_by(
    viewer: Viewer, by: User, of: str, organisation: Organisation | None, readers: Chosen | None
) -> tuple[Voice, Chosen]:
    """In whose name it is sent, and who reads it: one of a protected type its organisation alone."""
    if of not in FieldUpdate.PROTECTED:
        chosen = resolve(viewer, readers.values if readers is not None else (), AUDIENCE)
        if chosen.is_internal:
            organisation = Organisation.objects.get(all_party=chosen.parties[0])
    voice = voice_of(viewer, by, organisation)
    if voice.organisation is None:
        raise Mendable(
            _("A field update is sent in the name of an organisation."), "organisation", "required"
        )
    if of in FieldUpdate.PROTECTED:
        own = Option(OWN, voice.organisation.ref, "", "")
        chosen = resolve(viewer, [own.value], AUDIENCE)
    return voice, chosen


def must_say(of: str, signs: Signs | None, seen: Seen | None, message: Thread | None, viewer: Viewer) -> None:
    """Refuse what is asked of this type and missing, and what goes with another one."""
    if (of == Type.TREND) != (signs is not None):
        raise Mendable(_("Say of a trend, and of nothing else, how people are lured."), "channel", "required")
    if (of == Type.ONLINE_ABUSE) != (seen is not None):
        raise Mendable(_("Say of online abuse, and of nothing else, where it was seen."), "link", "required")
    if message is None:
        return
    if of not in FieldUpdate.SESSIONS:
        raise Mendable(_("A key message is passed on at a session or a training."), "message", "type")
    if message.kind != Thread.Kind.KEY_MESSAGE or message.removed_at or not can(viewer, VIEW, message):
        raise Mendable(_("This key message is not there any more."), "message", "gone")


def _others(partners: Sequence[Organisation], own: Organisation) -> list[Organisation]:
    kept = [one for one in dict.fromkeys(partners) if one.pk != own.pk]
    if len(kept) > MOST_PARTNERS:
        raise Mendable(_("These are too many. Name those who worked with you there."), "partners", "many")
    return kept


def _report(update: FieldUpdate, seen: Seen, voice: Voice, at: datetime) -> None:
    """Let CID's cell have the link: the cell and its author read it, nobody else."""
    must_be_reportable(seen.link)
    if not seen.is_no_profile:
        words = _(
            "Say that it leads to no profile and to no image of sexual abuse, or send it to CID or 999."
        )
        raise Mendable(words, "is_no_profile", "required")
    cell = Organisation.objects.filter(code=CELL).select_related("all_party").first()
    if cell is None:
        raise Mendable(_("CID’s cell is not in the portal yet. Call 999."), "link", "cell")
    abuse = OnlineAbuse.objects.create(
        update=update,
        author_party=voice.author_party,
        cell_party=cell.all_party,
        link=guard_link(field="link", text=seen.link),
        platform=OnlineAbuse.Platform(seen.platform),
        offered=OnlineAbuse.Offered(seen.offered),
        at=at,
    )
    refresh(abuse)
    tell(kind=ABUSE_REPORTED, record=abuse, occasion="reported", at=at, by=voice.author)
