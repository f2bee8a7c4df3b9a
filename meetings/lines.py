"""Minutes as their pages write them: what stands in each line, prepared once for the screen and for paper."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commitments.models import Commitment, Stage
from commitments.queries import Traffic, traffic
from commitments.queries.groups import Parts, line_of
from language.words import number as in_digits
from meetings.circulated_text import decision_number
from meetings.corrections import Noted
from meetings.models import ActionPoint, AgendaItem, Decision, ItemMinutes, Meeting, Minutes
from partners.models import Side

_WAITS = _("Recommended: the body has not accepted yet")
_DECLINED = _("Recommended: the body has declined")
# What is none of these is open.
_WAY = {
    Traffic.KEPT: "kept",
    Traffic.LATE: "late",
    Traffic.RECOMMENDED: "asked",
    Traffic.DROPPED: "dropped",
}


class MarkWords(NamedTuple):
    """That a line was corrected, or that a correction of it waits, by values alone."""

    ref: str
    is_accepted: bool


class PointWords(NamedTuple):
    """What the screen says of one action point, by values alone: what is equal is drawn once."""

    key: str
    mark: MarkWords | None
    position: int
    what: str
    side: str
    owner_en: str
    owner_bn: str
    due_on: date
    ref: str
    standing: str
    is_unbound: bool
    # Of what a group became, where the reader may read some of it: its page, and how its parts stand.
    group: str = ""
    parts: str = ""
    verifier_en: str = ""
    verifier_bn: str = ""
    of_each: str = ""


class ItemWords(NamedTuple):
    """The same of one item of the agenda, without its action points."""

    key: str
    position: int
    heading: str
    note: str
    discussion: str
    discussion_mark: MarkWords | None
    # None where nothing was decided.
    decision: str | None
    decision_mark: MarkWords | None
    number: str
    became: str
    is_silent: bool


@dataclass(frozen=True)
class PointLine:
    """One action point: what is done, which body does it, and how that stands."""

    # By which it is taken out of a draft.
    point: str
    # Where it stands in the text, and what was corrected in it.
    key: str
    mark: Noted | None
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
    # Of what a group became, where the reader may read some of it: its page, and how its parts stand.
    group: str = ""
    parts: str = ""
    # Whom the meeting named to verify it.
    verifier_en: str = ""
    verifier_bn: str = ""
    # How many promises it is where it is a group's.
    promises: int = 0

    @property
    def of_each(self) -> str:
        """The same in words."""
        return of_each_in_words(self.promises)

    @property
    def words(self) -> PointWords:
        """The same in the reader's language."""
        return PointWords(
            key=self.key,
            mark=_mark(self.mark),
            position=self.position,
            what=self.what,
            side=self.side,
            owner_en=self.owner_en,
            owner_bn=self.owner_bn,
            due_on=self.due_on,
            ref=self.ref,
            standing=str(self.standing),
            is_unbound=self.is_unbound,
            group=self.group,
            parts=self.parts,
            verifier_en=self.verifier_en,
            verifier_bn=self.verifier_bn,
            of_each=self.of_each,
        )


def of_each_in_words(promises: int) -> str:
    """How many promises the action point of a group is, one of each of its members; nothing for none."""
    if not promises:
        return ""
    words = ngettext("%(number)s commitment, one of each", "%(number)s commitments, one of each", promises)
    return words % {"number": in_digits(promises)}


@dataclass(frozen=True)
class ItemLines:
    """One item of the agenda with all that was written on it."""

    item: AgendaItem
    # Where it stands in the text, and what was corrected in discussion and decision.
    key: str
    discussion_mark: Noted | None
    decision_mark: Noted | None
    discussion: str
    decision: Decision | None
    # As the decision is quoted by it: 41.3.
    number: str
    points: list[PointLine]
    takes_up_matters: bool
    # Of a confirmed decision: what became of its action points, as far as the reader may see them.
    became: str

    @property
    def is_silent(self) -> bool:
        """Whether nothing was written on it."""
        return not (self.discussion or self.decision or self.points)

    @property
    def words(self) -> ItemWords:
        """The same in the reader's language, without its action points."""
        return ItemWords(
            key=self.key,
            position=self.item.position,
            heading=self.item.heading,
            note=self.item.note,
            discussion=self.discussion,
            discussion_mark=_mark(self.discussion_mark),
            decision=self.decision.text if self.decision is not None else None,
            decision_mark=_mark(self.decision_mark),
            number=self.number,
            became=self.became,
            is_silent=self.is_silent,
        )


