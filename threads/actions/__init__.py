"""The verbs of a thread: start, post, change, take back, let read, close, read, open for oversight."""

from threads.actions.audience import narrow, widen
from threads.actions.changing import edit, edit_post
from threads.actions.closing import close, reopen
from threads.actions.opening import open_thread
from threads.actions.posting import post
from threads.actions.reading import acknowledge, follow, mark_read, mute, unfollow
from threads.actions.removing import delete_post, take_back
from threads.actions.starting import start

__all__ = [
    "acknowledge",
    "close",
    "delete_post",
    "edit",
    "edit_post",
    "follow",
    "mark_read",
    "mute",
    "narrow",
    "open_thread",
    "post",
    "reopen",
    "start",
    "take_back",
    "unfollow",
    "widen",
]
