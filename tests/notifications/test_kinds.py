"""Kinds, stages and channels are data that the rooms above declare."""

from pathlib import Path

import notifications
from commitments.notices import LETTER_STAGES, OWNER_STAGES, VERIFIER_STAGES
from notifications.channels import MAIL, Channel, ways_to_person
from notifications.kinds import Again, Kind, Stages

ROOM = Path(notifications.__file__).parent


def test_the_room_of_notices_knows_no_stage_and_its_sql_no_channel_by_name() -> None:
    files = [ROOM / "kinds.py", ROOM / "actions" / "scanning.py", ROOM / "actions" / "telling.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    stages = {*OWNER_STAGES.named, *VERIFIER_STAGES.named, *LETTER_STAGES.named}
    for name in stages:
        assert f"'{name}'" not in text and f'"{name}"' not in text
    assert not any(f"{quote}week-" in text for quote in ("'", '"'))
    assert "'mail'" not in text


def test_stages_of_one_name_share_their_words_whatever_the_room_calls_them() -> None:
    kind = Kind(
        name="toys.monthly",
        model="promises.Promise",
        url_name="commitment",
        subject="A toy",
        stage_subjects={"month": "Another month"},
    )
    assert (kind.words("month-2"), kind.words("month-13"), kind.words("first")) == (
        "Another month",
        "Another month",
        "A toy",
    )


def test_the_first_stage_may_be_one_that_comes_back() -> None:
    assert Stages({"on": 0}, Again("month", every=20, first=1)).first_step == 0
    assert Stages({"letter": 7}).first_step == 7
    assert Stages({}, Again("month", every=20, first=2)).first_step == 40


def test_a_notice_travels_by_each_channel_that_reaches_its_person() -> None:
    pigeon = Channel("pigeon", "person.mobile > ''")
    assert "'mail'" in ways_to_person([MAIL, pigeon]) and "'pigeon'" in ways_to_person([MAIL, pigeon])
    assert "WHERE FALSE" in ways_to_person([])
