"""Addresses of what goes from one room to another."""

from django.urls import path

from coordination.bridges import views

urlpatterns = [path("<str:ref>/propose/", views.propose, name="thread_propose")]
