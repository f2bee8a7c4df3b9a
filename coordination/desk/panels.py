"""The sheets of promises on a desk: what the own organisation keeps, what the own committees follow up."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from access.rules.viewer import Viewer
from commitments.models import Commitment
from commitments.queries import OPEN, Due, Shares, due_words, listed, shares_of
from language.words import capped, named
from partners.models import Committee, Organisation

ROWS = 7


@dataclass(frozen=True)
class Share:
    """One part of the bar over a sheet of promises."""

    css: str
    count: int
    words: str


@dataclass(frozen=True)
class Panel:
    """Open commitments of one owner, or of the committees whose minutes this person keeps."""

    title: str
    url: str
    empty: str
    rows: list[tuple[Commitment, Due]]
    shares: Shares
    shows_owner: bool

    @property
    def bar(self) -> list[Share]:
        """Late, soon and later: the bar and its key."""
        late, soon, later = self.shares.late, self.shares.soon, self.shares.later
        return [
            Share("r", late, _("%(count)s late") % {"count": capped(late)}),
            Share("a", soon, _("%(count)s due within 5 working days") % {"count": capped(soon)}),
            Share("g", later, _("%(count)s later") % {"count": capped(later)}),
        ]


def panels_of(
    viewer: Viewer,
    organisation: Organisation | None,
    followed: list[Committee],
    today: date,
    *,
    above: Collection[int] = (),
) -> list[Panel]:
    """Return the promises to keep and those to follow up, what is empty last.

    Each promise stands once: what stands `above` is not repeated, nor is the own body's among those to
    follow up. Who has neither, as oversight, sees the open commitments they may read.
    """
    seen = set(above)
    own = []
    # One after the other: what the first shows, the next leaves out.
    for panel in chain(
        _to_keep(viewer, organisation, today, seen), _to_follow_up(viewer, followed, today, seen)
    ):
        own.append(panel)
        seen |= {commitment.pk for commitment, _due in panel.rows}
    return sorted(own, key=lambda panel: not panel.rows) or [_to_read(viewer, today)]


def committees_followed(viewer: Viewer) -> list[Committee]:
    """The committees whose minutes this person keeps, and whose promises they follow up."""
    return list(Committee.objects.permitted(viewer, "take_minutes").order_by("tier", "pk"))


def _to_keep(
    viewer: Viewer, organisation: Organisation | None, today: date, seen: set[int]
) -> Iterator[Panel]:
    if organisation is None:
        return
    within = Q(owner=organisation)
    yield Panel(
        title=_("Commitments of %(organisation)s")
        % {"organisation": named(organisation, "short") or named(organisation)},
        url=f"{reverse('commitments')}?{urlencode({'organisation': named(organisation)})}",
        empty=_(
            "Nothing open. What your organisation promises in a meeting stands here once the minutes "
            "are circulated."
        ),
        rows=_rows(viewer, within & ~Q(pk__in=seen), today),
        shares=shares_of(viewer, within),
        shows_owner=False,
    )


def _to_follow_up(viewer: Viewer, kept: list[Committee], today: date, seen: set[int]) -> Iterator[Panel]:
    if not kept:
        return
    within = Q(committee__in=[committee.pk for committee in kept])
    one = kept[0] if len(kept) == 1 else None
    address = reverse("commitments")
    yield Panel(
        title=_("To follow up: %(committee)s") % {"committee": named(one, "short") or named(one)}
        if one is not None
        else _("To follow up in your committees"),
        url=f"{address}?{urlencode({'committee': one.ref})}" if one is not None else address,
        empty=_("Nothing open. What the committee decides stands here once its minutes are circulated."),
        rows=_rows(viewer, within & ~Q(pk__in=seen), today),
        shares=shares_of(viewer, within),
        shows_owner=True,
    )


def _to_read(viewer: Viewer, today: date) -> Panel:
    return Panel(
        title=_("Commitments you may read"),
        url=reverse("commitments"),
        empty=_("Nothing open that you may read."),
        rows=_rows(viewer, None, today),
        shares=shares_of(viewer, None),
        shows_owner=True,
    )


def _rows(viewer: Viewer, within: Q | None, today: date) -> list[tuple[Commitment, Due]]:
    records = listed(viewer, OPEN, within=within, size=ROWS).records
    return [(record, due_words(record, today)) for record in records]
