"""The rows of meetings and minutes in the sweep."""

from meetings.models import Minutes
from meetings.official.codes import code_of
from tests.cast import NOW
from tests.meetings.swept_records import prepare
from tests.sweep import (
    COMMITTEE,
    NATION,
    NETWORK,
    NO_REF,
    SECRETARIAT,
    Row,
    Rows,
    without,
)

__all__ = ["ROWS", "prepare"]
READ_TOLD = f"{COMMITTEE} {NATION}"
READS_AROUND = {"own": READ_TOLD, "other": NATION}
# Whoever calls meetings of a committee enters what stands on its papers.
_KEEPS = f"{SECRETARIAT} uno_sharsha ncc_secretary ncc_chair"
_CALLS = without(NETWORK, "oversight", "rj_staff", "facilitator")


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


def _proposal(done: int, may: str, refused: str) -> Row:
    """A step of a proposed agenda item."""
    return Row("POST", lambda found: (found.proposal.ref,), (NO_REF,), {done: may, 403: refused})


ROWS = Rows(
    records={
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
        "meeting_correction": Row(
            args=lambda found: (found.correction.ref,), nowhere=(NO_REF,), own={302: COMMITTEE}
        ),
        "meetings_delegated": Row(
            args=lambda found: (found.committee.ref,),
            nowhere=(NO_REF,),
            own={200: SECRETARIAT, 403: without(NETWORK, SECRETARIAT)},
            other={403: NETWORK},
        ),
        "meeting_print": _minutes("GET", "draft", 200, SECRETARIAT),
        "meeting_print (circulated)": _minutes("GET", "circulated", 200, COMMITTEE),
        "meeting_pdf": _minutes("GET", "draft", 200, SECRETARIAT),
        "meeting_docx": _minutes("GET", "circulated", 200, COMMITTEE),
        "meeting_notice_pdf": Row(
            args=lambda found: (found.told.ref,), nowhere=(NO_REF,), own={200: READ_TOLD}, other={200: NATION}
        ),
        "meeting_notice_docx (planned)": Row(
            args=lambda found: (found.planned.ref,), nowhere=(NO_REF,), own={200: SECRETARIAT}
        ),
        "meeting_memo": _minutes("GET", "circulated", 200, SECRETARIAT, without(COMMITTEE, SECRETARIAT)),
        "minutes_of_year": Row(
            args=lambda found: (found.committee.ref, NOW.year),
            nowhere=(NO_REF, NOW.year),
            own={200: COMMITTEE, 302: without(NETWORK, COMMITTEE)},
            other={302: NETWORK},
        ),
        "minutes_of_year_pdf": Row(
            args=lambda found: (found.committee.ref, NOW.year),
            nowhere=(NO_REF, NOW.year),
            own={200: COMMITTEE, 302: without(NETWORK, COMMITTEE)},
            other={302: NETWORK},
        ),
        "minutes_of_year_docx": Row(
            args=lambda found: (found.committee.ref, 1999),
            nowhere=(NO_REF, 1999),
            own={302: NETWORK},
            other={302: NETWORK},
        ),
        "minutes_by_code": Row(
            args=lambda found: (code_of(Minutes.objects.get(pk=found.circulated.pk).sha256),),
            nowhere=("0000-0000",),
            own={302: COMMITTEE},
        ),
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
        "meeting_reply": Row(
            args=lambda found: (found.told.ref, found.invited_seat.ref),
            nowhere=(NO_REF, NO_REF),
            own={200: "dc_jashore", 403: without(READ_TOLD, "dc_jashore")},
            other={403: NATION},
            inside=lambda found: (found.told.ref, NO_REF),
            reads_around=READS_AROUND,
        ),
        "meeting_invite_seats": Row(
            "POST",
            lambda found: (found.joint.ref,),
            (NO_REF,),
            {302: SECRETARIAT, 403: NATION},
            {403: NATION},
        ),
        "meeting_files": Row(
            args=lambda found: (found.told.ref,), nowhere=(NO_REF,), own={200: READ_TOLD}, other={200: NATION}
        ),
        "meeting_files (planned)": Row(
            args=lambda found: (found.planned.ref,), nowhere=(NO_REF,), own={200: SECRETARIAT}
        ),
        "meeting_file": Row(
            args=lambda found: (found.told.ref, found.paper.ref),
            nowhere=(NO_REF, NO_REF),
            own={200: READ_TOLD},
            other={200: NATION},
        ),
        "meeting_file_add": _meeting("POST", "told", 422, SECRETARIAT, READ_TOLD),
        "meeting_file_remove": Row(
            "POST",
            lambda found: (found.told.ref, found.paper.ref),
            (NO_REF, NO_REF),
            {302: SECRETARIAT, 403: without(READ_TOLD, SECRETARIAT)},
            {403: NATION},
        ),
        "meeting_contest": _meeting("GET", "told", 302, "dc_jashore", READ_TOLD),
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
        "meeting_point_verifier": Row(
            args=lambda found: (found.draft.meeting.ref, found.point.ref),
            nowhere=(NO_REF, NO_REF),
            own={200: SECRETARIAT},
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
        "committee_form_pdf": Row(
            args=lambda found: (found.committee.ref,),
            nowhere=(NO_REF,),
            own={200: SECRETARIAT, 403: without(NETWORK, SECRETARIAT)},
            other={403: NETWORK},
        ),
        "committee_forms_below_pdf": Row(
            args=lambda found: (found.committee.ref,),
            nowhere=(NO_REF,),
            own={200: f"{SECRETARIAT} {NATION}", 403: without(NETWORK, SECRETARIAT, NATION)},
            other={200: NATION, 403: without(NETWORK, NATION)},
        ),
        "committees_below": Row(
            args=lambda found: (found.committee.ref,),
            nowhere=(NO_REF,),
            own={200: f"{SECRETARIAT} {NATION}", 403: without(NETWORK, SECRETARIAT, NATION)},
            other={200: NATION, 403: without(NETWORK, NATION)},
        ),
        "meetings_batch": Row(
            args=lambda found: (found.committee.ref,),
            nowhere=(NO_REF,),
            own={200: SECRETARIAT, 403: without(NETWORK, SECRETARIAT)},
            other={403: NETWORK},
        ),
        **dict.fromkeys(
            ("meetings_batch_sheet", "meetings_batch_xlsx"),
            Row(
                args=lambda found: (found.committee.ref,),
                nowhere=(NO_REF,),
                own={200: SECRETARIAT, 403: without(NETWORK, SECRETARIAT)},
                other={403: NETWORK},
            ),
        ),
        "meeting_to_chair": _minutes("POST", "draft", 302, SECRETARIAT),
        "meeting_take_back": _minutes("POST", "with_chair", 302, SECRETARIAT),
        "meeting_approve": _minutes("POST", "with_chair", 302, "dc_jashore", "dd_women_jashore"),
        "meeting_send_back": _minutes("GET", "with_chair", 200, "dc_jashore", "dd_women_jashore"),
        "meeting_signed": _minutes("GET", "with_chair", 200, SECRETARIAT),
        "meeting_signed_pages": _minutes("GET", "circulated", 200, SECRETARIAT),
        "meeting_signed_page": Row(
            args=lambda found: (found.circulated.meeting.ref, found.signed_page.ref),
            nowhere=(NO_REF, NO_REF),
            own={200: SECRETARIAT},
            inside=lambda found: (found.circulated.meeting.ref, NO_REF),
            reads_around=READS_AROUND,
        ),
        "meeting_circulate": _minutes("GET", "approved", 200, SECRETARIAT),
        "meeting_correct": Row(
            args=lambda found: (found.circulated.meeting.ref,),
            nowhere=(NO_REF,),
            own={200: "dc_jashore", 403: without(COMMITTEE, "dc_jashore")},
            inside=lambda found: (found.told.ref,),
            reads_around=READS_AROUND,
        ),
        "meeting_answer_correction": Row(
            args=lambda found: (found.circulated.meeting.ref, found.correction.ref),
            nowhere=(NO_REF, NO_REF),
            own={200: SECRETARIAT, 403: without(COMMITTEE, SECRETARIAT)},
            inside=lambda found: (found.circulated.meeting.ref, NO_REF),
            reads_around=READS_AROUND,
        ),
        "meeting_take_back_correction": Row(
            "POST",
            lambda found: (found.circulated.meeting.ref, found.correction.ref),
            (NO_REF, NO_REF),
            {302: "dc_jashore", 403: without(COMMITTEE, "dc_jashore")},
            inside=lambda found: (found.circulated.meeting.ref, NO_REF),
            reads_around=READS_AROUND,
        ),
        "meeting_confirm": _minutes("GET", "circulated", 200, SECRETARIAT, without(COMMITTEE, SECRETARIAT)),
        "meeting_addendum": _minutes("GET", "circulated", 200, SECRETARIAT, without(COMMITTEE, SECRETARIAT)),
        "joint_request": Row(
            args=lambda found: (found.joint.ref,),
            nowhere=(NO_REF,),
            own={200: f"{SECRETARIAT} {NATION}"},
            other={200: NATION},
        ),
        "item_propose": Row(
            args=lambda found: (found.committee.ref,),
            nowhere=(NO_REF,),
            own={200: COMMITTEE, 403: without(NETWORK, COMMITTEE)},
            other={403: NETWORK},
        ),
        "item_proposal": Row(
            args=lambda found: (found.proposal.ref,),
            nowhere=(NO_REF,),
            own={200: f"{SECRETARIAT} rj_liaison"},
        ),
        "item_take": _proposal(422, SECRETARIAT, "rj_liaison"),
        "item_decline": _proposal(422, SECRETARIAT, "rj_liaison"),
        "item_take_back": _proposal(302, "rj_liaison", SECRETARIAT),
        **dict.fromkeys(
            ("api_joint_agree", "api_joint_decline"),
            # On its page the form is sent to the address of the request itself.
            Row(
                "POST",
                lambda found: (found.joint.ref,),
                (NO_REF,),
                {200: NATION, 403: SECRETARIAT},
                {200: NATION},
            ),
        ),
        "joint_withdraw": Row(
            "POST",
            lambda found: (found.joint.ref,),
            (NO_REF,),
            {302: SECRETARIAT, 403: NATION},
            {403: NATION},
        ),
    },
    lists={
        "meetings": Row(own={200: NETWORK}),
        "meeting_new": Row(own={200: _CALLS, 403: "oversight rj_staff facilitator"}),
        "meeting_held": Row(own={200: _KEEPS, 403: without(NETWORK, _KEEPS)}),
        "meeting_past": Row(own={200: _CALLS, 403: "oversight rj_staff facilitator"}),
    },
)
