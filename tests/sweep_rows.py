"""The rows of the sweep, written by hand: who gets which answer at which address.

A row names the personas of each status for the record of the own district (Jashore) and of the
other one (Satkhira); everybody else of the network gets 404, and everybody gets 404 where there
is no such record. Before any of that: a stranger is sent to sign in, a technical administrator
to the accounts, a login without seat or organisation to its own account.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.sweep_world import Set

Answers = Mapping[int, str]

NATION = "ncc_secretary ncc_chair"
SECRETARIAT = "dc_jashore dd_women_jashore"
COMMITTEE = f"{SECRETARIAT} uno_sharsha rj_liaison"
NETWORK = (
    f"{NATION} facilitator oversight {SECRETARIAT} uno_sharsha bnwla_liaison rj_liaison rj_staff "
    "far_liaison moewoe_focal"
)
READ_TOLD = f"{COMMITTEE} {NATION}"
READS_AROUND = {"own": READ_TOLD, "other": NATION}
READ_PROMISE = f"{COMMITTEE} rj_staff {NATION} oversight"
READ_PROMISE_ELSEWHERE = f"{NATION} oversight"


def without(names: str, *left_out: str) -> str:
    """Names but for some."""
    gone = " ".join(left_out).split()
    return " ".join(name for name in names.split() if name not in gone)


@dataclass(frozen=True)
class Row:
    """One address. `args` of a district's set; `nowhere` is an address of the same shape without a record."""

    method: str = "GET"
    args: Callable[[Set], tuple[object, ...]] | None = None
    nowhere: tuple[object, ...] = ()
    own: Answers = field(default_factory=dict)
    other: Answers = field(default_factory=dict)
    # An address inside the same record where nothing is, for those who read the record around it.
    inside: Callable[[Set], tuple[object, ...]] | None = None
    reads_around: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)
    # Answered also to whoever has no place in the network: there is no such page for them either.
    any_login: bool = False


NO_REF = "n0-such-record-anywher"


def _meeting(method: str, record: str, done: int, may: str, sees: str, **more: object) -> Row:
    """An address of a meeting whose notice is out: seen by more than may change it."""
    return Row(
        method,
        lambda found: (getattr(found, record).ref,),
        (NO_REF,),
        {done: may, 403: without(sees, may)},
        {403: NATION},
        **more,  # type: ignore[arg-type]
    )


def _minutes(method: str, record: str, done: int, may: str, refused: str = "") -> Row:
    """An address inside minutes: for whoever may not read the draft there is no such page."""
    return Row(
        method,
        lambda found: (getattr(found, record).meeting.ref,),
        (NO_REF,),
        {done: may, 403: refused},
        # A meeting whose notice is out has no minutes yet.
        inside=lambda found: (found.told.ref,),
        reads_around=READS_AROUND,
    )


def _promise(record: str, done: int, may: str) -> Row:
    return Row(
        "GET",
        lambda found: (getattr(found, record).ref,),
        (NO_REF,),
        {done: may, 403: without(READ_PROMISE, may)},
        {403: READ_PROMISE_ELSEWHERE},
    )


