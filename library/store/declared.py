"""The forms that may be filled in without a connection. A room declares each when it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from access.rules.viewer import Viewer
from access.toolkit.registry import Registry


@dataclass(frozen=True)
class QueuedForm:
    """One form whose shell a phone may keep, and what is written in it until the portal has it.

    `template` is the form alone, as its page includes it: a POST to the address of that page, with
    `data-queue` and a hidden field `key`. `context` gives what stands in it before anything is typed, and
    nothing of any record: the person's own places and those who may be chosen as readers at most. Whoever
    `may` no longer loses what waits; each page of the portal asks it, so it asks no database.
    """

    name: str
    words: str | Promise
    page: str
    template: str
    context: Callable[[Viewer], dict[str, Any]]
    may: Callable[[Viewer], bool]
    # Where what was sent is read.
    sent: str
    # What stands above it on the phone, where that is not what it is called.
    heading: str | Promise = ""
    icon: str = "plus"
    script: str = ""
    style: str = ""

    @property
    def page_url(self) -> str:
        """The page with this form, which the phone shows out of its store where there is no connection."""
        return reverse(self.page)

    @property
    def sent_url(self) -> str:
        """The list of what arrived."""
        return reverse(self.sent)


QUEUED: Registry[str, QueuedForm] = Registry("The queued form")


def add_queued(form: QueuedForm) -> None:
    """Let phones keep this form."""
    QUEUED.add(form.name, form)


def forms_of(viewer: Viewer) -> list[QueuedForm]:
    """The forms this person may fill in without a connection."""
    return [form for form in QUEUED.values() if viewer.is_in_network and form.may(viewer)]


def uses_store(viewer: Viewer) -> bool:
    """Whether a phone of this person keeps anything."""
    return bool(forms_of(viewer))
