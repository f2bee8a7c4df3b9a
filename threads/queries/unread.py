"""Which threads hold what somebody has not read, at a cost that does not grow with what there is.

Only what was written lately counts, and of each party that somebody belongs to no more than the latest: who
comes new, or back after a year, is not told that ten years of posts are unread.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import EmptyResultSet
from django.db import connection

from access.models import DATED
from access.rules.viewer import Viewer
from access.toolkit import listing
from access.toolkit.brought import bringing
from access.toolkit.counting import Countable
from access.toolkit.keyset import Page, paged
from access.toolkit.prepared import Own
from access.toolkit.rows import Part
from threads.models import Thread
from threads.queries.records import thread_records

LATEST = 500
_UNREAD = """
    SELECT hit.rank, hit.at, hit.record_id
    FROM unnest(%s::bigint[]) AS mine(party_id)
    CROSS JOIN LATERAL (
        SELECT a.rank, a.at, a.record_id FROM threads_threadaudience a
        WHERE a.party_id = mine.party_id AND a.rank = {dated} AND a.at >= %s
        ORDER BY a.rank DESC, a.at DESC, a.record_id DESC LIMIT {latest}
    ) AS hit
    LEFT JOIN threads_threadmark mark ON mark.user_id = %s AND mark.thread_id = hit.record_id
    WHERE coalesce(mark.wish, '') <> 'mute' AND (mark.read_at IS NULL OR mark.read_at < hit.at)
      AND hit.record_id NOT IN (SELECT id FROM threads_thread WHERE read_until <= %s){kept}{beyond}
    GROUP BY hit.rank, hit.at, hit.record_id
    ORDER BY hit.rank {way}, hit.at {way}, hit.record_id {way} LIMIT %s
"""


@dataclass(frozen=True)
class UnreadThreads:
    """Threads in which somebody has not read the last post, the latest first."""

    # Whose readers are asked again before a sheet of them is handed out.
    of_audience: ClassVar[type[Thread]] = Thread

    def page(self, viewer: Viewer, part: Part, chosen: Mapping[str, Any], **place: Any) -> Page[Thread]:
        """Return one page of them."""

        def read(
            beyond: tuple[Any, ...] | None, backwards: bool, limit: int
        ) -> list[tuple[Thread, tuple[Any, ...]]]:
            places = _asked(_places(viewer, part, limit, beyond, backwards=backwards))
            found = bringing(thread_records)(viewer, [pk for _rank, _at, pk in places])
            return [(found[one[-1]], one) for one in places if one[-1] in found]

        return paged(read, of="unread threads", viewer=viewer, width=listing.PLACE_WIDTH, **place)

    def countable(
        self,
        viewer: Viewer,
        part: Part,
        cap: int = listing.COUNT_CAP,
        _chosen: Mapping[str, Any] | None = None,
    ) -> Countable:
        """Return them, to be counted."""
        return _places(viewer, part, cap)


def _asked(places: Countable) -> list[tuple[Any, ...]]:
    if places is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*places)
        return list(cursor.fetchall())


def _places(
    viewer: Viewer,
    part: Part,
    limit: int,
    beyond: tuple[Any, ...] | None = None,
    *,
    backwards: bool = False,
) -> Countable:
    if not viewer.is_let_in:
        return None
    way, further = ("ASC", ">") if backwards else ("DESC", "<")
    kept, narrowed = "", ()
    if part.narrow is not None:
        few = Thread._base_manager.filter(part.narrow).order_by().values("pk")
        try:
            sql, narrowed = few.query.sql_with_params()
        except EmptyResultSet:
            return None
        kept = f" AND hit.record_id IN ({sql})"
    statement = _UNREAD.format(
        dated=DATED,
        latest=LATEST,
        way=way,
        kept=kept,
        beyond="" if beyond is None else f" AND (hit.rank, hit.at, hit.record_id) {further} (%s, %s, %s)",
    )
    reader = [Own(one) for one in (list(viewer.party_ids), part.since, viewer.user.pk, viewer.at)]
    return statement, [*reader, *narrowed, *map(Own, beyond or ()), limit]
