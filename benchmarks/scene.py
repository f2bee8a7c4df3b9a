"""`python -m benchmarks.scene`: signs the three viewers in and says which addresses are measured, as JSON."""

import json
import sys
from typing import Any

import django

VIEWERS = {"NGO liaison": "rj_liaison", "Deputy Commissioner": "dc_jashore", "NCC secretary": "ncc_secretary"}
# A request is read by its two sides alone.
ONE_REQUEST = "one request"
OWN_FIGURES = "own figures of an NGO"
ONLY = {ONE_REQUEST: ["NGO liaison", "Deputy Commissioner"], OWN_FIGURES: ["NGO liaison"]}
POINTS = 20
TITLE = "Twenty points for the benchmark"
# Where the address of a page holds what is each viewer's own.
TOKEN = "TOKEN"


def main() -> None:
    """Print the scene."""
    django.setup()
    from partners.tasks import keep_figures

    # As the worker does every five minutes: pages read how many are in the network, and do not count them.
    keep_figures()
    json.dump({"cookies": _cookies(), "tokens": _tokens(), "pages": _pages(), "only": ONLY}, sys.stdout)


def _cookies() -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    from benchmarks.sittings import persona

    found = {}
    for viewer, key in VIEWERS.items():
        client = Client()
        client.force_login(persona(key), backend="access.rules.backend.SignInBackend")
        found[viewer] = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return found


def _tokens() -> dict[str, str]:
    """The private address of each viewer's calendar."""
    from django.utils import timezone

    from access.accounts.calendar_address import make_address
    from benchmarks.sittings import persona

    return {viewer: make_address(by=persona(key), at=timezone.now()) for viewer, key in VIEWERS.items()}


