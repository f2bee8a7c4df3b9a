"""A commitment as a row of a list shows it: values alone, so that a row is drawn once for what it says."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext, pgettext

from access.toolkit.drawn import Body, Name, body_of, name_of
from commitments.models import OPEN_STAGES, STEPS, Commitment, Stage
from commitments.queries.traffic import Due, due_words
from language.words import named, number


class GroupLine(NamedTuple):
    """How the parts of a group stand that their reader may read."""

    ref: str
    name_en: str
    name_bn: str
    total: int
    accepted: int
    verified: int
    late: int
    dropped: int

    @property
    def words(self) -> str:
        """The same in words: "11 of 13 accepted, 3 verified, 1 late"."""
        counts = {"accepted": number(self.accepted), "total": number(self.total)}
        said = [gettext("%(accepted)s of %(total)s accepted") % counts]
        for words, count in (
            (gettext("%(number)s verified"), self.verified),
            (gettext("%(number)s late"), self.late),
            (gettext("%(number)s dropped"), self.dropped),
        ):
            said += [words % {"number": number(count)}] if count else []
        return ", ".join(said)


class CommitmentRow(NamedTuple):
    """What a row shows of a commitment."""

    ref: str
    what: str
    source_text_en: str
    source_text_bn: str
    is_illustrative: bool
    committee: Name | None
    owner: Body | None
    verifier: Body | None
    verifier_from_above: bool
    stage: str
    more_information: bool
    declined_at: datetime | None
    due_on: date | None
    suggested_due_on: date | None
    due: Due
    # Where it stands for all parts of a group that its reader may read.
    group: GroupLine | None = None

    @property
    def is_open(self) -> bool:
        """Somebody still has something to do."""
        return self.stage in OPEN_STAGES

    @property
    def step_number(self) -> int:
        """How many of the four steps are taken; none for a recommendation or a drop."""
        return STEPS.index(Stage(self.stage)) + 1 if self.stage in STEPS else 0

    @property
    def dots(self) -> list[str]:
        """The four dots: on, given back by the verifier, or empty."""
        dots = ["on" if place < self.step_number else "" for place in range(len(STEPS))]
        if self.more_information and not dots[2]:
            dots[2] = "back"
        return dots

    @property
    def source_line(self) -> str:
        """Where it was agreed: by the committee's short name, where it has one."""
        text, committee = named(self, "source_text"), self.committee
        if committee is None or not named(committee, "short"):
            return text
        long = next((name for name in (committee.name_en, committee.name_bn) if text.startswith(name)), "")
        return named(committee, "short") + text.removeprefix(long) if long else text

    @property
    def stage_words(self) -> str:
        """The stage in words, as the reader sees it."""
        if self.more_information and self.stage == Stage.ACCEPTED:
            return gettext("More information requested")
        if self.declined_at is not None:
            return pgettext("stage", "Declined")
        return str(Stage(self.stage).label)


def row_of(commitment: Commitment, today: date) -> CommitmentRow:
    """Return what a row shows of a commitment that `commitment_rows` brought."""
    return CommitmentRow(
        ref=commitment.ref,
        what=commitment.what,
        source_text_en=commitment.source_text_en,
        source_text_bn=commitment.source_text_bn,
        is_illustrative=commitment.is_illustrative,
        committee=name_of(commitment.committee),
        owner=body_of(commitment.owner),
        verifier=body_of(commitment.verifier),
        verifier_from_above=commitment.verifier_from_above,
        stage=commitment.stage,
        more_information=commitment.more_information,
        declined_at=commitment.declined_at,
        due_on=commitment.due_on,
        suggested_due_on=commitment.suggested_due_on,
        due=due_words(commitment, today),
    )
