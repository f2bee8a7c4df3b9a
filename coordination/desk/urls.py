"""Addresses of the desk."""

from django.urls import path

from coordination.desk import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("first-steps/<str:ref>/<str:step>/", views.first_step, name="desk_first_step"),
    path("who-can-see-what/", views.who_can_see_what, name="who_can_see_what"),
]
