"""The author of an update puts right what it says; how it read before stays."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.erasure.passages import is_mark
from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted, lock_row
from language.words import local_day
from partners.models import Place
from threads.actions.changing import keep as keep_wording
from threads.actions.changing import must_be_whole, reword
from threads.actions.writing import must_be_open, readers_of, text_of
from threads.covering import leave_out_of_new
from threads.figures.adding import add_up
from threads.hidden import hides_title
from threads.models import Post, Thread
from threads.updates.actions.keeping import fill, keep, say_less
from threads.updates.actions.sending import called
from threads.updates.figures import Facts, Figures, must_be_plausible, only_asked
from threads.updates.links import guard_links
from threads.updates.models import FIGURES, FieldUpdate, UpdateCorrection


@transaction.atomic
def correct_update(
    *, by: User, thread: Thread, place: Place, happened_on: date, figures: Figures, text: str, at: datetime
) -> FieldUpdate:
    """What it is about stays, and who reads it; place, day, figures and words may have been wrong."""
    held = lock_permitted(thread, by=by, action="edit", at=at)
    if held.kind != Thread.Kind.FIELD_UPDATE:
        raise Mendable(_("This is no field update."), code="kind")
    must_be_open(held)
    first = lock_row(Post.objects.only("pk").get(thread=held, is_first=True))
    update = lock_row(FieldUpdate.objects.only("pk").get(thread=held))
    before = FieldUpdate.objects.get(pk=update.pk)
    update.thread = held
    facts = Facts(update.type, place, happened_on, only_asked(update.type, figures))
    must_be_plausible(facts, local_day(at))
    guard_links(text, of=update.type)
    # What is covered or erased of the title is not written back.
    is_hidden = hides_title(held)
    titles = {"en": held.title, "bn": held.title_bn} if is_hidden else called(facts)
    without_words = first.text if is_hidden else titles["en"]
    text = text_of(text, readers_of(held), at) if text.strip() else without_words
    if says_otherwise(before, facts):
        UpdateCorrection.objects.create(
            update=update,
            number=before.version,
            place_id=before.place_id,
            happened_on=before.happened_on,
            figures=[getattr(before, name) for name in FIGURES],
            by=by,
            replaced_at=at,
        )
        fill(update, facts)
        if is_mark(held.title) or is_mark(held.title_bn):
            # What the title said was erased: no correction brings it back into the row.
            say_less(update)
        update.version += 1
        keep(update)
    if (titles["en"], text) != (held.title, first.text):
        must_be_whole(first, held.title_in_full, held.title_bn_in_full)
        keep_wording(first, at, title=held.title)
        held.title, held.title_bn = titles["en"], titles["bn"]
        if not is_hidden:
            leave_out_of_new(held, held, "title")
            leave_out_of_new(held, held, "title_bn")
        held.text_version += 1
        held.save()
        reword(held, first, text, at)
    add_up(update, before)
    return update


def says_otherwise(update: FieldUpdate, facts: Facts) -> bool:
    """Whether a place, a day or a figure is another one."""
    was = [update.place_id, update.happened_on, *(getattr(update, name) for name in FIGURES)]
    return was != [facts.place.pk, facts.happened_on, *(getattr(facts.figures, name) for name in FIGURES)]
