"""What is done to accounts: opened, invited, closed, given a new password.

The technical administrator does this for anybody; a person does the rest for themselves.
Which secretariat or liaison officer may invite whom is a rule of partners, which then
calls `access.accounts.invitations.issue`.
"""

from contextlib import suppress
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from access.accounts import invitations, mfa
from access.accounts.calendar_address import end_address
from access.accounts.changes import note_change, stated_reason
from access.accounts.known_devices import forget_devices
from access.accounts.program_accounts import end_programs_of, must_be_of_a_person
from access.accounts.tokens import end_tokens
from access.models import AccessLog, AccountChange, Invitation, PasswordWish, User
from access.rules.administration import require_administrator
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.bell import ring
from access.toolkit.errors import Mendable
from access.toolkit.identifiers import guard_text
from access.toolkit.locking import lock_row
from language.text import one_encoding


def open_account(
    *,
    by: User,
    at: datetime,
    email: str = "",
    mobile: str = "",
    label_en: str = "",
    label_bn: str = "",
    language: str = User.Language.BANGLA,
    is_administrator: bool = False,
) -> User:
    """Open an account; nobody signs in with it before an invitation is used."""
    require_administrator(by)
    label_en = guard_text(field="label_en", text=label_en)
    label_bn = guard_text(field="label_bn", text=label_bn)
    if not email and not mobile:
        raise Mendable(
            _("Give an e-mail address or a mobile number: the person signs in with it."), field="email"
        )
    if email and User.objects.find(email):
        raise Mendable(_("Another account already signs in with this e-mail address."), field="email")
    if mobile and User.objects.find(mobile):
        raise Mendable(_("Another account already signs in with this mobile number."), field="mobile")
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email=email or None,
                mobile=mobile or None,
                label_en=label_en,
                label_bn=label_bn,
                language=language,
                is_administrator=is_administrator,
                opened_by=by,
                joined_at=at,
            )
            _note(by, user, "opened", at)
    except IntegrityError as error:
        raise Mendable(_("This account was opened by somebody else a moment ago."), field="email") from error
    return user


@transaction.atomic
def invite(
    *, by: User, user: User, channel: Invitation.Channel, at: datetime, reason: str = ""
) -> invitations.Issued:
    """Invite a person, or help one who has forgotten the password: by e-mail or with a printed code.

    An e-mail goes to the person alone. A printed code opens the account to whoever holds the paper.
    What was sent or printed before gives no password any more, whichever way it went.
    """
    require_administrator(by)
    must_be_of_a_person(user)
    is_printed = channel == Invitation.Channel.PAPER
    reason = stated_reason(user=user, reason=reason, at=at) if is_printed else ""
    purpose = Invitation.Purpose.RESET if user.has_usable_password() else Invitation.Purpose.WELCOME
    invitations.withdraw(user, at=at, purposes=invitations.KEYS)
    issued = invitations.issue(user=user, purpose=purpose, channel=channel, by=by, at=at)
    _note(by, user, f"invited ({channel})", at, reason)
    if is_printed:
        note_change(by=by, user=user, kind=AccountChange.Kind.CODE_PRINTED, reason=reason, at=at)
    transaction.on_commit(ring_for_mails)
    return issued


