"""Addresses of covered passages."""

from django.urls import path

from coordination.covers import views

urlpatterns = [
    path("", views.covers, name="covers"),
    path("<str:ref>/", views.cover, name="cover"),
    path("of/<str:kind>/<str:ref>/", views.ask, name="cover_ask"),
]
