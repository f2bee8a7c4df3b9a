"""Minutes in official Bangla, rich in conjuncts, with everything on them that a paper has room for."""

from datetime import time
from typing import NamedTuple

from meetings import actions
from meetings.models import Meeting, Minutes
from tests.cast import NOW, Cast
from tests.meetings.sittings import DUE, announced, body, item_of, seat_of, sent

MEMO, NOTICE_MEMO = "05.44.8790.000.16.011.26-412", "05.44.8790.000.16.011.26-387"
PLACE = "উপজেলা পরিষদ সভাকক্ষ, শার্শা"
GUEST = "প্রেস ইনস্টিটিউটের আঞ্চলিক প্রতিনিধি"


class Item(NamedTuple):
    """What is written on one item."""

    title: str
    discussion: str
    decision: str
    # What is to be done, and the code of the body that does it.
    points: tuple[tuple[str, str], ...]


ITEMS = (
    Item(
        "আশ্রয়কেন্দ্রের শয্যা",
        "উপজেলা সমাজসেবা কর্মকর্তা জানান, পাচারের শিকার ব্যক্তিদের প্রত্যাবাসন ও পুনঃএকত্রীকরণের পূর্বে আশ্রয়কেন্দ্রে "
        "শয্যা প্রয়োজন; কোন কেন্দ্রে শয্যা খালি, তা সংশ্লিষ্ট কেউ জ্ঞাত নন।",
        "প্রতি ত্রৈমাসিকে খালি শয্যার সংখ্যা প্রতিবেদন আকারে উপস্থাপন করতে হবে।",
        (("খালি শয্যার হালনাগাদ তালিকা প্রেরণ", "RJ"), ("তালিকা ঊর্ধ্বতন কমিটিতে উপস্থাপন", "RJ")),
    ),
    Item(
        "সীমান্তে সচেতনতা",
        "সদস্য-সচিব বলেন, বেনাপোল স্থলবন্দরে কর্মরত র‍্যাব, বিজিবি ও পুলিশের সঙ্গে দৃশ্যমান বিজ্ঞপ্তি প্রদর্শনের "
        "বিষয়ে চূড়ান্ত সিদ্ধান্ত গ্রহণ করা হয়নি। NGO ও BRAC-এর প্রস্তাব ৩টি।",
        "স্থলবন্দরে ২টি দৃশ্যমান বিজ্ঞপ্তি স্থাপন করা হবে।",
        (("বিজ্ঞপ্তি মুদ্রণ ও স্থাপন", "RJ"),),
    ),
)


def notice_in_bangla(cast: Cast) -> Meeting:
    """The notice of the meeting, sent."""
    return announced(
        cast.uno_sharsha.user, number=41, agenda=[item.title for item in ITEMS], place=PLACE,
        starts=time(11), memo_number=NOTICE_MEMO,
    )  # fmt: skip


def minutes_in_bangla(cast: Cast) -> Minutes:
    """Its minutes: circulated, with a memo number and an attendance list."""
    by = cast.uno_sharsha.user
    minutes = actions.open_minutes(by=by, meeting=notice_in_bangla(cast), at=NOW)
    for item in ITEMS:
        row = item_of(minutes, item.title)
        actions.save_item(
            by=by, item=row, discussion=item.discussion, decision=item.decision, version=1, at=NOW
        )
        for what, owner in item.points:
            actions.add_action_point(by=by, item=row, what=what, owner=body(owner), due_on=DUE, at=NOW)
    marks = [actions.Mark(seat_of(who).pk, "present") for who in ("chair", "RJ")]
    actions.record_attendance(by=by, minutes=minutes, marks=marks, at=NOW)
    actions.add_guest(by=by, minutes=minutes, label=GUEST, at=NOW)
    circulated = sent(cast, minutes)
    return actions.give_memo_number(by=by, minutes=circulated, memo_number=MEMO, at=NOW)
