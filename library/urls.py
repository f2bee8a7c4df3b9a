"""Addresses of documents, sheets and files."""

from django.urls import path

from library import views
from library.documents.views import oversight, reading, steps, writing
from library.files import views as files
from library.store.urls import urlpatterns as store

urlpatterns = [
    *store,
    path("library/", reading.documents, name="documents"),
    path("library/new/", writing.new, name="document_new"),
    path("library/places/", reading.places, name="standing_places"),
    path("library/places/<str:code>/fill/", steps.fill, name="standing_place_fill"),
    path("library/known/", oversight.known, name="documents_known"),
    path("library/known/<str:ref>/", oversight.known_open, name="document_known"),
    path("library/opened/<str:ref>/", oversight.opened, name="document_opened"),
    path("library/opened/<str:ref>/files/<str:file>/", oversight.opened_file, name="opened_document_file"),
    path("library/<str:ref>/", reading.document, name="document"),
    path("library/<str:ref>/files/<str:file>/", reading.file, name="document_file"),
    path("library/<str:ref>/edit/", writing.edit, name="document_edit"),
    path("library/<str:ref>/replace/", writing.replace, name="document_replace"),
    path("library/<str:ref>/withdraw/", writing.withdraw, name="document_withdraw"),
    path("library/<str:ref>/readers/", reading.readers, name="document_readers"),
    path("library/<str:ref>/readers/more/", steps.widen, name="document_widen"),
    path("library/<str:ref>/readers/end/", steps.narrow, name="document_narrow"),
    path("library/<str:ref>/ask/", steps.ask, name="document_ask"),
    path("library/<str:ref>/confirm/", steps.confirm, name="document_confirm"),
    path("sheets/made/<str:ref>/", views.long_sheet, name="long_sheet"),
    path("sheets/made/<str:ref>/file/", views.long_sheet_file, name="long_sheet_file"),
    path("sheets/<str:name>/", views.sheet, name="sheet"),
    path("sheets/<str:name>/file/", views.sheet_file, name="sheet_file"),
    path("files/", files.own_files, name="own_files"),
    path("files/<str:ref>/", files.own_file, name="own_file"),
    path("files/<str:ref>/office/", files.say_office, name="own_file_office"),
    path("files/<str:ref>/take-back/", files.take_back, name="own_file_take_back"),
]
