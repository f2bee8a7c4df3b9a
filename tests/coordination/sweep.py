"""The rows of the desk, of help, health and oversight in the sweep. What they open the rooms have made."""

from datetime import date

from access.erasure.passages import standing_in
from commitments import actions as promises
from coordination.covers import actions as covers
from coordination.erasing.actions import ask_to_erase
from tests.cast import NOW
from tests.commitments.sweep import READ_PROMISE, READ_PROMISE_ELSEWHERE
from tests.sweep import COMMITTEE, FAR, NATION, NETWORK, NO_REF, SECRETARIAT, District, Row, Rows, without

COVERED = "commitments.commitment"

ROWS = Rows(
    records={
        "handover": Row(
            args=lambda found: (found.office.ref,),
            nowhere=(NO_REF,),
            own={200: NATION, 403: without(NETWORK, NATION)},
            other={200: NATION, 403: without(NETWORK, NATION)},
        ),
        "handover_pdf": Row(
            args=lambda found: (found.office.ref,),
            nowhere=(NO_REF,),
            own={200: NATION, 403: without(NETWORK, NATION)},
            other={200: NATION, 403: without(NETWORK, NATION)},
        ),
        "handover_docx": Row(
            args=lambda found: (found.office.ref,),
            nowhere=(NO_REF,),
            own={200: NATION, 403: without(NETWORK, NATION)},
            other={200: NATION, 403: without(NETWORK, NATION)},
        ),
        "desk_first_step": Row(
            "POST",
            lambda found: (found.committee.ref, "seats"),
            (NO_REF, "seats"),
            {302: SECRETARIAT, 403: without(NETWORK, SECRETARIAT)},
            {403: NETWORK},
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
        "thread_propose": Row(
            args=lambda found: (found.thread.ref,), nowhere=(NO_REF,), own={200: COMMITTEE}
        ),
        "cover": Row(
            args=lambda found: (found.cover.ref,),
            nowhere=(NO_REF,),
            own={200: f"{SECRETARIAT} oversight"},
            other={200: "oversight"},
        ),
        "cover_ask": Row(
            args=lambda found: (COVERED, found.with_cover.ref),
            nowhere=(COVERED, NO_REF),
            own={200: READ_PROMISE},
            other={200: READ_PROMISE_ELSEWHERE},
        ),
        "erasure": Row(
            args=lambda found: (found.erasure.ref,),
            nowhere=(NO_REF,),
            own={200: f"{SECRETARIAT} oversight"},
            other={200: "oversight"},
        ),
        "erasure_ask": Row(
            args=lambda found: ("meetings.minutes", found.circulated.ref),
            nowhere=("meetings.minutes", NO_REF),
            own={200: SECRETARIAT, 403: without(COMMITTEE, SECRETARIAT)},
        ),
    },
    lists={
        "desk": Row(own={200: NETWORK}),
        "search": Row(own={200: NETWORK}),
        "search_offered": Row(own={200: NETWORK}),
        "who_can_see_what": Row(own={200: NETWORK}),
        "calendar": Row(own={200: NETWORK}),
        "covers": Row(own={200: NETWORK}),
        "erasures": Row(own={200: NETWORK}),
        "access_log": Row(own={200: "oversight"}),
        "oversight_drafts": Row(own={200: "oversight"}),
        "developers": Row(own={200: NETWORK}),
        "api_schema": Row(own={200: NETWORK}),
        "api_changes": Row(own={200: NETWORK}),
    },
    open={
        "alive": ("GET", (), 200, 200),
        "ready": ("GET", (), 200, 200),
        "outbox": ("GET", (), 200, 200),
        "outbox_letter": ("GET", ("no-such-letter",), 404, 404),
        "help": ("GET", (), 200, 200),
        "calendar_feed": ("GET", ("no-such-token",), 404, 404),
    },
)


def prepare(here: District) -> None:
    """A promise with a covered passage, which its secretariat asked for; and words that are to be erased."""
    here.with_cover = promises.agree(
        by=here.secretary,
        what=f"{here.mark} find out who it is",
        owner=here.organisation,
        due_on=FAR,
        committee=here.committee,
        agreed_on=date(2026, 10, 1),
        source_type="",
        source_id=None,
        source_text_en=f"{here.mark} source",
        source_text_bn=f"{here.mark} source",
        at=NOW,
    )
    here.cover = covers.cover(by=here.secretary, record=here.with_cover, passage="who it is", at=NOW)
    here.circulated.refresh_from_db()
    title = next(one for one in standing_in(here.circulated) if one.passage.name == "meetings.title")
    here.erasure = ask_to_erase(
        by=here.secretary,
        record=here.circulated,
        passage=title.passage.name,
        place=title.place,
        reason="A reader says that somebody is known by these words",
        at=NOW,
    )
