"""The frame around every page: where this person may go, what is unread, who they are."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import User
from access.rules.viewer import Viewer, viewer_of
from commitments.queries import LATE, counted
from coordination.oversight.access import may_read_log
from language.digits import is_bangla
from notifications.queries import unread_count
from partners.access import hears_of_changes
from partners.queries import own_organisations

Words = str | Promise


@dataclass(frozen=True)
class Entry:
    """One way in the navigation. A page that is not built, or not theirs, has none."""

    name: str
    icon: str
    label: Words
    short: Words = ""

    @property
    def url(self) -> str:
        """The address, or nothing where the page does not exist."""
        try:
            return reverse(self.name)
        except NoReverseMatch:
            return ""


ROOMS = (
    Entry("desk", "home", _("My desk"), pgettext_lazy("tab", "Desk")),
    Entry("meetings", "calendar-event", _("Meetings")),
    Entry("commitments", "checklist", _("Commitments"), pgettext_lazy("tab", "Commitments")),
)
DIRECTORY = (
    Entry("committees", "sitemap", _("Committees")),
    Entry("partners", "map-2", _("Partners")),
)
# Of whoever an entry about an office can concern: for the others the page would always be empty.
OFFICES = (Entry("office_changes", "replace", _("Changes of office holders")),)
UPKEEP = (
    Entry("accounts", "users", _("Accounts")),
    Entry("days", "calendar-cog", _("Table of days"), pgettext_lazy("tab", "Days")),
    Entry("deliveries", "mail-exclamation", _("Held and dead e-mails"), pgettext_lazy("tab", "E-mails")),
)
FOOT = (
    Entry("who_can_see_what", "eye", _("Who can see what")),
    Entry("help", "lifebuoy", _("Help and helplines")),
)
HELP = FOOT[1:]
OVERSIGHT = (
    Entry("oversight_drafts", "file-text", _("Minutes not confirmed yet")),
    Entry("access_log", "list-search", _("Access log")),
)


def _built(entries: tuple[Entry, ...]) -> list[Entry]:
    return [entry for entry in entries if entry.url]


class Shell:
    """Worked out when a template asks, so that a fragment of a page pays for none of it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def user(self) -> User | None:
        """Who is signed in."""
        user = getattr(self.request, "user", None)
        return user if isinstance(user, User) else None

    @cached_property
    def viewer(self) -> Viewer | None:
        """The viewer, once they are let into the network."""
        viewer: Viewer | None = getattr(self.request, "viewer", None)
        return viewer if viewer is not None and viewer.is_in_network else None

    @property
    def main(self) -> list[Entry]:
        """The rooms of the portal; for a technical administrator the keeping of it."""
        if self.user is not None and viewer_of(self.user).keeps_portal:
            return _built(UPKEEP)
        return _built(ROOMS) if self.viewer else []

    @property
    def directory(self) -> list[Entry]:
        """Who there is: committees and partners, and for those concerned who came into which office."""
        if self.viewer is None:
            return []
        return _built(DIRECTORY + OFFICES if hears_of_changes(self.viewer) else DIRECTORY)

    @property
    def foot(self) -> list[Entry]:
        """What helps: who can see what, and whom to call."""
        if self.viewer is None:
            return _built(HELP)
        return _built(OVERSIGHT + FOOT if may_read_log(self.viewer) else FOOT)

    @property
    def here(self) -> str:
        """The entry this page belongs to: the longest address that begins this one."""
        entries = [*self.main, *self.directory, *self.foot]
        path = self.request.path
        fitting = [
            entry
            for entry in entries
            if path == entry.url or (entry.url != "/" and path.startswith(entry.url))
        ]
        return max(fitting, key=lambda entry: len(entry.url)).name if fitting else ""

    @cached_property
    def late(self) -> int:
        """How many promises of the own organisation are late, counted to a hundred."""
        if self.viewer is None:
            return 0
        own = own_organisations(self.viewer).values("pk")
        return counted(self.viewer, LATE, within=Q(owner__in=own))

    @cached_property
    def unread(self) -> int:
        """How many notices wait, counted to a hundred."""
        return unread_count(self.viewer) if self.viewer else 0

    @property
    def me(self) -> str:
        """The office this person is here as."""
        user = self.user
        if user is None:
            return ""
        english, bangla = user.label_en, user.label_bn
        return (bangla or english) if is_bangla() else (english or bangla)

    @property
    def other_language(self) -> str:
        """The language the page can be read in instead."""
        return "en" if is_bangla() else "bn"

    @property
    def address(self) -> str:
        """Where to come back to after the language was changed: this page, if it can be asked for again."""
        return self.request.get_full_path() if self.request.method == "GET" else self.request.path


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every template its `shell`."""
    return {"shell": Shell(request)}
