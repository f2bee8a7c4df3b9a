"""Three discussions that a visitor can answer, acknowledge and read. Nothing of it happened."""

from access.choosing.choices import resolve
from access.models import User
from access.rules.viewer import Viewer
from coordination.demo.illustrative import Days, People
from partners.models import Committee, Organisation
from partners.queries import find_place
from threads import actions
from threads.access import AUDIENCE
from threads.models import Thread


def load_threads(people: People, days: Days) -> int:
    """Make them; returns how many."""
    jashore = Committee.objects.get(place=find_place(("Jashore", "Khulna")), tier="district", ended_on=None)
    committee = f"committee:{jashore.ref}"
    desk = _start(
        people["rj_liaison"],
        days,
        -4,
        readers=[committee],
        title="Which office answers on a Saturday?",
        text="People ask at the land port on Saturdays, too. Which office can be told then?",
    )
    actions.post(
        by=people["dd_women_jashore"],
        thread=desk,
        text="None on Saturdays. From next month our desk stays open until 18:00 on Tuesdays.",
        at=days.hour(-3, 11),
    )
    _start(
        people["bnwla_liaison"],
        days,
        -2,
        readers=["everyone"],
        title="Free visa and “data entry” job, offered by messaging app",
        text="The offer names no employer, asks for the passport first and says that nothing is paid. "
        "It is the method that matters here: write of no person.",
        kind=Thread.Kind.ALERT,
        asks_acknowledgement=True,
    )
    own = Organisation.objects.get(code="RJ")
    _start(
        people["rj_staff"],
        days,
        -1,
        readers=[f"own:{own.ref}"],
        title="Who takes the leaflets to which union",
        text="Sharsha on Sunday, Benapole on Monday. Who has a motorcycle?",
    )
    return 3


def _start(by: User, days: Days, on: int, *, readers: list[str], **typed: object) -> Thread:
    at = days.hour(on, 10)
    chosen = resolve(Viewer(by, at), readers, AUDIENCE)
    return actions.start(by=by, readers=chosen, at=at, is_illustrative=True, **typed)  # type: ignore[arg-type]
