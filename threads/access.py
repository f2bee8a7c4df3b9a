"""Who may read a thread and who may write in it; nothing else decides that.

Read: those whom the author chose, and the author. A thread of one organisation alone is read by that
organisation, and nobody outside learns that it exists; of all others independent oversight knows that they
exist, and opens one for an hour by saying what for. A post is read through its thread.
A request is read by those who answer for both organisations, and by each office that has had it.
The access log, which oversight reads, has no line about one of an organisation alone, nor about a concern.
Write: whoever reads. Changing and taking back is the author's; so is who reads.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.choosing.choices import Use, add_use
from access.models import Role, Via
from access.rules.audiences import add_audience
from access.rules.engine import add_rule
from access.rules.log import keep_out_of_log
from access.rules.readers import ReadBy
from access.rules.relations import belongs, in_audience
from access.rules.viewer import Viewer
from partners.models import Organisation
from threads.models import Concern, Post, Request, Thread, ThreadOpening

# Whoever wrote it, as long as they speak for the body in whose name they did.
AUTHOR = belongs("author_party") & belongs("voice_party")
READERS = (
    # A request is its organisation's: whoever no longer answers for it reads nothing of what they asked.
    ReadBy(Via.OWNER, "author_party", Q(is_internal=False) & ~Q(kind=Thread.Kind.REQUEST)),
    ReadBy(Via.COMMITTEE, "readers__party", Q(readers__until=None)),
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
    return Thread.objects.filter(is_internal=False) if watches(viewer) else Thread.objects.none()


def register_rules() -> None:
    """Tell the engine the rules of this room; called once when the portal starts."""
    add_rule(Organisation, "write_threads", belongs("all_party"))
    add_rule(Thread, "view", in_audience())
    for action in ("post", "follow", "acknowledge"):
        add_rule(Thread, action, in_audience())
    for action in ("edit", "widen", "narrow", "close", "reopen"):
        add_rule(Thread, action, AUTHOR)
    add_rule(Thread, "erase", belongs("secretariat_party"))
    add_rule(Post, "view", in_audience("thread"))
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
    # Both: the hour has not run out, and the reader is oversight still.
    add_rule(ThreadOpening, "read", belongs("party") & belongs("role_party"))
    # Two read a concern: whoever told it, and independent oversight.
    add_rule(Concern, "view", in_audience())
    add_rule(Concern, "answer", belongs("oversight_party"))
    add_rule(Concern, "add", belongs("author_party"))
    keep_out_of_log(Thread, lambda thread: thread.is_internal)
    keep_out_of_log(Post, lambda post: post.thread.is_internal)
    keep_out_of_log(Concern, lambda concern: True)
    add_audience(Thread, reads=READERS)
    add_audience(Concern, reads=(ReadBy(Via.OWNER, "author_party"), ReadBy(Via.SUPPORT, "oversight_party")))
