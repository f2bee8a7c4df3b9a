"""What people are told about threads: that there is something, never what is written in it."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.choosing.mentions import settled
from access.models import User
from access.rules.engine import people_who_may
from access.rules.members import people_of
from notifications.kinds import Again, Due, Kind, Stages, add_kinds
from partners.models import Organisation
from threads.asked import organisations_asked
from threads.models import Post, Request, Thread


def _title(thread: Any) -> str:
    return str(thread.called)


def _present_before(thread: Any, at: datetime) -> QuerySet[User]:
    """Those who read it before others were let in."""
    readers = thread.readers.filter(until=None)
    latest = readers.order_by("-since").values_list("since", flat=True).first()
    before = readers.filter(since__lt=latest).values_list("party_id", flat=True)
    return people_of([thread.author_party_id, *before], at)


def _asked(thread: Any, at: datetime) -> QuerySet[User]:
    """Those who answer for the organisations that are asked."""
    bodies = Organisation.objects.filter(pk__in=organisations_asked(thread, at).values("pk"))
    return people_of(bodies.values_list("liaison_party_id", flat=True), at)


def _author(thread: Any, at: datetime) -> QuerySet[User]:
    """Whoever wrote it; of a request those who answer for both sides now."""
    if thread.kind != Thread.Kind.REQUEST:
        return people_of([thread.author_party_id], at)
    sides = thread.request.asking.liaison_party_id, thread.request.asked.liaison_party_id
    return people_of(sides, at)


def _holders(thread: Any, at: datetime) -> QuerySet[User]:
    return people_of([thread.request.holder_party_id], at)


def _askers(thread: Any, at: datetime) -> QuerySet[User]:
    return people_of([thread.request.asking.liaison_party_id], at)


def _still_open(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    return threads.filter(request__state=Request.State.OPEN)


def _mentioned(post: Any, at: datetime) -> QuerySet[User]:
    """Whom its text mentions: people, and those who answer for a body."""
    parties = list(post.thread.audience.values_list("party_id", flat=True))
    mentioned = settled(post.text, parties, at)[1]
    users = [one.user_id for one in mentioned if one.user_id is not None]
    bodies = people_of([one.party_id for one in mentioned if one.party_id is not None], at)
    return User.objects.filter(Q(pk__in=users) | Q(pk__in=bodies.values("pk")))


def _still_there(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    return threads.filter(removed_at=None)


def _still_asked(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    return threads.filter(live=True, asks_acknowledgement=True)


_of_thread = partial(Kind, model="threads.Thread", url_name="thread", title=_title, still_needed=_still_there)
MENTIONED = Kind(
    name="threads.mentioned",
    model="threads.Post",
    url_name="post",
    subject=_("You are mentioned in a discussion"),
    recipients=_mentioned,
    still_needed=lambda posts: posts.filter(state=Post.State.STANDS),
    title=lambda post: str(post.thread.called),
    related=("thread",),
)
WIDENED = _of_thread(
    name="threads.widened",
    subject=_("More people read a discussion of yours from now on"),
    recipients=_present_before,
)
TO_ACKNOWLEDGE = _of_thread(
    name="threads.acknowledge",
    subject=_("Your organisation is asked to acknowledge something"),
    recipients=_asked,
    still_needed=_still_asked,
    asked_until="asked_until",
)
OPENED = _of_thread(
    name="threads.opened",
    subject=_("Independent oversight opened a discussion of yours"),
    recipients=_author,
)
# A post after the opening of one working day is told at that of the next, and all of a night at once: what it
# counts from is the last of them. Whoever has read it by then is told nothing.
NEW_POSTS = _of_thread(
    name="threads.new-posts",
    subject=_("There are new posts in a discussion that you follow"),
    due=Due(
        sql="""
            SELECT t.id AS record_id,
                   ((t.at AT TIME ZONE 'Asia/Dhaka') + interval '15 hours')::date AS due_on,
                   (extract(epoch FROM t.at) * 1000000)::bigint::text AS seq,
                   NULL::timestamptz AS eligible_since, m.party_id, NULL::bigint AS fallback_party_id
            FROM threads_thread t
            JOIN threads_threadmark m ON m.thread_id = t.id AND m.wish = 'follow'
            WHERE t.at > %(at)s::timestamptz - interval '30 days' AND t.removed_at IS NULL
              AND (m.read_at IS NULL OR m.read_at < t.at)
        """,
        stages=Stages({"on": 0}),
    ),
)


def _may_withdraw(consent: Any, at: datetime) -> QuerySet[User]:
    """Those who could have withdrawn the consent: they learn that it has ended."""
    return people_who_may("withdraw", consent, at)


# That it ended, and nothing of what it was about.
STORY_ENDED = Kind(
    name="threads.story-ended",
    model="threads.StoryConsent",
    url_name="story_consent",
    subject=_("A success story is not read any more: its consent has ended"),
    recipients=_may_withdraw,
    title=lambda _consent: str(_("Consent to a success story")),
)
REQUEST_ASKED = _of_thread(
    name="threads.request-asked",
    subject=_("Another organisation asks yours something"),
    recipients=_holders,
    still_needed=_still_open,
)
REQUEST_PASSED = _of_thread(
    name="threads.request-passed",
    subject=_("A request was passed on to your office"),
    recipients=_holders,
    still_needed=_still_open,
)
REQUEST_ENDED = _of_thread(
    name="threads.request-ended",
    subject=_("A request of your organisation has been answered, declined or refused"),
    recipients=_askers,
)
REQUEST_WITHDRAWN = _of_thread(
    name="threads.request-withdrawn",
    subject=_("A request to your organisation was withdrawn"),
    recipients=_holders,
    # Also where its question was taken out with it.
    still_needed=lambda threads: threads,
)
REQUEST_MORE_TIME = _of_thread(
    name="threads.request-more-time",
    subject=_("More time is asked for a request of your organisation"),
    recipients=_askers,
    still_needed=lambda threads: threads.exclude(request__more_until=None),
)
REQUEST_TIME_DECIDED = _of_thread(
    name="threads.request-time-decided",
    subject=_("Whether you have more time for a request was decided"),
    recipients=_holders,
    still_needed=_still_open,
)
# Whoever has it is reminded, by the clock that both sides see; passing it on moves no date.
REQUEST_DUE = _of_thread(
    name="threads.request-due",
    subject=_("A request waits for your answer"),
    stage_subjects={
        "before": _("A request waits for your answer, and its day is near"),
        "on": _("A request waits for your answer today"),
        "late": _("A request has waited for your answer longer than was asked"),
        "week": _("A request has waited for your answer longer than was asked"),
    },
    due=Due(
        sql="""
            SELECT t.id AS record_id, r.due_on, concat_ws('.', r.id, nullif(r.due_seq, 0)) AS seq,
                   greatest(r.held_since, r.due_moved_at) AS eligible_since,
                   r.holder_party_id AS party_id, o.liaison_party_id AS fallback_party_id
            FROM threads_request r
            JOIN threads_thread t ON t.id = r.thread_id
            JOIN partners_organisation o ON o.id = r.asked_id
            WHERE r.state = 'open' AND r.due_on < (%(at)s::timestamptz + interval '45 days')::date
        """,
        stages=Stages({"before-2": -2, "on": 0, "late-1": 1}, Again("week", every=5, first=1)),
    ),
)


def register_kinds() -> None:
    """Make these kinds known; called once when the portal starts."""
    add_kinds(MENTIONED, WIDENED, TO_ACKNOWLEDGE, OPENED, NEW_POSTS)
    add_kinds(STORY_ENDED)
    add_kinds(REQUEST_ASKED, REQUEST_PASSED, REQUEST_ENDED, REQUEST_WITHDRAWN, REQUEST_DUE)
    add_kinds(REQUEST_MORE_TIME, REQUEST_TIME_DECIDED)
