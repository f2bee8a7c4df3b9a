"""Every address of the portal."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("coordination.desk.urls")),
    path("", include("access.urls")),
    path("", include("notifications.urls")),
    path("", include("partners.urls")),
    path("commitments/", include("commitments.urls")),
    path("meetings/", include("meetings.urls")),
]

handler400 = "coordination.errors.bad_request"
handler403 = "coordination.errors.forbidden"
handler404 = "coordination.errors.not_found"
handler500 = "coordination.errors.server_error"