def item_lines(
    meeting: Meeting,
    minutes: Minutes,
    items: Iterable[AgendaItem],
    *,
    open_to_reader: Collection[int] = (),
    not_bound: Collection[int] = (),
    marks: Mapping[str, Noted] | None = None,
    today: date | None = None,
    groups: Parts | None = None,
    promises: Mapping[int, int] | None = None,
) -> list[ItemLines]:
    """Return what is written on these items. Only to commitments in `open_to_reader` is led.

    `marks` are the corrections of each line; what became of a decision is said as of `today`, and of a
    group by its parts that the reader may read. `promises` say of a draft how many its groups become.
    """
    marked = marks or {}
    return [
        _item(
            meeting,
            minutes,
            item,
            f"items.{place}",
            marked,
            open_to_reader,
            not_bound,
            today,
            groups or {},
            promises or {},
        )
        for place, item in enumerate(items)
    ]


def _item(
    meeting: Meeting,
    minutes: Minutes,
    item: AgendaItem,
    key: str,
    marks: Mapping[str, Noted],
    open_to_reader: Collection[int],
    not_bound: Collection[int],
    today: date | None,
    groups: Parts,
    promises: Mapping[int, int],
) -> ItemLines:
    points = list(item.action_points.all())
    may_see = [point.commitment for point in points if point.commitment_id in open_to_reader]
    may_see += [part for point in points for part in groups.get(point.commitments_id or 0, ())]
    written: ItemMinutes | None = getattr(item, "written", None)
    decision: Decision | None = getattr(item, "decision", None)
    is_fixed = decision is not None and minutes.is_frozen
    return ItemLines(
        item=item,
        key=key,
        discussion_mark=marks.get(f"{key}.discussion"),
        decision_mark=marks.get(f"{key}.decision"),
        discussion=written.discussion if written is not None else "",
        decision=decision,
        number=decision.number if decision is not None and is_fixed else decision_number(meeting, item),
        points=[
            _point(point, f"{key}.points.{nth}", marks, open_to_reader, not_bound, promises)
            if point.commitments_id not in groups
            else _of_group(point, f"{key}.points.{nth}", marks, groups[point.commitments_id], today)
            for nth, point in enumerate(points)
        ],
        takes_up_matters=item.kind == AgendaItem.Kind.MATTERS_ARISING,
        became=_became(may_see, today) if decision is not None and minutes.is_confirmed and today else "",
    )


def _became(commitments: Iterable[Commitment | None], today: date) -> str:
    """Say how many of these were kept, are late or open, wait to be accepted, or were dropped."""
    ways = [_WAY.get(traffic(one, today), "open") for one in commitments if one is not None]
    counted = {way: ways.count(way) for way in ("kept", "late", "open", "asked", "dropped")}
    return ", ".join(_in_words(way, count) for way, count in counted.items() if count)


def _in_words(way: str, count: int) -> str:
    words = {
        "kept": ngettext("%(number)s kept", "%(number)s kept", count),
        "late": ngettext("%(number)s late", "%(number)s late", count),
        "open": ngettext("%(number)s open", "%(number)s open", count),
        "asked": ngettext("%(number)s not accepted yet", "%(number)s not accepted yet", count),
        "dropped": ngettext("%(number)s dropped", "%(number)s dropped", count),
    }
    return words[way] % {"number": in_digits(count)}


def _point(
    point: ActionPoint,
    key: str,
    marks: Mapping[str, Noted],
    open_to_reader: Collection[int],
    not_bound: Collection[int],
    promises: Mapping[int, int],
) -> PointLine:
    made = point.commitment
    return PointLine(
        point=point.ref,
        key=key,
        mark=marks.get(key),
        position=point.position,
        what=point.what,
        side=point.owner.side if point.owner is not None else Side.GOVERNMENT,
        owner_en=point.owner_en,
        owner_bn=point.owner_bn,
        due_on=point.due_on,
        ref=made.ref if made is not None and made.pk in open_to_reader else "",
        standing=_standing(made),
        is_unbound=point.owner_id in not_bound,
        verifier_en=point.verifier_en,
        verifier_bn=point.verifier_bn,
        promises=promises.get(point.pk, 0),
    )


def _of_group(
    point: ActionPoint, key: str, marks: Mapping[str, Noted], parts: Sequence[Commitment], today: date | None
) -> PointLine:
    """The line of a group, and as of a day how its parts stand; on paper only how many it has."""
    line = replace(_point(point, key, marks, (), (), {}), promises=len(parts))
    group = parts[0].group
    if group is None or today is None:
        return line
    return replace(line, group=group.ref, parts=line_of(group, parts, today).words)


def _standing(made: Commitment | None) -> str | Promise:
    if made is None or made.stage != Stage.RECOMMENDED:
        return ""
    return _WAITS if made.declined_at is None else _DECLINED


def _mark(noted: Noted | None) -> MarkWords | None:
    if noted is None:
        return None
    return MarkWords(noted.correction.ref, is_accepted=noted.correction.is_accepted)