MEETINGS = {
    "meeting": Row(
        args=lambda found: (found.told.ref,), nowhere=(NO_REF,), own={200: READ_TOLD}, other={200: NATION}
    ),
    "meeting (planned)": Row(
        args=lambda found: (found.planned.ref,), nowhere=(NO_REF,), own={200: SECRETARIAT}
    ),
    "minutes": Row(args=lambda found: (found.draft.ref,), nowhere=(NO_REF,), own={302: SECRETARIAT}),
    "minutes (circulated)": Row(
        args=lambda found: (found.circulated.ref,), nowhere=(NO_REF,), own={302: COMMITTEE}
    ),
    "meetings_delegated": Row(
        args=lambda found: (found.committee.ref,),
        nowhere=(NO_REF,),
        own={200: SECRETARIAT, 403: without(NETWORK, SECRETARIAT)},
        other={403: NETWORK},
    ),
    "meeting_print": _minutes("GET", "draft", 200, SECRETARIAT),
    "meeting_print (circulated)": _minutes("GET", "circulated", 200, COMMITTEE),
    "meeting_edit": _meeting("GET", "told", 200, SECRETARIAT, READ_TOLD),
    "meeting_notice": _meeting("POST", "told", 302, SECRETARIAT, READ_TOLD),
    "meeting_tell_now": _meeting("POST", "told", 302, SECRETARIAT, READ_TOLD),
    "meeting_notice_again": _meeting("GET", "told", 200, SECRETARIAT, READ_TOLD),
    "meeting_invite": _meeting("GET", "told", 200, SECRETARIAT, READ_TOLD),
    "meeting_ask": _meeting("GET", "told", 200, SECRETARIAT, READ_TOLD),
    "meeting_uninvite": Row(
        "POST",
        lambda found: (found.told.ref, found.organisation.ref),
        (NO_REF, NO_REF),
        {302: SECRETARIAT, 403: without(READ_TOLD, SECRETARIAT)},
        {403: NATION},
    ),
    "meeting_invite_seats": Row(
        "POST", lambda found: (found.joint.ref,), (NO_REF,), {302: SECRETARIAT, 403: NATION}, {403: NATION}
    ),
    "meeting_cancel": _meeting("GET", "told", 200, SECRETARIAT, READ_TOLD),
    "meeting_start": _meeting("POST", "told", 302, SECRETARIAT, READ_TOLD),
    "meeting_add_item": _meeting("POST", "told", 422, SECRETARIAT, READ_TOLD),
    "meeting_change_item": Row(
        "POST",
        lambda found: (found.told.ref, found.told_item.ref),
        (NO_REF, NO_REF),
        {302: SECRETARIAT, 403: without(READ_TOLD, SECRETARIAT)},
        {403: NATION},
    ),
    "meeting_item": Row(
        args=lambda found: (found.draft.meeting.ref, found.draft_item.ref),
        nowhere=(NO_REF, NO_REF),
        own={200: SECRETARIAT},
        inside=lambda found: (found.draft.meeting.ref, NO_REF),
        reads_around=READS_AROUND,
    ),
    "meeting_add_action_point": Row(
        "POST",
        lambda found: (found.draft.meeting.ref, found.draft_item.ref),
        (NO_REF, NO_REF),
        {422: SECRETARIAT},
        inside=lambda found: (found.draft.meeting.ref, NO_REF),
        reads_around=READS_AROUND,
    ),
    "meeting_remove_action_point": Row(
        "POST",
        lambda found: (found.draft.meeting.ref, found.point.ref),
        (NO_REF, NO_REF),
        {302: SECRETARIAT},
        inside=lambda found: (found.draft.meeting.ref, NO_REF),
        reads_around=READS_AROUND,
    ),
    "meeting_matter": Row(
        "POST",
        lambda found: (found.draft.meeting.ref, found.agreed.ref),
        (NO_REF, NO_REF),
        {422: SECRETARIAT},
        inside=lambda found: (found.draft.meeting.ref, NO_REF),
        reads_around=READS_AROUND,
    ),
    "meeting_attendance": _minutes("GET", "draft", 200, SECRETARIAT),
    "meeting_add_guest": _minutes("POST", "draft", 422, SECRETARIAT),
    "meeting_remove_guest": Row(
        "POST",
        lambda found: (found.draft.meeting.ref, found.guest.ref),
        (NO_REF, NO_REF),
        {302: SECRETARIAT},
        inside=lambda found: (found.draft.meeting.ref, NO_REF),
        reads_around=READS_AROUND,
    ),
    "meeting_add_head_count": _minutes("POST", "draft", 422, SECRETARIAT),
    "meeting_remove_head_count": Row(
        "POST",
        lambda found: (found.draft.meeting.ref, 1),
        (NO_REF, 1),
        {302: SECRETARIAT},
        inside=lambda found: (found.draft.meeting.ref, 99),
        reads_around=READS_AROUND,
    ),
    "meeting_to_chair": _minutes("POST", "draft", 302, SECRETARIAT),
    "meeting_take_back": _minutes("POST", "with_chair", 302, SECRETARIAT),
    "meeting_approve": _minutes("POST", "with_chair", 302, "dc_jashore", "dd_women_jashore"),
    "meeting_send_back": _minutes("GET", "with_chair", 200, "dc_jashore", "dd_women_jashore"),
    "meeting_signed": _minutes("GET", "with_chair", 200, SECRETARIAT),
    "meeting_circulate": _minutes("GET", "approved", 200, SECRETARIAT),
}

