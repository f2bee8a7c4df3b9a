"""The frame around every page: where this person may go, what is unread, who they are."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from access.models import User
from access.rules.viewer import Viewer, viewer_of
from access.toolkit.counting import answers, counted
from access.toolkit.rooms import Entry, entries
from language.digits import is_bangla
from notifications.queries import unread_among, unread_types

ON_PHONE = 3


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

    @cached_property
    def main(self) -> list[Entry]:
        """The rooms of the portal; for a technical administrator the keeping of it."""
        if self.user is not None and viewer_of(self.user).keeps_portal:
            return entries("upkeep")
        return self._shown("main")

    @cached_property
    def directory(self) -> list[Entry]:
        """Who there is: committees and partners, and for those concerned who came into which office."""
        return self._shown("directory")

    @cached_property
    def foot(self) -> list[Entry]:
        """What helps: who can see what, and whom to call."""
        return self._shown("foot")

    def _shown(self, part: str) -> list[Entry]:
        viewer = self.viewer
        return [one for one in entries(part) if one.is_open or (viewer is not None and one.shows(viewer))]

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The same by name: what the navigation is drawn of."""
        parts = {"main": self.main, "directory": self.directory, "foot": self.foot}
        # The bar of a phone is as wide as the words of three; the others stand under "More".
        parts["bar"] = self.main[:ON_PHONE]
        parts["more"] = [*self.main[ON_PHONE:], *self.directory, *self.foot]
        return {part: tuple(one.name for one in shown) for part, shown in parts.items()}

    @cached_property
    def here(self) -> str:
        """The entry this page belongs to: of the addresses that begin this one, that with the longest."""
        path = self.request.path
        fitting = [
            (len(begins), entry.name)
            for entry in (*self.main, *self.directory, *self.foot)
            for begins in (entry.url, *entry.besides)
            if path == begins or (begins != "/" and path.startswith(begins))
        ]
        return max(fitting)[1] if fitting else ""

    @cached_property
    def _figures(self) -> tuple[dict[str, int], int]:
        """What the ways in count, and what is unread: one statement, and one more where something is."""
        if self.viewer is None:
            return {}, 0
        figures = {
            one.name: one.figure
            for one in (*self.main, *self.directory, *self.foot)
            if one.figure is not None
        }
        told = [counted(of_list) for one in figures.values() for of_list in one.counts(self.viewer)]
        *found, types = answers(*told, unread_types(self.viewer))
        return dict(zip(figures, (one or 0 for one in found), strict=True)), unread_among(self.viewer, types)

    @property
    def tells(self) -> bool:
        """Whether notices come to this person."""
        return self.viewer is not None

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """What the ways in count for this person, by their names, counted to a hundred."""
        return tuple((name, number) for name, number in self._figures[0].items() if number)

    @property
    def counts_more(self) -> int:
        """The same of those that stand under "More" on a phone, together."""
        return sum(number for name, number in self.counts if name in self.names["more"])

    @property
    def unread(self) -> int:
        """How many notices wait, counted to a hundred."""
        return self._figures[1]

    @cached_property
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
