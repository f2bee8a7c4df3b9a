"""Addresses of independent oversight."""

from django.urls import path

from coordination.oversight import views

urlpatterns = [
    path("log/", views.access_log, name="access_log"),
    path("drafts/", views.drafts, name="oversight_drafts"),
    path("drafts/<str:ref>/", views.draft, name="oversight_draft"),
    path("opened/<str:ref>/", views.opened, name="oversight_opened"),
]
