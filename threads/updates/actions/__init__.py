"""The verbs of a field update: it is sent once and corrected; what it reports of abuse is answered."""

from threads.updates.actions.answering import answer_abuse
from threads.updates.actions.correcting import correct_update
from threads.updates.actions.leaving import narrow_reports
from threads.updates.actions.sending import send_update
from threads.updates.actions.sending_many import send_updates

__all__ = ["answer_abuse", "correct_update", "narrow_reports", "send_update", "send_updates"]
