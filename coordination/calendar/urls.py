"""Addresses of the calendar. The feed lies among those of programs: no cookie is read there."""

from django.urls import path

from coordination.calendar import views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("api/calendar/<str:token>/shomonnoy.ics", views.calendar_feed, name="calendar_feed"),
]
