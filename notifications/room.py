"""What this room says of itself."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.toolkit.rooms import Entry, NoPassages, Reading, Room
from access.toolkit.searching import NoSearch
from notifications.api import API, DAYS
from notifications.queries import DEAD_DELIVERIES, NOTICES

ROOM = Room(
    name="notifications",
    order=40,
    prefix="",
    upkeep=(
        Entry("days", "calendar-cog", _("Table of days"), pgettext_lazy("tab", "Days")),
        Entry("deliveries", "mail-exclamation", _("Held and dead e-mails"), pgettext_lazy("tab", "E-mails")),
    ),
    readings=(
        Reading(
            _("Notices and reminders"),
            _("Only the person told."),
            _("The portal, when something happens or falls due."),
            _("Nothing. What was told about a commitment stands on its page, without names."),
        ),
    ),
    lists=(NOTICES, DEAD_DELIVERIES, DAYS),
    no_sheets={
        "notifications/days.html": "a year of it stands on one page, where it is kept",
    },
    search=NoSearch("a notice is one person's, and stands in their list with a link to its record"),
    api=API,
    passages=NoPassages("a notice says what its record says now, without what is covered or erased of it"),
)
