"""The rows of threads in the sweep, and the records they ask for."""

from datetime import timedelta

from django.utils import timezone

from access.models import User
from partners.models import Office, Organisation
from tests.cast import NOW
from tests.library.made_files import checked_file
from tests.sweep import COMMITTEE, MARKS, NATION, NETWORK, NO_REF, District, Row, Rows, without
from tests.threads.imports.sheets import as_csv, entered, row
from tests.threads.returns.world import OCTOBER, SEPTEMBER, ordered, owed
from tests.threads.updates import posted
from tests.threads.world import chosen, started
from threads import actions
from threads.access import OF_MESSAGES, OF_STORIES
from threads.models import KeptSubmission, ToolForm
from threads.returns.models import MonthlyReturn, ReturnOrder

# Its author, of an organisation with a seat in the committee, is one of those who read it.
AUTHOR = "rj_liaison"
_KNOWN = {200: "oversight"}
# A request of the organisation to the office of the committee's secretary: who answers for either.
ASKING, ASKED = "rj_liaison", "dd_women_jashore"
# Everybody in that organisation.
OF_NGO = "rj_liaison rj_staff"
SIDES = f"{ASKING} {ASKED}"
# Heads and liaison officers, of whatever body.
SPOKESMEN = f"{SIDES} dc_jashore uno_sharsha bnwla_liaison far_liaison ncc_chair moewoe_focal"
# Those who answer for a government body.
ISSUERS = "dd_women_jashore dc_jashore uno_sharsha ncc_chair moewoe_focal"


def _of_thread(method: str, status: int, may: str = COMMITTEE) -> Row:
    own = {status: may} | ({403: without(COMMITTEE, may)} if may != COMMITTEE else {})
    return Row(method, lambda found: (found.thread.ref,), (NO_REF,), own)


def _of_post(method: str, status: int, may: str) -> Row:
    own = {status: may} | ({403: without(COMMITTEE, may)} if may != COMMITTEE else {})
    return Row(method, lambda found: (found.post.ref,), (NO_REF,), own)


def _of_request(method: str, status: int, may: str) -> Row:
    own = {status: may} | ({403: without(SIDES, may)} if may != SIDES else {})
    return Row(method, lambda found: (found.request.ref,), (NO_REF,), own)


def _of_import(method: str, status: int) -> Row:
    """Whoever sent it, and nobody else."""
    return Row(method, lambda found: (found.sheet.ref,), (NO_REF,), {status: AUTHOR})


# A return of one national office to another, for which places do not matter.
SENDER, DESK = "moewoe_focal", NATION
VIGILANCE = "departures-vigilance"


def _of_return(method: str, status: int, may: str) -> Row:
    two = f"{SENDER} {DESK}"
    own = {status: may} | ({403: without(two, may)} if may != two else {})
    return Row(method, lambda found: (found.monthly.ref,), (NO_REF,), own, own)


