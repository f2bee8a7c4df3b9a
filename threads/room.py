"""What this room says of itself."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.toolkit.rooms import Entry, Figure, Passages, Reading, RecordKind, Room
from threads.access import watches
from threads.api import API
from threads.covering import COVERABLE
from threads.erasable import ERASABLE
from threads.figures.queries import FIGURES_LIST, OWN_FIGURES, PUBLISHED
from threads.imports.own import IMPORTS
from threads.models import Post, Request, Thread
from threads.queries import KNOWN_THREADS, REQUESTS, THREADS
from threads.queries.acknowledged import ACKNOWLEDGED, NOT_ACKNOWLEDGED
from threads.queries.concerns import CONCERNS
from threads.queries.known import OPENED_POSTS
from threads.queries.lists import UNREAD
from threads.queries.opened import POSTS
from threads.returns.access import deals_with_returns
from threads.returns.queries import RETURNS
from threads.search import SOURCES
from threads.updates.queries import ABUSES, UPDATES

ROOM = Room(
    name="threads",
    order=50,
    prefix="threads/",
    main=(
        Entry(
            "threads",
            "messages",
            _("Discussions"),
            order=40,
            besides=("/sheets/threads/",),
            figure=Figure(THREADS.kept_counts(UNREAD), pgettext_lazy("count", "unread")),
        ),
    ),
    directory=(
        Entry("updates", "map-pin", _("Field updates"), order=60, besides=("/threads/updates/",)),
        Entry(
            "returns",
            "report",
            _("Monthly returns"),
            order=62,
            shows=deals_with_returns,
            besides=("/threads/returns/",),
        ),
    ),
    foot=(
        Entry("concerns", "shield-lock", _("Concern to oversight"), order=75),
        Entry("threads_known", "eye", _("Discussions that exist"), order=35, shows=watches),
    ),
    kinds={
        "threads.thread": RecordKind(
            pgettext_lazy("thread", "Discussion"), Thread.objects.get_queryset, lambda one: one.called
        ),
        "threads.post": RecordKind(_("Post"), Post.objects.get_queryset, lambda one: one.thread.called),
        "threads.storyconsent": RecordKind(_("Consent to a success story")),
        "threads.request": RecordKind(
            _("Request"), Request.objects.get_queryset, lambda one: one.thread.called
        ),
        "threads.threadopening": RecordKind(_("Opening of a discussion by oversight")),
        "threads.concern": RecordKind(_("Concern told to oversight")),
        "threads.onlineabuse": RecordKind(_("Link of online abuse")),
        "threads.monthlyreturn": RecordKind(_("Monthly return")),
        "threads.importended": RecordKind(_("Sheet of field updates that has ended")),
    },
    readings=(
        Reading(
            pgettext_lazy("thread", "Discussion"),
            _(
                "Those whom its author chose, and the author. One of an organisation alone is read by that "
                "organisation and nobody else."
            ),
            _(
                "Whoever reads it answers in it. Its author changes it, ends it, and says who reads it; each "
                "changes and deletes their own posts."
            ),
            _(
                "That they exist, of what kind, in whose name and when; opening one takes a purpose, is "
                "logged and told to its author. Of those of an organisation alone nothing, not even that "
                "they exist."
            ),
            of=("threads.thread", "threads.post", "threads.threadopening"),
        ),
        Reading(
            _("Request to an organisation"),
            _("Those who answer for the two organisations, and each office that has had it."),
            _("Whoever has it answers, passes it on or says why not; those who asked withdraw it."),
            _(
                "That it exists, between whom and how long it took; how many were refused because they asked "
                "for persons. Opening one takes a purpose, is logged and told to both sides."
            ),
            of=("threads.request",),
        ),
        Reading(
            _("Consent to a success story"),
            _(
                "Those who answer for the organisation of the story, or for whoever keeps the signed paper, "
                "and its author. Readers of the story see what it allows; it names nobody."
            ),
            _("The same withdraw it: from that moment nobody reads the story, and nothing of it is kept."),
            _("Nothing of it; of the story that it exists, while the consent stands."),
            of=("threads.storyconsent",),
        ),
        Reading(
            _("Concern told to oversight"),
            _("Whoever told it, and oversight. It is in no e-mail, search, sheet or log of others."),
            _("Anybody in the network tells one; oversight answers within 10 working days."),
            _("All of them: it answers."),
            of=("threads.concern",),
        ),
        Reading(
            _("Link of online abuse in a field update"),
            _("Whoever reported it, and CID’s cell against trafficking in human beings."),
            _("The cell answers: taken down, case opened, passed on or no action."),
            _("Nothing of it; of its update as of any other one."),
            of=("threads.onlineabuse",),
        ),
        Reading(
            _("Monthly return of an office"),
            _("The office that sends it and the office that receives it; nobody else."),
            _(
                "Whoever answers for the sending office, and whom its head lets act, send and correct; the "
                "receiver accepts or asks. Everything it said stays in its history."
            ),
            _("Nothing of it, not even that it exists, unless oversight is the receiver."),
            of=("threads.monthlyreturn",),
        ),
        Reading(
            _("Sheet of field updates from another tool"),
            _("Whoever sent it, while they write for its organisation."),
            _("The same map it, have it carried out and take it back. It is deleted after 14 days."),
            _("Nothing of it; of what it posts as of any other field update."),
            of=("threads.importended",),
        ),
    ),
    lists=(
        THREADS,
        POSTS,
        REQUESTS,
        KNOWN_THREADS,
        OPENED_POSTS,
        CONCERNS,
        ACKNOWLEDGED,
        NOT_ACKNOWLEDGED,
        UPDATES,
        IMPORTS,
        ABUSES,
        FIGURES_LIST,
        OWN_FIGURES,
        PUBLISHED,
        RETURNS,
    ),
    no_sheets={
        "threads/imports/import.html": "whoever sent it has it; the rows to mend leave as a file",
        "threads/imports/tools.html": "what could not be taken in is for those alone who answer for the body",
        "threads/figures/months.html": "its sums leave in the sheet of the figures, month by month",
        "threads/figures/quarter.html": "its cells leave in the sheet of the published quarters",
        "threads/figures/passed_on.html": "its updates leave in the sheet of field updates",
        "threads/returns/enter.html": "a form is no table of records",
        "threads/returns/sums.html": "what the sums are made of is taken out with the list of returns",
    },
    search=SOURCES,
    api=API,
    passages=Passages(COVERABLE, [ERASABLE]),
)
