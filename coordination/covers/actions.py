"""Cover a passage at once, and decide together whether it is shown again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from access.accounts.changes import parties_of_accounts, party_of_account
from access.api.taken import KIND as PROGRAM
from access.api.taken import OF_LIST
from access.models import AccessLog, Cover, Party, Role, User
from access.models.covers import TITLE_LENGTH
from access.rules.audiences import refresh
from access.rules.engine import VIEW, RefusedError, can, people_who_may, programs_who_view, require
from access.rules.viewer import Viewer
from access.toolkit.covering import COVERABLE, MARK, Coverable, leave_out, lock_to_cover, papers_of, stands_in
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row
from coordination.covers.notices import ANSWERED, ASKED, DECIDED, TAKEN_AWAY
from language.text import clean, count_letters
from language.words import local_day, number
from library.actions import end_sheets
from library.exports import KIND as SHEET
from notifications.actions import tell
from notifications.queries import NOTICES
from notifications.working_days import add_working_days

# What a person was told names the records of every room by their titles.
_OF_EVERY_ROOM = (NOTICES.url_name,)
# Of one person: whoever covers whole minutes keeps a committee from its own record.
MOST_UNDECIDED = 3
LONGEST_PASSAGE = 1_000
FEWEST_LETTERS = 3
DAYS_TO_DECIDE = 2


@transaction.atomic
def cover(*, by: User, record: Model, passage: str, at: datetime) -> Cover:
    """A reader says that a passage may identify somebody: from now on nobody reads it.

    The secretariat and oversight are told and decide, within two working days; whoever took the text away in
    a file is told that it is covered.
    """
    viewer = lock_actor(by, at)
    declared = COVERABLE[record._meta.label_lower]
    held = lock_to_cover(record)
    require(viewer, VIEW, held)
    made = Cover(
        record_type=held._meta.label_lower,
        record_id=held.pk,
        passage=_passage_of(viewer, held, declared, passage),
        asked_by=by,
        asker_party=party_of_account(by),
        secretariat_party=declared.secretariat(held) or Party.objects.role(Role.NATIONAL_SECRETARIAT),
        oversight_party=Party.objects.role(Role.OVERSIGHT),
        decide_by=add_working_days(local_day(at), DAYS_TO_DECIDE),
        at=at,
    )
    _must_have_room(by)
    made.save()
    made.took_away.set(_took_away(held, declared, at))
    refresh(made)
    _leave_out(held, declared)
    # One that waits to be fetched was written with it.
    end_sheets((*declared.lists, *_OF_EVERY_ROOM))
    for kind in (ASKED, TAKEN_AWAY):
        tell(kind=kind, record=made, occasion=f"covered:{made.pk}", at=at, by=by)
    return made


@transaction.atomic
def answer(*, by: User, cover: Cover, says: str, at: datetime) -> Cover:
    """One of the two says whether the passage is shown again; where both say the same it is decided.

    Until then either may think again. The two answers are those of two people.
    """
    viewer = lock_actor(by, at)
    held = lock_row(cover)
    if says not in Cover.Answer.values:
        raise Mendable(_("Choose one of the answers."), "says", "answer")
    if held.decided_at is not None:
        raise Mendable(_("This was decided already."), code="decided")
    if can(viewer, "answer_for_oversight", held) and held.secretariat_by_id != by.pk:
        held.oversight_says, held.oversight_by = says, by
    elif can(viewer, "answer_for_secretariat", held) and held.oversight_by_id != by.pk:
        held.secretariat_says, held.secretariat_by = says, by
    else:
        require(viewer, VIEW, held)
        raise RefusedError("answer", held)
    held.decide(at)
    held.save()
    refresh(held)
    if held.decided_at is None:
        tell(kind=ANSWERED, record=held, occasion=f"answered:{at.isoformat()}", at=at, by=by)
        return held
    declared = COVERABLE[held.record_type]
    record = lock_to_cover(declared.records().get(pk=held.record_id))
    _leave_out(record, declared)
    tell(kind=DECIDED, record=held, occasion=f"decided:{held.pk}", at=at, by=by)
    return held


def may_answer(viewer: Viewer, cover: Cover) -> bool:
    """Whether this person is one of those who decide: they alone read the passage, and who asked."""
    return any(can(viewer, action, cover) for action in ("answer_for_oversight", "answer_for_secretariat"))


def _leave_out(record: Model, declared: Coverable) -> None:
    """Let the record read without what is covered now, and be called so wherever a cover names it."""
    leave_out(record)
    titles = {}
    for language in ("en", "bn"):
        with override(language):
            titles[f"title_{language}"] = declared.title(record)[:TITLE_LENGTH]
    covers = Cover.objects.filter(record_type=record._meta.label_lower, record_id=record.pk)
    covers.update(**titles)


def _passage_of(viewer: Viewer, record: Model, declared: Coverable, passage: str) -> str:
    passage = clean(passage)
    if not passage:
        raise Mendable(_("Choose the passage."), "passage", "required")
    if MARK in passage:
        raise Mendable(
            _("A part of this is covered already. Choose the words beside it."), "passage", "covered"
        )
    if count_letters(passage) < FEWEST_LETTERS:
        raise Mendable(
            _("Choose whole words: fewer than %(fewest)s letters would cover too much.")
            % {"fewest": number(FEWEST_LETTERS)},
            "passage",
            "too_short",
        )
    if len(passage) > LONGEST_PASSAGE:
        raise Mendable(
            _("At most %(longest)s letters are covered at once. Choose the sentence that matters.")
            % {"longest": number(LONGEST_PASSAGE)},
            "passage",
            "too_long",
        )
    if not stands_in(passage, declared.offered(viewer, record)):
        raise Mendable(
            _("These words do not stand in this text. Choose them from it as they stand."),
            "passage",
            "absent",
        )
    return passage


def _must_have_room(by: User) -> None:
    if Cover.objects.filter(asked_by=by, decided_at=None).count() >= MOST_UNDECIDED:
        raise Mendable(
            _(
                "%(number)s passages that you covered are not decided yet. Telephone the secretariat about "
                "any further one."
            )
            % {"number": number(MOST_UNDECIDED)},
            code="too_many",
        )


def _took_away(record: Model, declared: Coverable, at: datetime) -> list[Party]:
    """The accounts that took away a paper with this text, or a sheet of a list that they see it in."""
    papers = Q()
    for paper in papers_of(record):
        papers |= Q(record_type=paper._meta.label_lower, record_ref=getattr(paper, "ref", ""))
    sheets = Q(pk__in=[])
    for name in (*declared.lists, *_OF_EVERY_ROOM):
        sheets |= Q(record_type__in=(SHEET, PROGRAM), purpose__startswith=OF_LIST.format(name=name))
    exports = AccessLog.objects.filter(kind=AccessLog.Kind.EXPORT, user__isnull=False)
    listed = exports.filter(sheets).values("user")
    took = Q(pk__in=exports.filter(papers).values("user"))
    for readers in (people_who_may(VIEW, record, at), programs_who_view(record, at)):
        took |= Q(pk__in=readers.filter(pk__in=listed).values("pk"))
    takers = User.objects.filter(took).select_related("answerable")
    # A program is told nothing: who answers for it is.
    return parties_of_accounts({(one.answerable or one) for one in takers})
