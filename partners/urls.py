"""Addresses of committees and partners."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
