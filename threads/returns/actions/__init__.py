"""The verbs of a monthly return: it is asked for, sent, corrected, asked about and accepted."""

from threads.returns.actions.answering import accept_return, ask_about_return, stand_by_return
from threads.returns.actions.more_time import ask_for_time, give_time, refuse_time
from threads.returns.actions.opening import find_month, open_months, order_returns
from threads.returns.actions.passing import pass_to_successors
from threads.returns.actions.sending import send_return

__all__ = [
    "accept_return",
    "ask_about_return",
    "ask_for_time",
    "find_month",
    "give_time",
    "open_months",
    "order_returns",
    "pass_to_successors",
    "refuse_time",
    "send_return",
    "stand_by_return",
]
