"""Discussions, a key message and a request that a visitor can answer. Nothing of it happened."""

from access.choosing.choices import resolve
from access.models import User
from access.rules.viewer import Viewer
from coordination.demo.illustrative import Days, People
from partners.models import Committee, Organisation
from partners.queries import find_place
from threads import actions
from threads.access import AUDIENCE, OF_MESSAGES
from threads.models import Thread
from threads.queries.messages import issuing_bodies


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
        about=Thread.About.METHOD,
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
    _message(people["dc_jashore"], days, committee)
    _request(people["rj_liaison"], days, own)
    return Thread.objects.filter(is_illustrative=True).count()


def _message(by: User, days: Days, readers: str) -> None:
    """A message of the district, which its organisations have not acknowledged yet."""
    at = days.hour(-2, 11)
    viewer = Viewer(by, at)
    actions.issue_message(
        by=by,
        organisation=issuing_bodies(viewer)[0],
        readers=resolve(viewer, [readers], OF_MESSAGES),
        title_en="Check the licence before you pay",
        title_bn="টাকা দেওয়ার আগে লাইসেন্স যাচাই করুন",
        text_en="Before you pay anyone for a job abroad, ask for the number of the recruiting licence and "
        "have it checked at the District Employment and Manpower Office. Checking is free.",
        text_bn="বিদেশে চাকরির জন্য কাউকে টাকা দেওয়ার আগে রিক্রুটিং লাইসেন্সের নম্বর জেনে নিন এবং জেলা "
        "কর্মসংস্থান ও জনশক্তি অফিসে যাচাই করুন। যাচাই করতে টাকা লাগে না।",
        from_on=days.today,
        until_on=days.day(40),
        places=[one for one in (find_place(("Jashore", "Khulna")),) if one is not None],
        at=at,
        is_illustrative=True,
    )


def _request(by: User, days: Days, asking: Organisation) -> None:
    """A request that waits for whoever answers for the organisation that was asked."""
    actions.ask(
        by=by,
        organisation=asking,
        asked=Organisation.objects.get(code="BNWLA"),
        kind="information",
        title="Free shelter places for women with children",
        text="How many places are free in each district this month? Numbers are enough.",
        why="The district committee decided that both sides refer by free places.",
        due_on=days.day(7),
        at=days.hour(-1, 11),
        is_illustrative=True,
    )


def _start(by: User, days: Days, on: int, *, readers: list[str], **typed: object) -> Thread:
    at = days.hour(on, 10)
    chosen = resolve(Viewer(by, at), readers, AUDIENCE)
    return actions.start(by=by, readers=chosen, at=at, is_illustrative=True, **typed)  # type: ignore[arg-type]