@transaction.atomic
def close_account(*, by: User, user: User, at: datetime) -> None:
    """Close an account: every session of it ends now, open invitations stop working.

    So do the programs that its person answers for; and a program is ended so by an administrator.
    """
    require_administrator(by)
    if user.pk == by.pk:
        raise Mendable(_("You cannot close your own account. Another administrator can."))
    lock_row(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    invitations.withdraw(user, at=at)
    end_address(user)
    end_tokens(user)
    end_sessions(user=user)
    end_programs_of(user)
    _note(by, user, "closed", at)


@transaction.atomic
def reopen_account(*, by: User, user: User, at: datetime) -> None:
    """Open a closed account again, with its old password. Its person is told: others may know that one."""
    require_administrator(by)
    must_be_of_a_person(user)
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        _note(by, user, "reopened", at)
        note_change(by=by, user=user, kind=AccountChange.Kind.REOPENED, reason="", at=at)


@transaction.atomic
def reset_second_factor(*, by: User, user: User, at: datetime, reason: str = "") -> None:
    """Help a person who has lost phone and recovery codes; their sessions end."""
    require_administrator(by)
    must_be_of_a_person(user)
    if not user.is_active:
        raise Mendable(_("This account is closed. Open it again first."))
    reason = stated_reason(user=user, reason=reason, at=at)
    mfa.remove_second_factor(user)
    end_tokens(user)
    end_sessions(user=user)
    _note(by, user, "second factor removed", at, reason)
    note_change(by=by, user=user, kind=AccountChange.Kind.FACTOR_REMOVED, reason=reason, at=at)


@transaction.atomic
def ask_new_password(*, name: str, at: datetime, in_vain: bool = False) -> None:
    """Somebody has forgotten the password. It is noted down, also for a name that is nobody's.

    The worker finds what becomes of it: the page does and says the same for every name, and waits for
    nothing that is being done to the account. `in_vain` when it was asked for too often.
    """
    user = User.objects.find(name)
    PasswordWish.objects.create(user=None if in_vain else user, at=at)
    transaction.on_commit(ring_for_mails)


def answer_wishes(*, at: datetime) -> None:
    """Send a link to those who have forgotten their password and can be sent one.

    An account with a mobile number only gets no e-mail: the technical administrator prints a code.
    Nor does one whose address nobody has shown to be theirs: it may be somebody else's.
    """
    for wish in PasswordWish.objects.select_related("user").order_by("pk"):
        # While something else is done to the account its wish stays; the next sweep answers it.
        with suppress(Mendable), transaction.atomic():
            is_mine, _rows = PasswordWish.objects.filter(pk=wish.pk).delete()
            if is_mine and wish.user is not None and _is_sent_links(wish.user):
                invitations.issue(
                    user=wish.user,
                    purpose=Invitation.Purpose.RESET,
                    channel=Invitation.Channel.MAIL,
                    by=None,
                    at=at,
                )


def _is_sent_links(user: User) -> bool:
    return user.is_active and user.has_proved_email and user.has_usable_password()


@transaction.atomic
def choose_password(*, invitation: Invitation, password: str, at: datetime) -> User:
    """Use an invitation up: the person has a password now, and every earlier session ends."""
    if invitation.user is None:
        raise ValueError("An invitation to nobody's account opens none.")
    user = lock_row(invitation.user)
    invitation = lock_row(invitation)
    if not invitation.is_open(at) or not user.is_active or invitation.purpose not in invitations.KEYS:
        raise Mendable(_("This invitation has been used or has expired. Ask for a new one."))
    Invitation.objects.filter(pk=invitation.pk).update(used_at=at, token_hash=None, next_try_at=None)
    set_password(user, password, at=at)
    _note_proof(user, invitation.channel, at)
    end_sessions(user=user)
    log_access(Viewer(user, at), AccessLog.Kind.ACCOUNT, user, "chose a password by invitation")
    return user


@transaction.atomic
def change_password(*, by: User, current: str, new: str, at: datetime, keep_session: str = "") -> None:
    """Change one's own password; every other session ends."""
    lock_row(by)
    if not by.check_password(current):
        raise Mendable(_("This is not your present password."), field="current")
    set_password(by, new, at=at, field="new")
    end_sessions(user=by, except_key=keep_session)
    log_access(Viewer(by, at), AccessLog.Kind.ACCOUNT, by, "changed the password")


def change_language(*, by: User, language: str) -> None:
    """Read and be told in this language from now on."""
    if language in User.Language.values:
        User.objects.filter(pk=by.pk).update(language=language)


def sessions_of(user: User, at: datetime) -> QuerySet[UserSession]:
    """Where this person is signed in now; a session that has run out is nowhere."""
    running = Session.objects.filter(expire_date__gt=at).values("session_key")
    found: QuerySet[UserSession] = UserSession.objects.filter(user_id=user.pk, session_key__in=running)
    return found.order_by("-created_at")


def sweep_sessions(*, at: datetime) -> int:
    """Delete what is kept of sessions that have run out or were ended."""
    Session.objects.filter(expire_date__lte=at).delete()
    running = Session.objects.values("session_key")
    return int(UserSession.objects.exclude(session_key__in=running).delete()[0])


def end_sessions(*, user: User, except_key: str = "") -> int:
    """Sign the person out wherever they are signed in, but for the session named.

    No device of theirs is known any longer; a page that goes on in this session makes its own known again.
    """
    forget_devices(user)
    ended = 0
    for session in UserSession.objects.filter(user_id=user.pk).exclude(session_key=except_key):
        session.end()
        ended += 1
    return ended


def end_session(*, by: User, number: int) -> bool:
    """Sign out one of one's own sessions; another person's is not found.

    Which of the devices it was is not kept, so that none is known any longer but the one that is at work.
    """
    session = UserSession.objects.filter(user_id=by.pk, pk=number).first()
    if session is None:
        return False
    session.end()
    forget_devices(by)
    return True


def ring_for_mails() -> None:
    """Wake the worker. When the bell is broken, it looks by itself each minute."""
    from access.tasks import send_invitations

    ring(send_invitations)


def set_password(user: User, password: str, *, at: datetime, field: str = "password") -> None:
    """Give the account this password, or refuse one that would be guessed.

    Every other way into the account ends: a link that somebody asked for earlier gives no third
    password, an address that somebody wished for from a stolen session is not taken over, the
    address of its calendar leads nowhere, and its tokens let no program in.
    """
    try:
        validate_password(one_encoding(password), user)
    except ValidationError as error:
        raise Mendable(" ".join(_why(each) for each in error.error_list), field=field) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    invitations.withdraw(user, at=at)
    end_address(user)
    end_tokens(user)


def _note_proof(user: User, channel: str, at: datetime) -> None:
    """Whoever used the link has the address; whoever used the paper was handed it with the number."""
    column = "email" if channel == Invitation.Channel.MAIL else "mobile"
    if getattr(user, column) and getattr(user, f"{column}_proved_at") is None:
        setattr(user, f"{column}_proved_at", at)
        user.save(update_fields=[f"{column}_proved_at"])


def _why(refusal: ValidationError) -> str:
    """What is wrong with a password, in our own words: Django has none in Bangla for all of them."""
    return {
        "password_too_short": _("This password is too short. Use at least 10 characters."),
        "password_too_common": _("This password is too common: it would be guessed. Choose another."),
        "password_entirely_numeric": _("This password has digits only. Add words."),
        "password_too_similar": _("This password is too much like your e-mail address. Choose another."),
    }.get(refusal.code or "") or " ".join(refusal.messages)


def _note(by: User, user: User, what: str, at: datetime, reason: str = "") -> None:
    log_access(Viewer(by, at), AccessLog.Kind.ACCOUNT, user, f"{what}: {reason}" if reason else what)
