"""Addresses of field updates. One of them is read as the thread it is."""

from django.urls import path

from threads.figures import views as figures
from threads.updates.views import abuse, reading, sending

urlpatterns = [
    path("", reading.updates, name="updates"),
    path("new/", sending.new, name="update_new"),
    path("figures/", figures.figures, name="figures"),
    path("figures/published/", figures.published, name="figures_published"),
    path("figures/messages/<str:ref>/", figures.message, name="message_passed_on"),
    path("figures/<str:ref>/", figures.own, name="figures_own"),
    path("online-abuse/", abuse.abuses, name="online_abuses"),
    path("online-abuse/<str:ref>/", abuse.abuse, name="online_abuse"),
    path("<str:ref>/correct/", reading.correct, name="update_correct"),
]
