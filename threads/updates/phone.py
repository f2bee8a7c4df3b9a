"""The form of a field update on a phone without a connection."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from access.models import Party
from access.rules.viewer import Viewer
from library.store.declared import QueuedForm
from threads.updates.forms import UpdateForm


def may_send(viewer: Viewer) -> bool:
    """Whether somebody serves or heads an organisation, in whose name an update is sent."""
    return Party.Kind.ORGANISATION_ALL in viewer.party_kinds


def _kept(viewer: Viewer) -> dict[str, Any]:
    return {"form": UpdateForm(viewer=viewer, is_kept=True)}


UPDATE_FORM = QueuedForm(
    name="update",
    words=_("Field update"),
    heading=_("New field update"),
    page="update_new",
    template="threads/updates/form.html",
    context=_kept,
    may=may_send,
    sent="updates",
    script="built/update.js",
    style="built/update.css",
)
