"""Addresses of the search."""

from django.urls import path

from coordination.search import views

urlpatterns = [
    path("", views.search, name="search"),
    path("offered/", views.offered, name="search_offered"),
]