def _pages() -> list[tuple[str, str, str]]:
    """Each page: by which wanted figure it is held, what it is called, its address."""
    from django.db.models import Count
    from django.urls import reverse
    from django.utils import timezone
    from django.utils.http import urlencode

    from benchmarks.seeds.tables import MESSAGE
    from benchmarks.sittings import chair_of, confirmed, district
    from commitments.models import Commitment
    from commitments.queries import COMMITMENTS
    from library.documents.queries import DOCUMENTS
    from library.models import Document
    from meetings.models import Meeting
    from meetings.queries import MEETINGS
    from partners.models import Organisation, Place
    from threads.figures.queries import FIGURES_LIST
    from threads.models import Request, Thread
    from threads.queries import REQUESTS, THREADS
    from threads.updates.queries import UPDATES

    def to(name: str, *refs: str, **query: Any) -> str:
        return reverse(name, args=refs) + (f"?{urlencode(query)}" if query else "")

    home, ngo = district(), Organisation.objects.get(code="RJ")
    jashore = Place.objects.get(committees=home.pk)
    own = Commitment.objects.filter(owner=ngo, committee=home, stage="accepted").order_by("rank", "at", "pk")[
        0
    ]
    open_meeting = (
        Meeting.objects.filter(level=Meeting.Level.NETWORK, state=Meeting.State.CONFIRMED)
        .annotate(items=Count("agenda"))
        .order_by("-items", "pk")[0]
    )
    recommended = Commitment.objects.filter(for_network=True).order_by("pk")[0]
    # The first of those that were seeded has five hundred posts, and everyone reads it.
    long_thread = Thread.objects.get(title="Which office answers 0")
    message = Thread.objects.get(title=f"Which office answers {MESSAGE}")
    sent = Document.objects.filter(live=True, readers__party__code="everyone", receipts_asked__isnull=False)
    kept = sent.order_by("pk")[0]
    asked = Request.objects.filter(asking=ngo, asked__code=chair_of(home)).order_by("pk")[0]
    twenty = confirmed(POINTS, title=TITLE, at=timezone.now())
    return [
        ("frame", "the frame alone", to("help")),
        *(
            ("commitments", f"commitments, {chip.name}", to("commitments", view=chip.name))
            for chip in COMMITMENTS.chips
        ),
        ("commitments", "commitments of a body", to("commitments", organisation=ngo.ref)),
        ("commitments", "commitments of a committee", to("commitments", committee=home.ref)),
        *(("meetings", f"meetings, {chip.name}", to("meetings", view=chip.name)) for chip in MEETINGS.chips),
        ("commitment", "one commitment", to("commitment", own.ref)),
        *(("threads", f"discussions, {chip.name}", to("threads", view=chip.name)) for chip in THREADS.chips),
        ("thread", "a discussion of 500 posts", to("thread", long_thread.ref)),
        *(("requests", f"requests, {chip.name}", to("requests", view=chip.name)) for chip in REQUESTS.chips),
        *(
            ("documents", f"library, {chip.name}", to("documents", view=chip.name))
            for chip in DOCUMENTS.chips
        ),
        *(
            ("updates", f"field updates, {chip.name}", to("updates", view=chip.name))
            for chip in UPDATES.chips
        ),
        *(
            ("figures", f"figures, {chip.name}", to("figures", view=chip.name, period="12"))
            for chip in FIGURES_LIST.chips
        ),
        ("figures", "figures of a district", to("figures", place=jashore.ref, view="places")),
        ("figures", OWN_FIGURES, to("figures_own", ngo.ref)),
        ("figures", "published quarters", to("figures_published")),
        ("thread", ONE_REQUEST, to("thread", asked.thread.ref)),
        ("message", "a key message for everyone", to("thread", message.ref)),
        ("message", "who has not acknowledged it", to("thread_not_acknowledged", message.ref)),
        ("document", "a document with receipts", to("document", kept.ref)),
        ("desk", "desk", to("desk")),
        ("calendar", "calendar", to("calendar")),
        ("calendar-feed", "calendar feed", to("calendar_feed", TOKEN)),
        ("committee", "committee page", to("committee", home.ref)),
        ("partners", "partners", to("partners")),
        ("partners", "partners, search", to("partners", q="Jashore")),
        ("partners", "partners, while typing", to("search_offered", choose="organisations", q="jash")),
        *(
            ("search", f"search, {called}", to("search", q=words))
            for called, words in (
                ("a place", "যশোর"),
                ("a common word", "committee"),
                ("a rare one", "72651"),
                ("nowhere", "zarquon"),
            )
        ),
        *(
            (f"search-of-{kind}", f"search of {kind}, {called}", to("search", q=words, kind=kind))
            for kind in ("threads", "documents")
            for called, words in (("a place", "যশোর"), ("a common word", "committee"), ("nowhere", "zarquon"))
        ),
        ("search", "search, while typing", to("search_offered", q="যশো")),
        ("minutes", f"minutes, {POINTS} points", to("meeting", twenty.ref)),
        ("open-minutes", "minutes open to the network", to("meeting", open_meeting.ref)),
        ("open-recommendation", "recommendation open to the network", to("commitment", recommended.ref)),
        # What programs read costs no more than the pages beside it.
        *(
            ("commitments", f"programs: commitments, {chip.name}", to("api_commitments", view=chip.name))
            for chip in COMMITMENTS.chips
        ),
        ("commitments", "programs: changes", to("api_changes")),
        ("threads", "programs: discussions", to("api_threads")),
        ("requests", "programs: requests", to("api_requests")),
        ("documents", "programs: documents", to("api_documents")),
        ("meetings", "programs: meetings, past", to("api_meetings", view="past")),
        ("partners", "programs: organisations", to("api_partners")),
        ("partners", "programs: committees", to("api_committees")),
        ("partners", "programs: places", to("api_places")),
        ("commitment", "programs: one commitment", to("api_commitment", own.ref)),
        ("minutes", f"programs: minutes, {POINTS} points", to("api_meeting_print", twenty.ref)),
    ]


if __name__ == "__main__":
    main()
