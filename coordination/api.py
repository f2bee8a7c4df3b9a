"""The addresses of programs: what each room declares, and what the whole of it is."""

from django.urls import URLPattern

from access.api.building import patterns_of
from access.api.declaring import Api
from access.toolkit.rooms import all_rooms

urlpatterns: list[URLPattern] = [
    pattern
    for room in all_rooms()
    if isinstance(room.api, Api)
    for pattern in patterns_of(room.api, f"{room.name}.api")
]
