"""An office issues a key message in both languages, and changes it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from access.choosing.choices import Chosen, resolve
from access.models import User
from access.rules.engine import require
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_permitted, lock_row, share_row
from language.words import end_of_day, local_day, tongue
from notifications.actions import tell
from partners.models import Organisation, Place, Tier
from threads.access import OF_MESSAGES
from threads.actions.changing import keep, must_be_whole, reword, text_changed
from threads.actions.starting import USUAL, begin, send, write_first
from threads.actions.writing import must_be_open, readers_of, text_of, title_of, voice_for
from threads.attached import attach_to
from threads.covering import leave_out_of_new
from threads.models import KeyMessage, Post, Thread
from threads.notices import TO_ACKNOWLEDGE

MOST_PLACES = 70
LONGEST_PERIOD = timedelta(days=2 * 366)
# A message is for a part of the country that an office answers for.
TIERS = (Tier.DISTRICT, Tier.UPAZILA)


@transaction.atomic
def issue_message(
    *,
    by: User,
    organisation: Organisation,
    title_en: str,
    title_bn: str,
    text_en: str,
    text_bn: str,
    from_on: date,
    until_on: date,
    readers: Chosen,
    at: datetime,
    places: Sequence[Place] = (),
    files: Sequence[str] = (),
    is_illustrative: bool = False,
) -> Thread:
    """Whoever answers for an office issues a message; the organisations there are asked to acknowledge it."""
    organisation = share_row(organisation)
    viewer = lock_actor(by, at)
    require(viewer, "issue_key_message", organisation)
    chosen = resolve(viewer, readers.values, OF_MESSAGES)
    _must_fit(from_on, until_on, at)
    voice = voice_for(by, organisation)
    titles = _titles(title_en, title_bn)
    thread = begin(
        voice,
        chosen,
        at,
        kind=Thread.Kind.KEY_MESSAGE,
        title=titles["en"],
        title_bn=titles["bn"],
        cooperation=USUAL[Thread.Kind.KEY_MESSAGE],
        asks_acknowledgement=True,
        asked_until=end_of_day(until_on),
        is_illustrative=is_illustrative,
    )
    _must_be_in(text_en, "en", "text_en")
    _must_be_in(text_bn, "bn", "text_bn")
    english = write_first(thread, voice, text_en, at, field="text_en", files=files)
    bangla = write_first(thread, voice, text_bn, at, field="text_bn", is_first=False)
    message = KeyMessage.objects.create(thread=thread, bangla=bangla, from_on=from_on, until_on=until_on)
    message.places.set(_known(places))
    send(thread, voice, at, english, bangla)
    return thread


@transaction.atomic
def change_message(
    *,
    by: User,
    thread: Thread,
    title_en: str,
    title_bn: str,
    text_en: str,
    text_bn: str,
    from_on: date,
    until_on: date,
    at: datetime,
    places: Sequence[Place] = (),
    files: Sequence[str] = (),
) -> Thread:
    """The office changes its message. Another text, in either language, is acknowledged anew."""
    held = lock_permitted(thread, by=by, action="edit", at=at)
    if held.kind != Thread.Kind.KEY_MESSAGE:
        raise Mendable(_("This is no key message."), code="kind")
    must_be_open(held)
    message = lock_row(KeyMessage.objects.get(thread=held))
    message.thread = held
    english = lock_row(Post.objects.only("pk").get(thread=held, is_first=True))
    bangla = lock_row(Post(pk=message.bangla_id))
    titles, readers = _titles(title_en, title_bn), readers_of(held)
    _must_be_in(text_en, "en", "text_en")
    _must_be_in(text_bn, "bn", "text_bn")
    said = (
        (english, text_of(text_en, readers, at, field="text_en")),
        (bangla, text_of(text_bn, readers, at, field="text_bn")),
    )
    if (from_on, until_on) != (message.from_on, message.until_on):
        _must_fit(from_on, until_on, at)
    was_over, is_new = message.is_over(at), False
    titles_stay = titles == {"en": held.title, "bn": held.title_bn}
    if not titles_stay or any(text != post.text for post, text in said):
        for post, _text in said:
            must_be_whole(post, held.title_in_full, held.title_bn_in_full)
        _reword_all(held, titles, said, at)
        is_new = True
    # Who has acknowledged it has not seen these.
    is_new = is_new or bool(files)
    attach_to(english, files, covered=held.covered or (), by=by)
    message.from_on, message.until_on = from_on, until_on
    message.save()
    message.places.set(_known(places))
    held.asked_until = end_of_day(until_on)
    if is_new:
        text_changed(held, at=at, by=by)
        return held
    held.save()
    if was_over and not message.is_over(at):
        # Asked again once its period is longer: those who have, have.
        occasion = f"text:{held.text_version}:{until_on.isoformat()}"
        tell(kind=TO_ACKNOWLEDGE, record=held, occasion=occasion, at=at, by=by)
    elif not message.is_over(at):
        # Whom other places ask is told; whoever was told of this text is not told again.
        tell(kind=TO_ACKNOWLEDGE, record=held, occasion=f"text:{held.text_version}", at=at, by=by)
    return held


def _titles(title_en: str, title_bn: str) -> dict[str, str]:
    """What it is called, guarded, in each language: everybody's list calls it in the reader's own."""
    titles = {"en": title_of(title_en, field="title_en"), "bn": title_of(title_bn, field="title_bn")}
    for language, title in titles.items():
        _must_be_in(title, language, f"title_{language}")
    return titles


def _reword_all(
    thread: Thread, titles: dict[str, str], said: Sequence[tuple[Post, str]], at: datetime
) -> None:
    for post, text in said:
        name, title = ("title", titles["en"]) if post.is_first else ("title_bn", titles["bn"])
        before = getattr(thread, name)
        if (text, title) != (post.text, before):
            keep(post, at, title=before)
            setattr(thread, name, title)
            leave_out_of_new(thread, thread, name)
            reword(thread, post, text, at)


def _must_fit(from_on: date, until_on: date, at: datetime) -> None:
    if until_on < from_on:
        raise Mendable(_("The last day lies before the first one."), "until_on", "order")
    if until_on < local_day(at):
        raise Mendable(_("This day has passed. Choose a later one."), "until_on", "past")
    if until_on - from_on > LONGEST_PERIOD:
        raise Mendable(_("Choose a period of at most two years."), "until_on", "far")


def _must_be_in(text: str, language: str, field: str) -> None:
    """Both languages are obligatory: the same words twice are one of them missing."""
    if text.strip() and tongue(text) != language:
        words = {"en": _("Write this text in English."), "bn": _("Write this text in Bangla.")}
        raise Mendable(words[language], field, "language")


def _known(places: Sequence[Place]) -> list[Place]:
    kept = list(dict.fromkeys(places))
    if len(kept) > MOST_PLACES:
        raise Mendable(
            _("These are too many places. Leave it empty for the whole country."), "places", "many"
        )
    if any(one.tier not in TIERS for one in kept):
        raise Mendable(_("Choose districts and upazilas."), "places", "tier")
    return kept
