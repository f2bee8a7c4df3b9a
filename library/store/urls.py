"""Addresses of the phone's store. The worker stands at the root, since it answers for what lies below it."""

from django.urls import path

from library.store import views

urlpatterns = [
    path("sw.js", views.worker, name="phone_worker"),
    path("<slug:language>.webmanifest", views.manifest, name="manifest"),
    path("phone/", views.phone, name="phone"),
    path("phone/state/", views.state, name="phone_state"),
    path("phone/forms/<slug:name>/", views.form, name="phone_form"),
]
