"""The buttons of a commitment: where each leads, what it says, and what is said once it is taken."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Step:
    """A button: where it leads and what it says; what sends its form, and what is said once it is taken."""

    url_name: str
    label: Words
    icon: str = ""
    send: Words = ""
    done: Words = ""
    # Which kind of notice follows from it, and what is said of whom that one reaches.
    tells: str = ""
    told: Words = ""
    # It is what the page is for just now; the first such is the green button, and nothing else is.
    is_expected: bool = False
    # Nobody is expected to take it: the plainest button, also where it is the first.
    is_aside: bool = False


_BODY_TOLD = _("The implementing body is told.")

ACCEPT = Step(
    "commitment_accept",
    _("Accept"),
    "check",
    send=_("Accept"),
    done=_("Accepted. Reminders come until evidence is in."),
    is_expected=True,
)
DECLINE = Step(
    "commitment_decline",
    _("Decline"),
    send=_("Decline"),
    done=_("Declined. Your organisation may still accept."),
    tells="commitments.declined",
    told=_("The secretariat is told."),
)
REPORT = Step(
    "commitment_report",
    _("Send evidence"),
    "upload",
    send=_("Send evidence"),
    done=_("Evidence sent."),
    tells="commitments.to-verify",
    told=_("The verifier is told."),
    is_expected=True,
)
ADD_EVIDENCE = replace(REPORT, label=_("Send more evidence"), is_expected=False)
VERIFY = Step(
    "commitment_verify",
    _("Verify"),
    "check",
    send=_("Verify"),
    done=_("Verified."),
    tells="commitments.verified",
    told=_BODY_TOLD,
    is_expected=True,
)
INFORMATION = Step(
    "commitment_information",
    _("Request more information"),
    send=_("Request more information"),
    done=_("More information requested."),
    tells="commitments.more-information",
    told=_BODY_TOLD,
)
PASS_ON = Step(
    "commitment_pass_on",
    _("Pass on"),
    send=_("Pass it to another organisation"),
    done=_("Passed on, as soon as another is there. The implementing body learns only that."),
    is_aside=True,
)
NAME_VERIFIER = Step(
    "commitment_name_verifier",
    _("Name who verifies"),
    "user-check",
    send=_("Name this organisation"),
    done=_("Named. It is asked once evidence is in."),
    is_expected=True,
)
NAME_ANOTHER = replace(NAME_VERIFIER, label=_("Name another verifier"), is_expected=False)
DECIDE = Step(
    "commitment_decide",
    _("Decide the request"),
    send=_("Send the decision"),
    done=_("Decided."),
    tells="commitments.answered",
    told=_BODY_TOLD,
    is_expected=True,
)
DECIDE_WAITING = replace(DECIDE, url_name="commitment_decide_waiting", label=_("Decide the wait"))
UNDO = Step(
    "commitment_undo",
    _("Undo what was done for the head"),
    "arrow-back-up",
    send=_("Undo it"),
    done=_("Undone."),
    tells="commitments.undone",
    told=_("Those who were told of it are told."),
)
MORE_TIME = Step(
    "commitment_more_time",
    _("Ask for more time"),
    send=_("Ask for more time"),
    done=_("Asked. The due date stands until it is granted."),
)
CHANGE = Step(
    "commitment_change",
    _("Ask for another change"),
    send=_("Ask for the change"),
    done=_("Asked. Everything stands as agreed until it is granted."),
)
WAIT = Step(
    "commitment_wait",
    _("We wait for others"),
    send=_("Ask to wait"),
    done=_("Asked. Once it is granted, the time of waiting is not late."),
)
DUE = Step(
    "commitment_due",
    _("Change due date"),
    send=_("Change due date"),
    done=_("Due date changed."),
    tells="commitments.date-granted",
    told=_BODY_TOLD,
)
DROP = Step(
    "commitment_drop",
    _("Drop"),
    send=_("Drop this commitment"),
    done=_("Dropped, with the reason. It stays readable."),
)
REMIND = Step(
    "commitment_remind",
    _("Remind"),
    "bell",
    send=_("Remind now"),
    done=_("Reminded."),
    tells="commitments.reminded",
    told=_("Those who speak for the implementing body are told."),
    is_expected=True,
)
BECAME = Step(
    "commitment_became",
    _("Say what became of it"),
    "info-circle",
    send=_("Keep this answer"),
    done=_("Kept. Nobody is asked again, and nothing of it is late."),
    is_expected=True,
)
LETTER = Step("commitment_letter", _("Reminder letter"), "mail")