COMMITMENTS = {
    "commitment": Row(
        args=lambda found: (found.agreed.ref,),
        nowhere=(NO_REF,),
        own={200: READ_PROMISE},
        other={200: READ_PROMISE_ELSEWHERE},
    ),
    "commitment_letter": _promise("accepted", 200, SECRETARIAT),
    "commitment_remind": _promise("accepted", 200, SECRETARIAT),
    "commitment_accept": _promise("agreed", 200, "rj_liaison"),
    "commitment_decline": _promise("proposed", 200, "rj_liaison"),
    "commitment_report": _promise("accepted", 200, "rj_liaison"),
    "commitment_more_time": _promise("accepted", 200, "rj_liaison"),
    "commitment_change": _promise("accepted", 200, "rj_liaison"),
    "commitment_wait": _promise("accepted", 200, "rj_liaison"),
    "commitment_verify": _promise("evidence", 200, "dc_jashore"),
    "commitment_information": _promise("evidence", 200, "dc_jashore"),
    "commitment_decide": _promise("asked", 200, SECRETARIAT),
    "commitment_decide_waiting": _promise("asked", 200, SECRETARIAT),
    "commitment_due": _promise("accepted", 200, SECRETARIAT),
    "commitment_drop": _promise("accepted", 200, SECRETARIAT),
}

_KEEPS_JASHORE = f"{SECRETARIAT} {NATION}"
_KEEPS_RJ = f"rj_liaison {NATION}"
PARTNERS = {
    "committee": Row(
        args=lambda found: (found.committee.ref,), nowhere=(NO_REF,), own={200: NETWORK}, other={200: NETWORK}
    ),
    "committee_seat": Row(
        args=lambda found: (found.committee.ref, found.seat.ref),
        nowhere=(NO_REF, NO_REF),
        own={200: _KEEPS_JASHORE, 403: without(NETWORK, _KEEPS_JASHORE)},
        other={200: NATION, 403: without(NETWORK, NATION)},
    ),
    "committee_delegate": Row(
        args=lambda found: (found.committee.ref,),
        nowhere=(NO_REF,),
        own={200: SECRETARIAT, 403: without(NETWORK, SECRETARIAT)},
        other={403: NETWORK},
    ),
    "committee_end_delegation": Row(
        "POST",
        lambda found: (found.committee.ref, found.delegation.ref),
        (NO_REF, NO_REF),
        {302: SECRETARIAT, 403: without(NETWORK, SECRETARIAT)},
        {403: NETWORK},
    ),
    "organisation": Row(
        args=lambda found: (found.organisation.ref,),
        nowhere=(NO_REF,),
        own={200: NETWORK},
        other={200: NETWORK},
    ),
    "organisation_rename": Row(
        args=lambda found: (found.organisation.ref,),
        nowhere=(NO_REF,),
        own={200: _KEEPS_RJ, 403: without(NETWORK, _KEEPS_RJ)},
        other={200: NATION, 403: without(NETWORK, NATION)},
    ),
    "organisation_add_member": Row(
        args=lambda found: (found.organisation.ref,),
        nowhere=(NO_REF,),
        own={200: _KEEPS_RJ, 403: without(NETWORK, _KEEPS_RJ)},
        other={200: NATION, 403: without(NETWORK, NATION)},
    ),
    "organisation_end_membership": Row(
        "POST",
        lambda found: (found.organisation.ref, found.membership.ref),
        (NO_REF, NO_REF),
        {302: _KEEPS_RJ, 403: without(NETWORK, _KEEPS_RJ)},
        {302: NATION, 403: without(NETWORK, NATION)},
    ),
    "joint_request": Row(
        args=lambda found: (found.joint.ref,),
        nowhere=(NO_REF,),
        own={200: f"{SECRETARIAT} {NATION}"},
        other={200: NATION},
    ),
    "joint_withdraw": Row(
        "POST",
        lambda found: (found.joint.ref,),
        (NO_REF,),
        {302: SECRETARIAT, 403: NATION},
        {403: NATION},
    ),
    "organisation_office": Row(
        args=lambda found: (found.office.organisation.ref, found.office.ref),  # type: ignore[union-attr]
        nowhere=(NO_REF, NO_REF),
        own={200: NATION, 403: without(NETWORK, NATION)},
        other={200: NATION, 403: without(NETWORK, NATION)},
    ),
    "office_change": Row(
        args=lambda found: (found.entry.ref,),
        nowhere=(NO_REF,),
        own={200: _KEEPS_JASHORE},
        other={200: NATION},
        any_login=True,
    ),
    "introduction": Row(
        args=lambda found: (found.introduction.ref,),
        nowhere=(NO_REF,),
        own={200: _KEEPS_RJ},
        other={200: NATION},
    ),
}

