"""The verbs of a thread, from its start to its end, and those of a concern told to oversight."""

from threads.actions.asking import (
    answer,
    ask,
    ask_more_time,
    decline,
    grant_time,
    pass_on,
    refuse,
    refuse_time,
    withdraw,
)
from threads.actions.audience import narrow, widen
from threads.actions.changing import edit, edit_post
from threads.actions.closing import close, reopen
from threads.actions.concerns import add_to_concern, answer_concern, tell_concern
from threads.actions.messages import change_message, issue_message
from threads.actions.opening import open_thread
from threads.actions.posting import post
from threads.actions.reading import acknowledge, follow, mark_read, mute, unfollow
from threads.actions.removing import delete_post, remove_file, take_back
from threads.actions.starting import start
from threads.actions.stories import end_lapsed, tell_story, withdraw_story

__all__ = [
    "acknowledge",
    "add_to_concern",
    "answer",
    "answer_concern",
    "ask",
    "ask_more_time",
    "change_message",
    "close",
    "decline",
    "delete_post",
    "edit",
    "edit_post",
    "end_lapsed",
    "follow",
    "grant_time",
    "issue_message",
    "mark_read",
    "mute",
    "narrow",
    "open_thread",
    "pass_on",
    "post",
    "refuse",
    "refuse_time",
    "remove_file",
    "reopen",
    "start",
    "take_back",
    "tell_concern",
    "tell_story",
    "unfollow",
    "widen",
    "withdraw",
    "withdraw_story",
]