ROWS = Rows(
    records={
        "monthly_return": _of_return("GET", 200, f"{SENDER} {DESK}"),
        "return_enter": _of_return("GET", 200, SENDER),
        "return_stands": _of_return("POST", 302, SENDER),
        "return_accept": _of_return("POST", 302, DESK),
        "return_ask": _of_return("GET", 200, DESK),
        "return_time_ask": _of_return("GET", 200, SENDER),
        "return_time_give": _of_return("POST", 302, DESK),
        "return_time_refuse": _of_return("POST", 302, DESK),
        "thread": _of_thread("GET", 200),
        "thread_readers": _of_thread("GET", 200),
        "thread_post": _of_thread("GET", 200),
        "thread_mentions": _of_thread("GET", 200),
        "thread_edit": _of_thread("GET", 200, AUTHOR),
        "key_message_change": Row(
            "GET",
            lambda found: (found.message.ref,),
            (NO_REF,),
            {200: "dd_women_jashore", 403: without(COMMITTEE, "dd_women_jashore")},
        ),
        "message_passed_on": Row(
            "GET",
            lambda found: (found.message.ref,),
            (NO_REF,),
            {200: "dd_women_jashore", 403: without(COMMITTEE, "dd_women_jashore")},
        ),
        "story_consent": Row("GET", lambda found: (found.consent.ref,), (NO_REF,), {200: AUTHOR}),
        "story_withdraw": Row("GET", lambda found: (found.consent.ref,), (NO_REF,), {200: AUTHOR}),
        "thread_widen": _of_thread("GET", 200, AUTHOR),
        "thread_narrow": _of_thread("POST", 302, AUTHOR),
        "thread_close": _of_thread("POST", 302, AUTHOR),
        "thread_reopen": _of_thread("POST", 302, AUTHOR),
        "thread_acknowledge": _of_thread("POST", 302),
        "thread_acknowledged": _of_thread("GET", 200),
        "thread_not_acknowledged": _of_thread("GET", 200),
        "thread_follow": _of_thread("POST", 302),
        "thread_unfollow": _of_thread("POST", 302),
        "thread_mute": _of_thread("POST", 302),
        "thread_read": _of_thread("POST", 302),
        "post": _of_post("GET", 302, COMMITTEE),
        "post_edit": _of_post("GET", 200, AUTHOR),
        "post_delete": _of_post("GET", 200, AUTHOR),
        "post_take_back": _of_post("POST", 302, AUTHOR),
        "thread_file": Row(
            args=lambda found: (found.thread.ref, found.post_file.ref),
            nowhere=(NO_REF, NO_REF),
            own={200: COMMITTEE},
        ),
        "post_file_remove": Row(
            "POST",
            lambda found: (found.post.ref, found.post_file.ref),
            (NO_REF, NO_REF),
            {302: AUTHOR, 403: without(COMMITTEE, AUTHOR)},
        ),
        "opened_file": Row(
            "GET",
            lambda found: (found.thread_opening.ref, found.post_file.ref),
            (NO_REF, NO_REF),
            _KNOWN,
            _KNOWN,
        ),
        "request": _of_request("GET", 302, SIDES),
        "request_answer": _of_request("GET", 200, ASKED),
        "request_pass_on": _of_request("GET", 200, ASKED),
        "request_more_time": _of_request("GET", 200, ASKED),
        "request_grant_time": _of_request("POST", 302, ASKING),
        "request_refuse_time": _of_request("POST", 302, ASKING),
        "request_decline": _of_request("GET", 200, ASKED),
        "request_refuse": _of_request("POST", 302, ASKED),
        "request_withdraw": _of_request("POST", 302, ASKING),
        "update_import": _of_import("GET", 200),
        "update_import_columns": _of_import("GET", 200),
        "update_import_values": _of_import("GET", 200),
        "update_import_carry_out": _of_import("POST", 302),
        "update_import_take_back": _of_import("POST", 302),
        "update_import_xlsx": _of_import("GET", 200),
        "update_import_csv": _of_import("GET", 200),
        "tools_of": Row(
            "GET",
            lambda found: (found.organisation.ref,),
            (NO_REF,),
            {200: AUTHOR, 403: without(NETWORK, AUTHOR)},
            {403: NETWORK},
        ),
        "tool_form_open": Row("GET", lambda found: (found.tool_form.ref,), (NO_REF,), {200: AUTHOR}),
        "tool_form_close": Row("POST", lambda found: (found.tool_form.ref,), (NO_REF,), {302: AUTHOR}),
        "tool_form_drop": Row("POST", lambda found: (found.tool_form.ref,), (NO_REF,), {302: AUTHOR}),
        "kept_settle": Row("POST", lambda found: (found.tool_form.ref,), (NO_REF,), {302: AUTHOR}),
        "kept_drop": Row("POST", lambda found: (found.kept.ref,), (NO_REF,), {302: AUTHOR}),
        "online_abuse": Row("GET", lambda found: (found.abuse.ref,), (NO_REF,), {200: AUTHOR}),
        "update_correct": Row(
            "GET",
            lambda found: (found.update.ref,),
            (NO_REF,),
            {200: AUTHOR, 403: without(COMMITTEE, AUTHOR)},
        ),
        "figures_own": Row(
            "GET",
            lambda found: (found.organisation.ref,),
            (NO_REF,),
            {200: OF_NGO, 403: without(NETWORK, OF_NGO)},
            {403: NETWORK},
        ),
        "concern": Row(
            "GET",
            lambda found: (found.concern.ref,),
            (NO_REF,),
            {200: f"{AUTHOR} oversight"},
            {200: "oversight"},
        ),
        "thread_known": Row("GET", lambda found: (found.thread.ref,), (NO_REF,), _KNOWN, _KNOWN),
        "thread_opened": Row("GET", lambda found: (found.thread_opening.ref,), (NO_REF,), _KNOWN, _KNOWN),
    },
    lists={
        "threads": Row(own={200: NETWORK}),
        "requests": Row(own={200: NETWORK}),
        "request_new": Row(own={200: SPOKESMEN, 403: without(NETWORK, SPOKESMEN)}),
        "request_readers": Row(own={200: SPOKESMEN, 403: without(NETWORK, SPOKESMEN)}),
        "thread_new": Row(own={200: NETWORK}),
        "story_new": Row(own={200: NETWORK}),
        "key_message_new": Row(own={200: ISSUERS, 403: without(NETWORK, ISSUERS)}),
        "updates": Row(own={200: NETWORK}),
        "update_imports": Row(own={200: NETWORK}),
        "update_import_new": Row(own={200: NETWORK}),
        "field_update_form": Row(own={200: NETWORK}),
        "api_field_update_submissions": Row("POST", own={403: NETWORK}),
        "returns": Row(own={200: NETWORK}),
        "return_sums": Row(own={200: NETWORK}),
        "return_new": Row(own={200: SENDER, 403: without(NETWORK, SENDER)}),
        "returns_order": Row(own={200: "ncc_chair", 403: without(NETWORK, "ncc_chair")}),
        "update_new": Row(own={200: NETWORK}),
        "online_abuses": Row(own={200: NETWORK}),
        "figures": Row(own={200: NETWORK}),
        "figures_published": Row(own={200: NETWORK}),
        "concerns": Row(own={200: NETWORK}),
        "concern_new": Row(own={200: NETWORK}),
        "api_requests_refused": Row(own=_KNOWN | {404: without(NETWORK, "oversight")}),
        "threads_known": Row(own=_KNOWN | {404: without(NETWORK, "oversight")}),
    },
)