NOTICES = {
    "notice": Row(
        args=lambda found: (found.notice.ref,),
        nowhere=("00000000-0000-4000-8000-000000000000",),
        own={302: "rj_liaison"},
        any_login=True,
    ),
}

OVERSIGHT = {
    "account_change": Row(
        args=lambda found: (found.change.ref,),
        nowhere=(NO_REF,),
        own={200: f"dc_jashore {NATION} oversight"},
        other={200: f"{NATION} oversight"},
    ),
    "oversight_draft": Row(
        args=lambda found: (found.draft.ref,),
        nowhere=(NO_REF,),
        own={200: "oversight"},
        other={200: "oversight"},
    ),
    "oversight_opened": Row(
        args=lambda found: (found.opened.ref,),
        nowhere=(NO_REF,),
        own={200: "oversight"},
        other={200: "oversight"},
    ),
}

RECORDS = MEETINGS | COMMITMENTS | PARTNERS | NOTICES | OVERSIGHT

# Lists and forms without a record behind them: the status for everybody of the network.
_CALLS = without(NETWORK, "oversight", "rj_staff", "facilitator")
LISTS: Mapping[str, Row] = {
    "desk": Row(own={200: NETWORK}),
    "who_can_see_what": Row(own={200: NETWORK}),
    "meetings": Row(own={200: NETWORK}),
    "meeting_new": Row(own={200: _CALLS, 403: "oversight rj_staff facilitator"}),
    "meeting_past": Row(own={200: _CALLS, 403: "oversight rj_staff facilitator"}),
    "commitments": Row(own={200: NETWORK}),
    "committees": Row(own={200: NETWORK}),
    "office_changes": Row(own={200: NETWORK}),
    "partner_find": Row(own={200: NETWORK}),
    "partners": Row(own={200: NETWORK}),
    "notices": Row(own={200: NETWORK}),
    "notices_badge": Row(own={200: NETWORK}),
    "notices_read": Row("POST"),
    "access_log": Row(own={200: "oversight"}),
    "oversight_drafts": Row(own={200: "oversight"}),
}

# Everybody with a login, whoever they are. None: the address has a record of another kind.
EVERY_LOGIN: Mapping[str, tuple[str, int]] = {
    "account": ("GET", 200),
    "account_password": ("GET", 200),
    "account_address": ("GET", 302),
    "account_sessions": ("GET", 200),
    "device": ("GET", 200),
    "signed_in_again": ("GET", 200),
    "confirm_identity": ("GET", 200),
    "second_factor": ("GET", 200),
    # The password once more comes first.
    "second_factor_set_up": ("GET", 302),
    "second_factor_codes": ("POST", 302),
    "second_factor_remove": ("GET", 302),
}
ADMINISTRATOR: Mapping[str, tuple[str, int]] = {
    "accounts": ("GET", 200),
    "accounts_new": ("GET", 200),
    "days": ("GET", 200),
    "deliveries": ("GET", 200),
}
# Before sign-in: the status for a stranger, and for whoever is signed in.
OPEN: Mapping[str, tuple[str, tuple[object, ...], int, int]] = {
    "alive": ("GET", (), 200, 200),
    "ready": ("GET", (), 200, 200),
    "outbox": ("GET", (), 200, 200),
    "outbox_letter": ("GET", ("no-such-letter",), 404, 404),
    "help": ("GET", (), 200, 200),
    "sign_in": ("GET", (), 200, 302),
    "sign_in_code": ("GET", (), 302, 302),
    "sign_out": ("POST", (), 302, 302),
    "language": ("POST", (), 302, 302),
    "forgotten_password": ("GET", (), 200, 200),
    "invitation_code": ("GET", (), 200, 200),
    "invitation": ("GET", ("no-such-token",), 404, 404),
    "choose_password": ("GET", (), 404, 404),
    "join": ("GET", (), 404, 404),
    "take_address": ("GET", (), 404, 404),
}
