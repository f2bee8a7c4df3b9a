"""The form of a meeting held on paper, on a phone without a connection."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from access.models import Party
from access.rules.engine import allowed
from access.rules.viewer import Viewer
from library.store.declared import QueuedForm
from meetings.held.forms import HeldForm
from partners.models import Committee, Delegation

_CALLS = f":{Delegation.Power.CALL.value.replace('_', '-')}"
# Who keeps more than so many finds the others on their pages.
MOST_COMMITTEES = 8


def may_enter(viewer: Viewer) -> bool:
    """Whether somebody keeps a committee, or enters its past meetings by a delegation."""
    keeps = Party.Kind.COMMITTEE_SECRETARIAT in viewer.party_kinds
    return keeps or any(code.endswith(_CALLS) for code in viewer.party_codes)


def committees_to_enter(viewer: Viewer) -> list[Committee]:
    """The committees whose meetings this person enters."""
    own = Committee.objects.filter(allowed(viewer, Committee, "call_meeting"), ended_on=None)
    return list(own.select_related("place").order_by("tier", "name_en")[:MOST_COMMITTEES])


def _kept(viewer: Viewer) -> dict[str, Any]:
    return {"form": HeldForm(committees=committees_to_enter(viewer), viewer=viewer, is_kept=True)}


HELD_FORM = QueuedForm(
    name="held",
    words=_("Meeting on paper"),
    page="meeting_held",
    template="meetings/held_form.html",
    context=_kept,
    may=may_enter,
    sent="meetings",
    icon="writing",
    script="built/held.js",
    style="built/update.css",
)
