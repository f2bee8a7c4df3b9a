"""An organisation lets a program of its own read, and act, here; somebody of it answers for that."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from psycopg2.extras import DateTimeTZRange

from access.accounts.program_accounts import end_program as end_account
from access.accounts.program_accounts import open_program as open_account
from access.accounts.program_accounts import pass_program
from access.accounts.tokens import LONGEST_DAYS
from access.accounts.tokens import make_token as make_token_of
from access.models import AccessToken, User
from access.rules.audiences import refresh
from access.rules.engine import require
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_container, lock_people, lock_row
from access.toolkit.texts import guarded
from language.words import local_day, named, number
from notifications.actions import tell
from partners.belonging_of_programs import refresh_programs
from partners.models import Organisation, Person, Program
from partners.models.programs import NAME_LENGTH
from partners.notices import ANSWERS_FOR_PROGRAM, PROGRAM_LET_IN
from partners.parties import person_party
from partners.programs import is_running, may_answer

MOST = 20
_LABEL_LENGTH = 200


@transaction.atomic
def open_program(
    *,
    by: User,
    organisation: Organisation,
    name: str,
    answerable: Person,
    speaks: bool,
    days: int,
    at: datetime,
) -> Program:
    """A system of the organisation reads here from now on, by tokens that whoever answers for it makes.

    It is nobody: it signs in nowhere, is told nothing and decides nothing. `speaks` lets it accept, report
    and ask as its liaison officer does.
    """
    body = lock_container(organisation, by=by, action="run_programs", at=at)
    name = guarded(name, field="name", longest=NAME_LENGTH, required=True)
    _must_take_part(body, at)
    if not 1 <= days <= LONGEST_DAYS:
        raise Mendable(
            _("Choose between 1 and %(most)s days.") % {"most": number(LONGEST_DAYS)}, "days", "days"
        )
    _must_be_told_apart(body, name)
    account = _must_answer(answerable, body, speaks=speaks, at=at)
    english, bangla = _labels(body, name)
    program = Program.objects.create(
        organisation=body,
        user=open_account(by=by, answerable=account, label_en=english, label_bn=bangla, at=at),
        name=name,
        answerable=answerable,
        answerable_party=person_party(answerable),
        answerable_since=at,
        speaks=speaks,
        period=DateTimeTZRange(at, at + timedelta(days=days)),
        at=at,
    )
    refresh_programs([program])
    refresh(program)
    for kind in (ANSWERS_FOR_PROGRAM, PROGRAM_LET_IN):
        tell(kind=kind, record=program, occasion=at.isoformat(), at=at, by=by)
    return program


@transaction.atomic
def name_answerable(*, by: User, program: Program, answerable: Person, at: datetime) -> Program:
    """Somebody else of the organisation answers for it. Its tokens end: they make new ones."""
    held = _hold(program, by=by, action="name_answerable", at=at)
    if held.answerable_id == answerable.pk:
        raise Mendable(_("This person answers for it already."), "answerable", "same")
    account = _must_answer(answerable, held.organisation, speaks=held.speaks, at=at)
    pass_program(by=by, program=held.user, answerable=account, at=at)
    held.answerable, held.answerable_party = answerable, person_party(answerable)
    held.answerable_since = at
    held.save(update_fields=["answerable", "answerable_party", "answerable_since"])
    refresh_programs([held])
    tell(kind=ANSWERS_FOR_PROGRAM, record=held, occasion=at.isoformat(), at=at, by=by)
    return held


@transaction.atomic
def end_program(*, by: User, program: Program, at: datetime) -> Program:
    """The program comes in no more, and its tokens are gone. What it did stays, under its name."""
    held = _hold(program, by=by, action="end", at=at)
    end_account(by=by, program=held.user, at=at)
    held.period = DateTimeTZRange(held.period.lower, max(at, held.period.lower + timedelta(microseconds=1)))
    held.live = False
    held.save(update_fields=["period", "live"])
    refresh_programs([held])
    refresh(held)
    return held


@transaction.atomic
def make_program_token(
    *, by: User, program: Program, name: str, scope: AccessToken.Scope, days: int, at: datetime
) -> str:
    """Return a new token of the program, which is shown once, to whoever answers for it."""
    held = _hold(program, by=by, action="make_tokens", at=at)
    return make_token_of(by=by, name=name, scope=scope, days=days, at=at, program=held.user)


def relabel_programs(organisation: Organisation) -> None:
    """The organisation is called otherwise now; so are its programs."""
    for program in Program.objects.filter(organisation=organisation).select_related("user"):
        program.user.label_en, program.user.label_bn = _labels(organisation, program.name)
        program.user.save(update_fields=["label_en", "label_bn"])


def _hold(program: Program, *, by: User, action: str, at: datetime) -> Program:
    """Hold the body, whoever acts, and the program; refuse where it has ended."""
    lock_row(program.organisation)
    viewer = lock_actor(by, at)
    held = lock_row(program)
    require(viewer, action, held)
    if not is_running(held, at):
        raise Mendable(_("This program has ended. Whatever goes on is a new one."), code="ended")
    return held


def _must_take_part(body: Organisation, at: datetime) -> None:
    if not body.is_active(local_day(at)):
        raise Mendable(
            _("%(name)s has left; nothing reads here for it any more.") % {"name": named(body)}, code="left"
        )


def _must_be_told_apart(body: Organisation, name: str) -> None:
    running = Program.objects.filter(organisation=body, user__is_active=True)
    if running.count() >= MOST:
        raise Mendable(
            _("The organisation has %(most)s programs. End one that is not needed any more.")
            % {"most": number(MOST)},
            code="most",
        )
    if running.filter(name=name).exists():
        raise Mendable(_("Another program of the organisation is called so."), "name", "taken")


def _must_answer(person: Person, body: Organisation, *, speaks: bool, at: datetime) -> User:
    """Return the account of who answers for it: somebody of the body, with as many rights there.

    Held, so that they do not leave at this moment.
    """
    if person.user_id is not None:
        lock_people([person.user_id])
    if not may_answer(body, at, speaks=False).filter(pk=person.pk).exists() or person.user is None:
        raise Mendable(
            _("Choose somebody who serves the organisation and signs in here."), "answerable", "who"
        )
    if speaks and not may_answer(body, at, speaks=True).filter(pk=person.pk).exists():
        raise Mendable(
            _("For a program that acts, its head or a liaison officer answers: it does no more than they."),
            "answerable",
            "speaks",
        )
    return person.user


def _labels(body: Organisation, name: str) -> tuple[str, str]:
    return _label(body, name, "en"), _label(body, name, "bn")


def _label(body: Organisation, name: str, language: str) -> str:
    with override(language):
        whose = named(body, "short") or named(body)
        rest = _("%(organisation)s, program %(name)s") % {"organisation": "", "name": name}
        words = {"organisation": whose[: _LABEL_LENGTH - len(rest)], "name": name}
        return _("%(organisation)s, program %(name)s") % words
