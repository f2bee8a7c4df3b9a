"""Who may read a thread and who may write in it; nothing else decides that.

Read: those whom the author chose, and the author. A thread of one organisation alone is read by that
organisation, and nobody outside learns that it exists; of all others independent oversight knows that they
exist, and opens one for an hour by saying what for. A post is read through its thread.
A request is read by those who answer for both organisations, and by each office that has had it.
A key message is issued by an office: by the head or a liaison officer of a body of the government side, for
they answer for what it asks all others to pass on. Its staff write discussions, as everywhere.
The access log, which oversight reads, has no line about one of an organisation alone, nor about a concern.
A success story is read until its consent ends, and by nobody from that instant, whatever runs when. It is
withdrawn by those who answer for its organisation or for whoever keeps the consent, and by its author.
Write: whoever reads. Changing and taking back is the author's; so is who reads.
"""

from datetime import datetime

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.choosing.choices import Use, add_use
from access.models import Party, Role, Via
from access.rules.audiences import add_audience
from access.rules.engine import add_rule
from access.rules.log import keep_out_of_log
from access.rules.readers import ReadBy
from access.rules.relations import belongs, having, in_audience, until
from access.rules.viewer import Viewer
from partners.models import Organisation, Side
from threads.models import Concern, Post, Request, StoryConsent, Thread, ThreadOpening

# Whoever wrote it, as long as they speak for the body in whose name they did.
AUTHOR = belongs("author_party") & belongs("voice_party")
AUTHOR_OF_STORY = belongs("thread__author_party") & belongs("thread__voice_party")
READERS = (
    # A request is its organisation's: whoever no longer answers for it reads nothing of what they asked.
    ReadBy(
        Via.OWNER,
        "author_party",
        Q(is_internal=False, consent__ended_at=None) & ~Q(kind=Thread.Kind.REQUEST),
    ),
    ReadBy(Via.COMMITTEE, "readers__party", Q(readers__until=None, consent__ended_at=None)),
)

OF_CONSENT = (
    ReadBy(Via.OWNER, "thread__author_party", Q(thread__is_internal=False)),
    # Within one organisation whoever left it reads nothing of it, what they wrote neither.
    ReadBy(Via.COMMITTEE, "thread__voice_party", Q(thread__is_internal=True)),
    ReadBy(Via.SUPPORT, ("thread__organisation__liaison_party", "keeper__liaison_party")),
)
AUDIENCE = add_use(Use("threads"))
# Nobody chooses it: those who answer for both sides, and each office that has had it.
OF_REQUEST = Use(
    "requests",
    oversight=_(
        "Oversight knows that it exists and how long it took; to open it, it must name a purpose, and both "
        "sides are told."
    ),
)
# A message is for others.
OF_MESSAGES = add_use(Use("key-messages", keeps_within=False))
OF_STORIES = add_use(Use("stories"))
# What colleagues wrote within one organisation is not opened to others, nor others' to it alone.
MORE_READERS = add_use(Use("more-readers", label=_("Who else will read this?"), keeps_within=False))


def audience_of(thread: Thread) -> Use:
    """Return what the readers of a thread were chosen for: it says what oversight sees of it."""
    return OF_REQUEST if thread.kind == Thread.Kind.REQUEST else AUDIENCE


def watches(viewer: Viewer) -> bool:
    """Whether this person looks at threads for independent oversight."""
    return viewer.is_let_in and Role.OVERSIGHT in viewer.roles


def threads_known_to(viewer: Viewer) -> QuerySet[Thread]:
    """Return the threads of which this person knows, beyond the rule, that they exist.

    Their kind, organisation and day may be shown, and nothing that is written in them. One of an
    organisation alone is none of these.
    """
    if not watches(viewer):
        return Thread.objects.none()
    stands = Q(read_until=None) | Q(read_until__gt=viewer.at)
    return Thread.objects.filter(stands, is_internal=False)


