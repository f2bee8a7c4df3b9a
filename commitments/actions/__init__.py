"""The verbs of a commitment: agree, accept, report, verify, ask, decide, drop, what a meeting says."""

from commitments.actions.afterwards import Word, say_of_all, say_what_became
from commitments.actions.agreeing import (
    Birth,
    Said,
    agree,
    bear,
    propose,
    recommend,
    to_agree,
    to_propose,
)
from commitments.actions.changing import ask, decide_change, decide_waiting, drop, move_due, wait
from commitments.actions.keeping import accept, decline, report, request_information, verify
from commitments.actions.meeting import Heard, say
from commitments.actions.passing import pass_on_left, pass_on_related, pass_on_waiting
from commitments.actions.reminding import remind
from commitments.actions.succession import pass_to_successors
from commitments.actions.undoing import undo
from commitments.actions.verifying import decline_to_verify, name_as_agreed, name_verifier

__all__ = [
    "Birth",
    "Heard",
    "Said",
    "Word",
    "accept",
    "agree",
    "ask",
    "bear",
    "decide_change",
    "decide_waiting",
    "decline",
    "decline_to_verify",
    "drop",
    "move_due",
    "name_as_agreed",
    "name_verifier",
    "pass_on_left",
    "pass_on_related",
    "pass_on_waiting",
    "pass_to_successors",
    "propose",
    "recommend",
    "remind",
    "report",
    "request_information",
    "say",
    "say_of_all",
    "say_what_became",
    "to_agree",
    "to_propose",
    "undo",
    "verify",
    "wait",
]
