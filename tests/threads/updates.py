"""Field updates as tests ask for them, sent by the action that the pages call."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from access.models import User
from access.rules.viewer import Viewer
from language.words import local_day
from partners.models import Place, Presence, Work
from partners.queries import organisations_of
from tests.cast import NOW
from tests.threads.world import chosen
from threads.models import Thread
from threads.updates import actions
from threads.updates.figures import Facts, Figures, Seen, Signs

SEEN = Seen("https://facebook.com/groups/jobs/posts/9", "facebook", "job-abroad", is_no_profile=True)


def union(name: str = "Bagachra") -> Place:
    """A union by its name."""
    return Place.objects.select_related("parent").get(tier="union", name_en=name)


def works_in(who: User, upazila: str) -> None:
    """The organisation of this person works there: unions of it are offered on their form."""
    there = Place.objects.get(tier="upazila", name_en=upazila)
    Presence.objects.create(
        organisation=organisations_of(Viewer(who, NOW))[0],
        place=there,
        work=Work.AWARENESS,
        since=NOW.date(),
        entered_at=NOW,
    )


def posted(
    by: User,
    *readers: str,
    of: str = "awareness",
    at: datetime = NOW,
    key: UUID | None = None,
    place: Place | None = None,
    **more: Any,
) -> Thread:
    """Somebody posts an update; figures are named as they are counted."""
    names = Figures.__dataclass_fields__.keys() & more.keys()
    figures = Figures(**{name: more.pop(name) for name in names})
    if of == "trend":
        more.setdefault("signs", Signs("marriage", driver="flood"))
    if of == "online-abuse":
        more.setdefault("seen", SEEN)
    receipt = actions.send_update(
        by=by,
        key=key or uuid4(),
        facts=Facts(of, place or union(), local_day(at), figures),
        readers=chosen(by, *readers, at=at) if readers else None,
        at=at,
        **more,
    )
    return receipt.update.thread