def reads_since(thread: Thread, viewer: Viewer) -> datetime:
    """Since when somebody reads a thread: how a post read before that is not theirs to know."""
    if viewer.belongs_to(thread.author_party_id):
        return thread.started_at
    mine = thread.readers.filter(until=None, party__in=viewer.party_ids)
    since = mine.aggregate(since=Min("since"))["since"]
    return since if since is not None else viewer.at


def known_readers(viewer: Viewer, thread: Thread) -> list[int]:
    """Return the parties that read a thread, as far as this person may know them.

    Who was named as a person is told to its author alone; who has written in it everybody knows.
    """
    readers = thread.audience.all()
    if not viewer.belongs_to(thread.author_party_id):
        wrote = Post.objects.filter(thread=thread, state=Post.State.STANDS).values("author_party")
        readers = readers.exclude(Q(party__kind=Party.Kind.PERSON) & ~Q(party__in=wrote))
    return list(readers.values_list("party_id", flat=True))


def register_rules() -> None:
    """Tell the engine the rules of this room; called once when the portal starts."""
    add_rule(Organisation, "write_threads", belongs("all_party"))
    # Exact figures of all that it sent, whoever that was for.
    add_rule(Organisation, "read_own_figures", belongs("all_party"))
    is_government = having(Q(side=Side.GOVERNMENT))
    add_rule(Organisation, "issue_key_message", belongs("liaison_party") & is_government)
    add_rule(Thread, "view", in_audience() & until("read_until"))
    for action in ("post", "follow", "acknowledge"):
        add_rule(Thread, action, in_audience())
    for action in ("edit", "widen", "narrow", "close", "reopen"):
        add_rule(Thread, action, AUTHOR)
    add_rule(Thread, "erase", belongs("secretariat_party"))
    # Who issued a key message sees where it was passed on.
    add_rule(Thread, "see_passed_on", belongs("voice_party") & having(Q(kind=Thread.Kind.KEY_MESSAGE)))
    add_rule(Post, "view", in_audience("thread") & until("thread__read_until"))
    add_rule(Post, "edit", AUTHOR)
    add_rule(Post, "take_back", AUTHOR)
    # Whoever answers for an organisation takes out of its own threads what may not stand there.
    add_rule(Post, "delete", AUTHOR | belongs("thread__keeping_party"))
    add_rule(Organisation, "ask", belongs("liaison_party"))
    add_rule(Request, "view", in_audience("thread"))
    # Whoever has it, and whoever answers for the side that was asked, wherever it lies there.
    add_rule(Request, "answer", belongs("holder_party") | belongs("asked__liaison_party"))
    add_rule(Request, "pass_on", belongs("holder_party") | belongs("asked__liaison_party"))
    add_rule(Request, "grant_time", belongs("asking__liaison_party"))
    add_rule(Request, "withdraw", belongs("asking__liaison_party"))
    # All: the hour has not run out, the reader is oversight still, and a consent to it has not ended.
    add_rule(ThreadOpening, "read", belongs("party") & belongs("role_party") & until("thread__read_until"))
    may_withdraw = (
        AUTHOR_OF_STORY | belongs("thread__organisation__liaison_party") | belongs("keeper__liaison_party")
    )
    add_rule(StoryConsent, "view", in_audience())
    add_rule(StoryConsent, "withdraw", may_withdraw)
    # Two read a concern: whoever told it, and independent oversight.
    add_rule(Concern, "view", in_audience())
    add_rule(Concern, "answer", belongs("oversight_party"))
    add_rule(Concern, "add", belongs("author_party"))
    keep_out_of_log(Thread, lambda thread: thread.is_internal)
    keep_out_of_log(Post, lambda post: post.thread.is_internal)
    keep_out_of_log(StoryConsent, lambda consent: consent.thread.is_internal)
    keep_out_of_log(Concern, lambda concern: True)
    add_audience(Thread, reads=READERS)
    add_audience(StoryConsent, reads=OF_CONSENT)
    add_audience(Concern, reads=(ReadBy(Via.OWNER, "author_party"), ReadBy(Via.SUPPORT, "oversight_party")))
