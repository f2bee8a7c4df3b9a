"""The addresses of programs: what each room declares, and what the whole of it is."""

from django.urls import URLPattern, include, path

from access.api.building import patterns_of
from access.api.declaring import Api
from access.toolkit.rooms import all_rooms
from coordination.programs import changes, views

_of_rooms: list[URLPattern] = [
    pattern
    for room in all_rooms()
    if isinstance(room.api, Api)
    for pattern in patterns_of(room.api, f"{room.name}.api")
]
urlpatterns = [
    path("api/v1/", include(_of_rooms)),
    path("api/v1/changes/", changes.view, name="api_changes"),
    path("api/schema/", views.schema, name="api_schema"),
    path("developers/", views.developers, name="developers"),
]
