"""Whether an organisation is still there to be given work."""

from datetime import date

from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from language.words import named
from partners.models import Organisation


def must_be_active(organisation: Organisation, *, on: date, field: str | None) -> None:
    """Refuse an organisation that has left the network, and name the one that took over its work."""
    if organisation.is_active(on):
        return
    successor = organisation.successor
    if successor is None:
        raise Mendable(
            _("%(name)s has left the network. Choose another organisation.") % {"name": named(organisation)},
            field,
            "left",
        )
    raise Mendable(
        _("%(name)s has left. Its work passed to %(successor)s: choose that one.")
        % {"name": named(organisation), "successor": named(successor)},
        field,
        "left",
    )
