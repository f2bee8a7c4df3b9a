"""The papers of a meeting: put to it and taken off by whoever may change its agenda, as long as they may."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.covering import leave_out
from access.toolkit.errors import Mendable
from access.toolkit.texts import guarded
from library.files.attaching import attach, take_off
from library.models.files import WORDS_LENGTH
from meetings.actions.agenda import hold_agenda
from meetings.models import AgendaItem, Meeting, MeetingFile

MOST_FILES = 40


@transaction.atomic
def add_files(
    *,
    by: User,
    meeting: Meeting,
    files: Sequence[str],
    at: datetime,
    item: AgendaItem | None = None,
    words: str = "",
) -> Meeting:
    """Files for all who read the notice, of the whole meeting or of one item."""
    hold_agenda(by=by, meeting=meeting, at=at)
    if not files:
        raise Mendable(_("Choose a file."), "files", "required")
    if MeetingFile.objects.filter(record=meeting).count() + len(files) > MOST_FILES:
        raise Mendable(_("A meeting holds at most forty files."), "files", "many")
    said = guarded(words, field="words", longest=WORDS_LENGTH, phones=True)
    attach(MeetingFile, to=meeting, refs=files, by=by, at=at, item=item, words=said)
    # A name that is covered is so on whatever file it stands.
    leave_out(meeting)
    return meeting


@transaction.atomic
def remove_file(*, by: User, link: MeetingFile, at: datetime) -> Meeting:
    """It is taken off the meeting, and nothing of it is kept."""
    meeting = link.record
    hold_agenda(by=by, meeting=meeting, at=at)
    take_off(link)
    return meeting
