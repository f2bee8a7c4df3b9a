"""What the form of a step was made with: whoever sends it late sees what a colleague changed meanwhile."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from access.toolkit.covering import without_covered
from commitments.models import Answer, Commitment, Evidence
from commitments.queries.acting import standing
from language.words import day, named


def as_shown(commitment: Commitment) -> dict[str, Any]:
    """Return what a step is taken on: the promise, its stage, its evidence and what waits for an answer."""
    evidence = standing(commitment.evidence.all()).order_by("-pk")[:1]
    asked = commitment.requests.filter(answer=Answer.OPEN).first()
    waits = commitment.waiting.filter(answer=Answer.OPEN).first()
    return as_said(commitment, evidence, asked, waits)


def as_said(commitment: Commitment, evidence: Iterable[Evidence], asked: Any, waits: Any) -> dict[str, Any]:
    """Return the same of what somebody has read of it already."""
    return {
        "stated": commitment.what,
        "body": commitment.owner_id,
        "by_when": commitment.effective_due,
        "stage": commitment.stage,
        "checked_by": commitment.verifier_id,
        "shown": max((one.pk for one in evidence), default=None),
        "asked": asked.pk if asked is not None else None,
        "waits": waits.pk if waits is not None else None,
    }


def in_words(commitment: Commitment) -> dict[str, tuple[str, str]]:
    """Return the same for people: what stands now."""
    due, verifier = commitment.effective_due, commitment.verifier
    evidence = standing(commitment.evidence.all()).order_by("-pk").first()
    asked = commitment.requests.filter(answer=Answer.OPEN).first()
    waits = commitment.waiting.filter(answer=Answer.OPEN).first()
    nothing = _("nothing")
    hidden = commitment.covered or ()
    return {
        "stated": (_("What will be done"), commitment.what),
        "body": (_("Implementing body"), named(commitment.owner)),
        "by_when": (_("Due"), day(due) if due else nothing),
        "stage": (_("Stage"), str(commitment.get_stage_display())),
        "checked_by": (_("Verified by"), named(verifier) if verifier else nothing),
        "shown": (_("Evidence"), without_covered(evidence.text, hidden) if evidence else nothing),
        "asked": (_("Waits for a decision"), str(asked.get_kind_display()) if asked else nothing),
        "waits": (_("Asks to wait for others"), without_covered(waits.reason, hidden) if waits else nothing),
    }
