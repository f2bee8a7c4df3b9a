"""The committees below one's own, as a desk shows them: a few that met, and those one may call or help."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from access.models import Party
from access.rules.viewer import Viewer
from language.months import quarter_of
from language.words import local_day
from meetings.below import HAVE_BELOW, Below, State, below, title_below
from partners.models import Committee

# Of these it is said that they met; the longer list is on a page of its own.
MOST_MET, MOST_OTHERS = 3, 4


@dataclass(frozen=True)
class CommitteesBelow:
    """All of them, with the few that stand on the desk."""

    title: str
    url: str
    total: int
    met: list[Below]
    not_yet: list[Below]
    no_record: list[Below]

    @property
    def shown(self) -> list[tuple[str, Below]]:
        """The latest that met, and those one may call: first who has no record at all."""
        others = [*self.no_record, *self.not_yet]
        return [(one.state.value, one) for one in [*self.met[:MOST_MET], *others[:MOST_OTHERS]]]


def committees_below(viewer: Viewer, own: Sequence[Committee]) -> CommitteesBelow | None:
    """Return the committees below those whose secretariat this person is; nothing where there are none."""
    kept = [one for one in own if one.tier in HAVE_BELOW and viewer.belongs_to(one.secretariat_party_id)]
    if not kept or Party.Kind.COMMITTEE_SECRETARIAT not in viewer.party_kinds:
        return None
    rows = below(viewer, [one.pk for one in kept])
    if not rows:
        return None
    quarter = quarter_of(local_day(viewer.at))
    met = [one for one in rows if one.state is State.MET]
    return CommitteesBelow(
        title=title_below(kept),
        url=reverse("committees_below", args=[kept[0].ref]),
        total=len(rows),
        met=sorted(met, key=lambda one: one.last_met or quarter, reverse=True),
        # A meeting that was called is no lapse: it stands after those of which nothing is known.
        not_yet=[one for one in rows if one.state in (State.NOT_YET, State.CALLED)],
        no_record=[one for one in rows if one.state is State.NO_RECORD],
    )
