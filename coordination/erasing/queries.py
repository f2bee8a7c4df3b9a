"""Erasures as their two sides see them; the words themselves only for whoever reads the record."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model, Prefetch, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.erasure.passages import ERASABLE, standing_in
from access.models import Erasure, ErasureAnswer
from access.rules.engine import allowed
from access.rules.viewer import Viewer
from access.toolkit.lists import Chip, RecordList
from access.toolkit.rooms import kind_of
from access.toolkit.rows import OfAudience, Part
from coordination.erasing.actions import sides_of
from coordination.erasing.notices import title_of
from language.words import day

Words = str | Promise
Side = ErasureAnswer.Side


def erasure_rows() -> QuerySet[Erasure]:
    """Return erasures with what both sides said."""
    answers = ErasureAnswer.objects.select_related("by").order_by("pk")
    return Erasure.objects.select_related("asked_by").prefetch_related(Prefetch("answers", queryset=answers))


ERASURES = RecordList(
    url_name="erasures",
    rows=OfAudience(Erasure, erasure_rows),
    chips=(
        Chip("open", _("Waiting"), lambda _viewer: Part(live=True), empty=_("Nothing is to be erased.")),
        Chip("all", _("All"), empty=_("Nothing was ever to be erased.")),
    ),
    no_sheet="what is to be erased leaves the portal in no file",
)


@dataclass(frozen=True)
class Line:
    """One erasure in words, without the words it is about."""

    erasure: Erasure
    kind: Words
    passage: str
    state: str
    css: str
    icon: str


def line_of(erasure: Erasure) -> Line:
    """Say of which kind of record it is, which passage, and how far it has come."""
    kind = kind_of(erasure.record_type)
    name = kind.name if kind is not None else erasure.record_type
    return Line(erasure, name, title_of(erasure), *_state_of(erasure))


def lines_of(erasures: Sequence[Erasure]) -> list[Line]:
    """The same of a page of them."""
    return [line_of(one) for one in erasures]


def _state_of(erasure: Erasure) -> tuple[str, str, str]:
    answers = {one.side: one.consents for one in erasure.answers.all()}
    if erasure.done_at is not None:
        return _now("Erased on %(day)s") % {"day": day(erasure.done_at)}, "st-ok", "circle-check"
    if False in answers.values():
        return _now("Refused: the words stay"), "", "arrow-back-up"
    if Side.OVERSIGHT not in answers:
        return _now("Waits for independent oversight"), "st-soon", "hourglass"
    if Side.SECRETARIAT not in answers:
        return _now("Waits for the secretariat"), "st-soon", "hourglass"
    return _now("Signed by both; the operator erases it"), "st-soon", "check"


@dataclass(frozen=True)
class About:
    """What an erasure is about, as far as this person reads the record."""

    url: str = ""
    words: str = ""


def about(erasure: Erasure, viewer: Viewer) -> About:
    """Return where the record is and the words that are to go; nothing to whoever may not read it."""
    erasable = ERASABLE.get(erasure.record_type)
    if erasable is None:
        return About()
    record = find_record(erasure.record_type, erasure.record_ref, viewer)
    if record is None:
        return About()
    place = (erasure.passage, erasure.place)
    words = next((one.words for one in standing_in(record) if (one.passage.name, one.place) == place), "")
    return About(reverse(erasable.url_name, args=[erasure.record_ref]), words)


def find_record(kind: str, ref: str, viewer: Viewer) -> Model | None:
    """Return a record with passages, by its kind and reference, if this person reads it."""
    model = ERASABLE[kind].model
    return model._default_manager.filter(allowed(viewer, model), ref=ref).first()


def may_answer(erasure: Erasure, viewer: Viewer) -> bool:
    """Whether this person's word is waited for: their side has said nothing, and they nothing for another."""
    if not erasure.live:
        return False
    said = list(erasure.answers.all())
    open_sides = set(sides_of(erasure, viewer)) - {Side(one.side) for one in said}
    return bool(open_sides) and all(one.by_id != viewer.user.pk for one in said)
