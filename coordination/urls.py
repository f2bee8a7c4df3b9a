"""Every address of the portal."""

from django.urls import URLPattern, URLResolver, include, path

from access.toolkit.rooms import all_rooms
from coordination import health, outbox
from coordination.help import help_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<slug:name>/", outbox.outbox_letter, name="outbox_letter"),
    path("search/", include("coordination.search.urls")),
    path("help/", help_page, name="help"),
    path("", include("coordination.desk.urls")),
    path("", include("coordination.calendar.urls")),
    path("covers/", include("coordination.covers.urls")),
    path("handover/", include("coordination.handover.urls")),
    path("erasures/", include("coordination.erasing.urls")),
    path("oversight/", include("coordination.oversight.urls")),
    path("threads/", include("coordination.bridges.urls")),
    path("", include("coordination.programs.urls")),
    *(path(room.prefix, include(f"{room.name}.urls")) for room in all_rooms() if room.prefix is not None),
]

handler400 = "coordination.errors.bad_request"
handler403 = "coordination.errors.forbidden"
handler404 = "coordination.errors.not_found"
handler500 = "coordination.errors.server_error"
