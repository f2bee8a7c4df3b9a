"""What may be erased of a commitment: its wording, and whatever was said about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.erasure.passages import Column, Erasable, Passage, Standing, is_mark
from access.models import Party, Role
from commitments.models import ChangeRequest, Commitment, Event, Evidence, EvidenceFile, StageChange, Waiting
from library.files.erasing import copies_of_file

# Where people wrote about a commitment, by the part of a place that names it.
_SAID: dict[str, tuple[type, str, str | Promise]] = {
    "evidence": (Evidence, "text", _("Evidence")),
    "evidence-link": (Evidence, "link", _("Link of the evidence")),
    "line": (StageChange, "note", _("Line of the history")),
    "request": (ChangeRequest, "reason", _("Reason of a request")),
    "wording": (ChangeRequest, "what", _("Wording that was asked for")),
    "answer": (ChangeRequest, "decision_note", _("Answer to a request")),
    "wait": (Waiting, "reason", _("Reason of a wait")),
    "wait-answer": (Waiting, "decision_note", _("Answer about a wait")),
}
_INFORMATION = "information"


@dataclass(frozen=True)
class Said:
    """Words that somebody wrote about a commitment, wherever they stand about it."""

    commitment: Commitment
    words: str


def events_of(commitment: Commitment) -> QuerySet[Any]:
    """Return the rows of its history that the database keeps."""
    events: QuerySet[Any] = apps.get_model("commitments", "CommitmentEvent")._base_manager.all()
    return events.filter(pgh_obj_id=commitment.pk)


def _find(place: str) -> Commitment | None:
    return Commitment.objects.filter(ref=place).first()


def _find_said(place: str) -> Said | None:
    ref, part, number = place.split(".")
    commitment = _find(ref)
    if commitment is None:
        return None
    if part == _INFORMATION:
        words = commitment.more_information_reason
    else:
        model, column, _label = _SAID[part]
        rows = model._base_manager.filter(commitment=commitment).order_by("pk")  # type: ignore[attr-defined]
        found = rows[int(number) :].first()
        words = getattr(found, column, "")
    return Said(commitment, words) if words and not is_mark(words) else None


def _copies_of_wording(commitment: Commitment) -> Iterator[Column]:
    """Its wording, every earlier one, and what was asked to be put in its place."""
    own = Commitment.objects.filter(pk=commitment.pk)
    yield Column(own, "what_in_full")
    yield Column(own, "what")
    yield Column(events_of(commitment), "what")
    yield Column(ChangeRequest.objects.filter(commitment=commitment), "what")
    yield Column(StageChange.objects.filter(commitment=commitment, event=Event.REWORDED), "note")


def _copies_of_said(said: Said) -> Iterator[Column]:
    """The same words wherever they stand about this commitment: a reason becomes a line of the history."""
    own = Commitment.objects.filter(pk=said.commitment.pk, more_information_reason=said.words)
    yield Column(own, "more_information_reason")
    events = events_of(said.commitment).filter(more_information_reason=said.words)
    yield Column(events, "more_information_reason")
    for model, column, _label in _SAID.values():
        rows = model._base_manager.filter(commitment=said.commitment)  # type: ignore[attr-defined]
        yield Column(rows.filter(**{column: said.words}), column)


def _find_file(place: str) -> EvidenceFile | None:
    ref, file = place.split(".")
    links = EvidenceFile.objects.filter(record__commitment__ref=ref, file__ref=file)
    found = links.select_related("file").first()
    return None if found is None or found.file.is_erased else found


WORDING = Passage("commitments.what", _("What is to be done"), _find, _copies_of_wording)
SAID = Passage("commitments.said", _("Said about it"), _find_said, _copies_of_said)

FILE = Passage("commitments.file", _("File"), _find_file, copies_of_file)


def _standing(commitment: Commitment) -> Iterator[Standing]:
    yield Standing(WORDING, commitment.ref, commitment.what, WORDING.label)
    # The same words once, by the first place that says them.
    seen: set[str] = set()
    for part, (model, column, label) in _SAID.items():
        rows = model._base_manager.filter(commitment=commitment).order_by("pk")  # type: ignore[attr-defined]
        for number, words in enumerate(rows.values_list(column, flat=True)):
            if words not in seen:
                seen.add(words)
                yield Standing(SAID, f"{commitment.ref}.{part}.{number}", words, label)
    for link in EvidenceFile.objects.filter(record__commitment=commitment).select_related("file"):
        yield Standing(FILE, f"{commitment.ref}.{link.file.ref}", link.file.name, FILE.label)
    if commitment.more_information_reason not in seen:
        place = f"{commitment.ref}.{_INFORMATION}.0"
        yield Standing(SAID, place, commitment.more_information_reason, _("More information requested"))


def _secretariat(commitment: Commitment) -> Party:
    return commitment.secretariat_party or Party.objects.role(Role.NATIONAL_SECRETARIAT)


ERASABLE = Erasable(Commitment, "commitment", _standing, _secretariat, (WORDING, SAID, FILE))
