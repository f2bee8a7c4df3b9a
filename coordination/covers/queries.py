"""Covers that a person may see: decided by them, asked by them, or of a text they took away."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.models import Cover
from access.rules.viewer import Viewer
from access.toolkit.lists import Chip, Column, RecordList
from access.toolkit.rows import OfAudience, Part


def cover_rows() -> QuerySet[Cover]:
    """Bring along who asked."""
    return Cover.objects.select_related("asked_by")


def _undecided(_viewer: Viewer) -> Part:
    return Part(live=True)


def _decided(_viewer: Viewer) -> Part:
    return Part(live=False)


COVERS = RecordList(
    url_name="covers",
    rows=OfAudience(Cover, cover_rows),
    chips=(
        Chip(
            "undecided",
            _("Not yet decided"),
            _undecided,
            has_count=True,
            empty=_("No covered passage waits to be decided."),
        ),
        Chip("decided", _("Decided"), _decided, empty=_("None has been decided yet.")),
    ),
    columns=(
        Column("of", _("Of what")),
        Column("since", _("Covered since")),
        Column("until", _("To decide by")),
    ),
    no_sheet="what is covered, and who asked for it, would lie in a file outside the portal",
)
