"""Corrections as the pages of minutes show them: what was wished, what was answered, and what now stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from access.toolkit.covering import without_covered
from language.words import day, ordinal
from meetings.circulated_text import Rows
from meetings.models import Correction, Minutes
from meetings.standing_text import (
    Line,
    Said,
    in_words,
    is_as_confirmed,
    lines_of,
    put_into,
    standing_text,
    stands_as_circulated,
)


@dataclass(frozen=True)
class Noted:
    """One correction beside the minutes."""

    correction: Correction
    line: Line
    # Whether another one of this line was accepted since: it was written on a text that no longer stands.
    is_outdated: bool

    @property
    def was(self) -> str:
        """How the line read, in words."""
        return in_words(self.line.part, self.correction.was)

    @property
    def wished(self) -> str:
        """How it should read, in words."""
        return in_words(self.line.part, self.correction.wished)

    @property
    def is_of_annex(self) -> bool:
        """Whether it is about who came."""
        return self.line.part.is_counted


@dataclass(frozen=True)
class Standing:
    """What the corrections of some minutes come to."""

    corrections: Sequence[Noted] = ()
    # Of each line the last accepted correction, else the first that waits.
    marks: Mapping[str, Noted] = field(default_factory=dict)
    is_as_confirmed: bool = True

    @property
    def open(self) -> list[Noted]:
        """Those that wait for an answer."""
        return [one for one in self.corrections if one.correction.is_open]

    @property
    def accepted(self) -> list[Noted]:
        """Those by which the text now reads otherwise than it was circulated."""
        return [one for one in self.corrections if one.correction.is_accepted]

    @property
    def of_annex(self) -> list[Noted]:
        """The accepted ones about who came."""
        return [one for one in self.accepted if one.is_of_annex]


def standing_of(minutes: Minutes) -> Standing:
    """Return the corrections of circulated minutes, with what each is about."""
    return _standing(minutes, standing_text(minutes, minutes.corrections.all()))


def let_stand(minutes: Minutes, rows: Rows) -> Standing:
    """The same; and let the rows that a page has read, which are what was circulated, say what now stands."""
    if not minutes.corrections.all() and stands_as_circulated(minutes):
        return Standing()
    said = standing_text(minutes, minutes.corrections.all())
    put_into(rows, said)
    return _standing(minutes, said)


def on_line(standing: Standing, key: str) -> list[Noted]:
    """The corrections of one line that wait or were accepted: whoever writes another one sees them."""
    found = (one for one in standing.corrections if one.line.key == key)
    return [one for one in found if one.correction.is_open or one.correction.is_accepted]


def confirmed_words(minutes: Minutes, number: int | None) -> str:
    """Say when the minutes were confirmed, and at which meeting by its number; its title is not told."""
    if minutes.confirmed_on is None:
        return _("Confirmed")
    on = day(minutes.confirmed_on)
    if minutes.confirmed_in_id is None:
        return _("Confirmed on %(day)s") % {"day": on}
    if number is None:
        return _("Confirmed at the meeting of %(day)s") % {"day": on}
    return _("Confirmed at the %(ordinal)s meeting, %(day)s") % {"ordinal": ordinal(number), "day": on}


def _standing(minutes: Minutes, said: Said) -> Standing:
    corrections, lines = list(minutes.corrections.all()), lines_of(said)
    # By the words themselves; from here on they read without what is covered.
    is_whole = not minutes.is_confirmed or is_as_confirmed(minutes, corrections)
    for one in corrections:
        _leave_out(one, lines[one.line], minutes.meeting.covered or ())
    noted = [_noted(one, lines[one.line]) for one in corrections]
    marks = {one.line.key: one for one in reversed(noted) if one.correction.is_open}
    marks |= {one.line.key: one for one in noted if one.correction.is_accepted}
    return Standing(corrections=noted, marks=marks, is_as_confirmed=is_whole)


def _leave_out(correction: Correction, line: Line, covered: Collection[str]) -> None:
    """Let a correction read without what is covered; a status or a number is nothing that anybody wrote."""
    written = (
        ("reason", "answer_note") if line.part.is_counted else ("was", "wished", "reason", "answer_note")
    )
    for name in written if covered else ():
        setattr(correction, name, without_covered(getattr(correction, name), covered))


def _noted(correction: Correction, line: Line) -> Noted:
    return Noted(correction, line, is_outdated=correction.is_open and correction.was != line.text)
