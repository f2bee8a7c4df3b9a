"""Minutes as their pages write them: what stands in each line, prepared once for the screen and for paper."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment, Stage
from meetings.circulated_text import decision_number
from meetings.models import ActionPoint, AgendaItem, Decision, ItemMinutes, Meeting, Minutes

_WAITS = _("Recommended: the body has not accepted yet")
_DECLINED = _("Recommended: the body has declined")


@dataclass(frozen=True)
class PointLine:
    """One action point: what is done, which body does it, and how that stands."""

    position: int
    what: str
    side: str
    owner_en: str
    owner_bn: str
    due_on: date
    # Of its commitment, where the reader may open it.
    ref: str
    # What is said of a body that has not accepted.
    standing: str | Promise
    is_unbound: bool


@dataclass(frozen=True)
class ItemLines:
    """One item of the agenda with all that was written on it."""

    item: AgendaItem
    discussion: str
    decision: Decision | None
    # As the decision is quoted by it: 41.3.
    number: str
    points: list[PointLine]
    takes_up_matters: bool

    @property
    def is_silent(self) -> bool:
        """Whether nothing was written on it."""
        return not (self.discussion or self.decision or self.points)


def item_lines(
    meeting: Meeting,
    minutes: Minutes,
    items: Iterable[AgendaItem],
    *,
    open_to_reader: Collection[int] = (),
    not_bound: Collection[int] = (),
) -> list[ItemLines]:
    """Return what is written on these items. Only to commitments in `open_to_reader` is led."""
    return [_item(meeting, minutes, item, open_to_reader, not_bound) for item in items]


def _item(
    meeting: Meeting,
    minutes: Minutes,
    item: AgendaItem,
    open_to_reader: Collection[int],
    not_bound: Collection[int],
) -> ItemLines:
    written: ItemMinutes | None = getattr(item, "written", None)
    decision: Decision | None = getattr(item, "decision", None)
    is_fixed = decision is not None and minutes.is_frozen
    return ItemLines(
        item=item,
        discussion=written.discussion if written is not None else "",
        decision=decision,
        number=decision.number if decision is not None and is_fixed else decision_number(meeting, item),
        points=[_point(point, open_to_reader, not_bound) for point in item.action_points.all()],
        takes_up_matters=item.kind == AgendaItem.Kind.MATTERS_ARISING,
    )


def _point(point: ActionPoint, open_to_reader: Collection[int], not_bound: Collection[int]) -> PointLine:
    made = point.commitment
    return PointLine(
        position=point.position,
        what=point.what,
        side=point.owner.side,
        owner_en=point.owner_en,
        owner_bn=point.owner_bn,
        due_on=point.due_on,
        ref=made.ref if made is not None and made.pk in open_to_reader else "",
        standing=_standing(made),
        is_unbound=point.owner_id in not_bound,
    )


def _standing(made: Commitment | None) -> str | Promise:
    if made is None or made.stage != Stage.RECOMMENDED:
        return ""
    return _WAITS if made.declined_at is None else _DECLINED
