"""Addresses of monthly returns."""

from django.urls import path

from threads.returns.views import asking, more_time, reading, sending

urlpatterns = [
    path("", reading.returns, name="returns"),
    path("new/", sending.new, name="return_new"),
    path("ask-for/", asking.order, name="returns_order"),
    path("sums/", reading.sums, name="return_sums"),
    path("<str:ref>/", reading.one, name="monthly_return"),
    path("<str:ref>/enter/", sending.enter, name="return_enter"),
    path("<str:ref>/stands/", sending.stands, name="return_stands"),
    path("<str:ref>/more-time/", more_time.ask, name="return_time_ask"),
    path("<str:ref>/more-time/give/", more_time.give, name="return_time_give"),
    path("<str:ref>/more-time/refuse/", more_time.refuse, name="return_time_refuse"),
    path("<str:ref>/accept/", asking.accept, name="return_accept"),
    path("<str:ref>/ask/", asking.ask, name="return_ask"),
]
