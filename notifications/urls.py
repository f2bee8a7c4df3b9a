"""Addresses of notices, and of the administrator's days and deliveries."""

from django.urls import path

from notifications.views import notices, upkeep

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/badge/", notices.notices_badge, name="notices_badge"),
    path("notices/read/", notices.notices_read, name="notices_read"),
    path("notices/<uuid:ref>/", notices.notice, name="notice"),
    path("days/", upkeep.days, name="days"),
    path("deliveries/", upkeep.deliveries, name="deliveries"),
]
