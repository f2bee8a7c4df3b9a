"""Addresses of sheets."""

from django.urls import path

from library import views

urlpatterns = [
    path("made/<str:ref>/", views.long_sheet, name="long_sheet"),
    path("made/<str:ref>/file/", views.long_sheet_file, name="long_sheet_file"),
    path("<str:name>/", views.sheet, name="sheet"),
    path("<str:name>/file/", views.sheet_file, name="sheet_file"),
]
