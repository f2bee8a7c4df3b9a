"""Addresses of erasures."""

from django.urls import path

from coordination.erasing import views

urlpatterns = [
    path("", views.erasures, name="erasures"),
    path("of/<str:kind>/<str:ref>/", views.ask, name="erasure_ask"),
    path("<str:ref>/", views.erasure, name="erasure"),
]
