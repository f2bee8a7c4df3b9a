"""Addresses of threads."""

from django.urls import path

from threads.views import concerns, files, oversight, reading, requests, steps, writing

urlpatterns = [
    path("", reading.threads, name="threads"),
    path("new/", writing.new, name="thread_new"),
    path("known/", oversight.known, name="threads_known"),
    path("known/<str:ref>/", oversight.known_open, name="thread_known"),
    path("opened/<str:ref>/", oversight.opened, name="thread_opened"),
    path("opened/<str:ref>/files/<str:file>/", files.opened_file, name="opened_file"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/new/", concerns.concern_new, name="concern_new"),
    path("concerns/<str:ref>/", concerns.concern, name="concern"),
    path("posts/<str:ref>/", reading.post, name="post"),
    path("posts/<str:ref>/edit/", writing.post_edit, name="post_edit"),
    path("posts/<str:ref>/take-back/", writing.post_take_back, name="post_take_back"),
    path("posts/<str:ref>/delete/", writing.post_delete, name="post_delete"),
    path("posts/<str:ref>/files/<str:file>/remove/", files.remove, name="post_file_remove"),
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.ask, name="request_new"),
    path("requests/<str:ref>/", requests.one, name="request"),
    path("requests/<str:ref>/answer/", requests.answer, name="request_answer"),
    path("requests/<str:ref>/pass-on/", requests.pass_on, name="request_pass_on"),
    path("requests/<str:ref>/decline/", requests.decline, name="request_decline"),
    path("requests/<str:ref>/refuse/", requests.refuse, name="request_refuse"),
    path("requests/<str:ref>/withdraw/", requests.withdraw, name="request_withdraw"),
    path("<str:ref>/", reading.thread, name="thread"),
    path("<str:ref>/files/<str:file>/", files.file, name="thread_file"),
    path("<str:ref>/read/", reading.read, name="thread_read"),
    path("<str:ref>/post/", writing.post, name="thread_post"),
    path("<str:ref>/edit/", writing.edit, name="thread_edit"),
    path("<str:ref>/readers/", steps.readers, name="thread_readers"),
    path("<str:ref>/readers/more/", steps.widen, name="thread_widen"),
    path("<str:ref>/readers/end/", steps.narrow, name="thread_narrow"),
    path("<str:ref>/close/", steps.close, name="thread_close"),
    path("<str:ref>/reopen/", steps.reopen, name="thread_reopen"),
    path("<str:ref>/acknowledge/", steps.acknowledge, name="thread_acknowledge"),
    path("<str:ref>/follow/", steps.follow, name="thread_follow"),
    path("<str:ref>/unfollow/", steps.unfollow, name="thread_unfollow"),
    path("<str:ref>/mute/", steps.mute, name="thread_mute"),
]
