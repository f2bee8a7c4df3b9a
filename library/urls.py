"""Addresses of sheets and files."""

from django.urls import path

from library import views
from library.files import views as files

urlpatterns = [
    path("sheets/made/<str:ref>/", views.long_sheet, name="long_sheet"),
    path("sheets/made/<str:ref>/file/", views.long_sheet_file, name="long_sheet_file"),
    path("sheets/<str:name>/", views.sheet, name="sheet"),
    path("sheets/<str:name>/file/", views.sheet_file, name="sheet_file"),
    path("files/", files.own_files, name="own_files"),
    path("files/<str:ref>/", files.own_file, name="own_file"),
    path("files/<str:ref>/office/", files.say_office, name="own_file_office"),
    path("files/<str:ref>/take-back/", files.take_back, name="own_file_take_back"),
]
