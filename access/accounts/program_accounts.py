"""Accounts of programs of an organisation: opened in its name, answered for by a person, ended for good.

Nobody signs in with one: it has no address, no number and no password, and comes in by its tokens alone.
Which body may have one, and what it reads there, is said in partners.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from access.accounts.tokens import end_tokens
from access.models import AccessLog, User
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_row


def open_program(*, by: User, answerable: User, label_en: str, label_bn: str, at: datetime) -> User:
    """Open the account of a program; whoever calls this has asked who may."""
    program = User(
        answerable=answerable,
        label_en=label_en,
        label_bn=label_bn,
        language=answerable.language,
        opened_by=by,
        joined_at=at,
    )
    program.set_unusable_password()
    program.save()
    _note(by, program, "opened for a program", at)
    return program


def pass_program(*, by: User, program: User, answerable: User, at: datetime) -> None:
    """Somebody else answers for it. Its tokens end: whoever answered before has seen them."""
    held = lock_row(program)
    held.answerable = answerable
    held.save(update_fields=["answerable"])
    end_tokens(held)
    _note(by, held, "passed to another person", at)


def end_program(*, by: User, program: User, at: datetime) -> None:
    """It comes in no more, from now on and for good."""
    _close(program)
    _note(by, program, "ended a program", at)


def end_programs_of(user: User) -> None:
    """End what a person answered for: of a closed account nobody answers for anything."""
    for program in User.objects.filter(answerable=user, is_active=True).order_by("pk"):
        _close(program)


def end_left_program(user: User) -> None:
    """End a program that has lost its last place in the network; a person's account stays."""
    User.objects.filter(pk=user.pk, answerable__isnull=False).update(is_active=False)


def must_be_of_a_person(user: User) -> None:
    """Refuse to give a program what only a person has: a password, an address, a second factor."""
    if user.is_program:
        raise Mendable(
            _("This is a program. It has no password and no address, and one that has ended stays ended."),
            code="program",
        )


def _close(program: User) -> None:
    held = lock_row(program)
    held.is_active = False
    held.save(update_fields=["is_active"])
    end_tokens(held)


def _note(by: User, program: User, what: str, at: datetime) -> None:
    log_access(Viewer(by, at), AccessLog.Kind.ACCOUNT, program, what)