def prepare(here: District) -> None:
    """A thread of the committee, which oversight has opened; and one within an organisation."""
    to_committee = f"committee:{here.committee.ref}"
    here.thread = started(
        here.liaison, to_committee, title=f"{here.mark} thread", text=f"{here.mark} opens it"
    )
    here.post_file = checked_file(here.liaison, f"{here.mark} seen")
    here.post = actions.post(
        by=here.liaison,
        thread=here.thread,
        text=f"{here.mark} answer",
        files=[here.post_file.ref],
        at=NOW,
    )
    here.update = posted(here.liaison, to_committee, text=f"{here.mark} session", women=3)
    here.rescued = posted(here.liaison, of="rescue", text=f"{here.mark} rescued", girls=1)
    abused = posted(here.liaison, to_committee, of="online-abuse", text=f"{here.mark} online")
    here.abuse = abused.field_update.online_abuse
    here.sheet = entered(here.liaison, as_csv([row(1, remarks=f"{here.mark} sheet")]), here.organisation)
    here.tool_form = ToolForm.objects.get(organisation=here.organisation)
    here.kept = KeptSubmission.objects.create(
        form=here.tool_form, name="kept", payload={"remarks": f"{here.mark} kept"}, at=NOW, why="day"
    )
    within = f"own:{here.organisation.ref}"
    here.within = started(here.liaison, within, title=f"{here.mark} within", text=f"{here.mark} inside")
    office = Office.objects.select_related("organisation").get(
        holders__person__user=here.secretary, organisation__isnull=False
    )
    assert office.organisation is not None
    here.request = actions.ask(
        by=here.liaison,
        organisation=here.organisation,
        asked=office.organisation,
        kind="information",
        title=f"{here.mark} request",
        text=f"{here.mark} question",
        why=f"{here.mark} reason",
        due_on=NOW.date() + timedelta(days=20),
        at=NOW,
    )
    here.message = actions.issue_message(
        by=here.secretary,
        organisation=office.organisation,
        readers=chosen(here.secretary, to_committee, use=OF_MESSAGES),
        title_en=f"{here.mark} message",
        title_bn="এই বার্তা সবাইকে জানান",
        text_en=f"{here.mark} says so.",
        text_bn="এই বার্তা সবাইকে জানান।",
        from_on=NOW.date(),
        until_on=NOW.date() + timedelta(days=20),
        at=NOW,
    )
    story = actions.tell_story(
        by=here.liaison,
        readers=chosen(here.liaison, to_committee, use=OF_STORIES),
        title=f"{here.mark} story",
        text=f"{here.mark} families know whom to ask.",
        purpose="learning",
        reach="chosen",
        given_on=NOW.date(),
        until_on=NOW.date() + timedelta(days=400),
        keeper=here.organisation,
        nobody_recognisable=True,
        at=NOW,
    )
    here.consent = story.consent
    # Pages go by the clock of the day, and an hour is soon over.
    here.thread_opening = actions.open_thread(
        by=here.oversight,
        thread=here.thread,
        purpose="A concern was raised about this discussion",
        at=timezone.now(),
    )
    here.monthly = _returned(here)
    here.concern = actions.tell_concern(
        by=here.liaison, kind="pressure", text=f"{here.mark} somebody presses us", at=NOW
    )


def _returned(here: District) -> MonthlyReturn:
    """The return of a month of each district: one that is owed, for all the pages of it."""
    chair = User.objects.find("ncc-chair@shomonnoy.example")
    assert chair is not None
    if not ReturnOrder.objects.filter(kind=VIGILANCE).exists():
        ordered(chair, VIGILANCE, SEPTEMBER)
    sender = Organisation.objects.get(code="MoEWOE")
    return owed(sender, OCTOBER if here.mark == MARKS["jashore"] else SEPTEMBER, VIGILANCE)
