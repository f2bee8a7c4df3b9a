"""What somebody did for the head of a body is kept and told; the head sees it, and can undo it in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Field, Model
from django.utils.translation import gettext as _

from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from commitments.access import acts_for
from commitments.models import (
    DAYS_TO_UNDO,
    ChangeRequest,
    Commitment,
    Evidence,
    StageChange,
    StepForHead,
    Waiting,
)
from language.words import local_day
from notifications.working_days import add_working_days
from partners.acting import called, find_assistant, serves_another_side
from partners.models import OfficeAssistant, Organisation

# What follows from the others, or is where it stands in a list; the texts are told apart by their kind.
_DERIVED = ("id", "change", "rank", "at", "live", "granting_party", "secretariat_party")
_TEXTS = ("TextField", "CharField", "JSONField")


@dataclass(frozen=True)
class StandsIn:
    """Who takes a step for the head of which body, and the promise as it was before."""

    organisation: Organisation
    assistant: OfficeAssistant
    before: Mapping[str, Any]


def stands_in(viewer: Viewer, action: str, commitment: Commitment) -> StandsIn | None:
    """Return for whom this person takes a step; None, when they take it in their own right."""
    body = acts_for(viewer, action, commitment)
    assistant = find_assistant(viewer, body) if body is not None else None
    if body is None or assistant is None:
        return None
    # Asked again at each step: whom they serve may have changed since they were named.
    if serves_another_side(viewer.user, body, viewer.at):
        raise Mendable(
            _("You serve or act for a body of another side too. Nobody takes steps for both."),
            code="other-side",
        )
    return StandsIn(body, assistant, _columns(commitment))


def note_step(
    commitment: Commitment, line: StageChange, made: Model | None, at: datetime
) -> StepForHead | None:
    """Keep by whom and for whom a line was written, and what it changed."""
    found: StandsIn | None = commitment.stands_in
    if found is None:
        return None
    by, for_head = called(found.assistant), found.assistant.office
    now = _columns(commitment)
    return StepForHead.objects.create(
        line=line,
        organisation=found.organisation,
        assistant=found.assistant,
        by_label_en=by.en,
        by_label_bn=by.bn,
        for_label_en=for_head.title_en,
        for_label_bn=for_head.title_bn,
        before={name: value for name, value in found.before.items() if now[name] != value},
        evidence=made if isinstance(made, Evidence) else None,
        request=made if isinstance(made, ChangeRequest) else None,
        waiting=made if isinstance(made, Waiting) else None,
        undo_until=add_working_days(local_day(at), DAYS_TO_UNDO),
    )


def put_back(commitment: Commitment, step: StepForHead) -> None:
    """Let the promise be as it was before the step; it is not saved yet."""
    for field in _kept():
        if field.name in step.before:
            setattr(commitment, field.attname, field.to_python(step.before[field.name]))


def _columns(commitment: Commitment) -> dict[str, Any]:
    """What a step can change of a promise, and can be put back: no text that somebody wrote."""
    return {field.name: _plain(field.value_from_object(commitment)) for field in _kept()}


def _kept() -> list[Any]:
    fields: list[Field[Any, Any]] = list(Commitment._meta.concrete_fields)
    return [
        field
        for field in fields
        if field.name == "stage" or (field.name not in _DERIVED and field.get_internal_type() not in _TEXTS)
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
