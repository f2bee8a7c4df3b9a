"""What a tool sends by call: taken in as its form was mapped, or kept aside for those who can mend it.

KoboToolbox sends each submission once, as JSON, and again by itself only after 502, 503 or 504. So what is
refused for what it says is kept here and answered with 422, which its owner sees there as failed and may send
again once it was mended; what cannot even be kept is answered with 503, to come again.
"""

import json
from collections.abc import Mapping as Map
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from knox.crypto import hash_token

from access.api.late import LONGEST
from access.api.limits import is_within
from access.api.problems import Kind, Problem
from access.models import User
from access.rules.engine import RefusedError, can
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.identifiers import first_identifier
from access.toolkit.locking import lock_row
from language.text import forbidden_characters, printable
from language.words import local_day
from library.sheets.incoming.sheet import LONGEST_CELL
from notifications.actions import tell
from partners.models import Organisation, Program
from threads.imports.access import SETTLE
from threads.imports.actions.entering import MOST_BY_CALL
from threads.imports.actions.taking import Taken, take_alone
from threads.imports.forgetting import forget
from threads.imports.judging import Judge, submission_name
from threads.imports.mapping import Mapping, completed
from threads.imports.models import ImportRow, KeptSubmission, KnownToken, ToolForm
from threads.imports.models.forms import NAME_LENGTH
from threads.imports.models.kept import LATE, MOST_KEPT, MOST_LATE
from threads.imports.notices import KEPT_ASIDE
from threads.imports.ours import ID, NAMES, ROOT, SERIAL, TEXT, known_as, last_part
from threads.imports.places import places_now
from threads.imports.reasons import Said, Stop, words_of
from threads.imports.table import HELD_BACK, LONGEST_HEAD, MOST, holds_somebody

State = ImportRow.State
FORM_OF = "_xform_id_string"
# How the tools name who filled it in, with what, and where they stood: none of it is kept.
_OF_WHOEVER_SENT = frozenset(
    [
        "username",
        "email",
        "deviceid",
        "devicephonenum",
        "phonenumber",
        "subscriberid",
        "simserial",
        "audit",
        "start-geopoint",
        "background-audio",
        "_submitted_by",
        "_geolocation",
        "_attachments",
        "_notes",
        "_tags",
        "_validation_status",
    ]
)
# So many are looked at within a minute: each costs more than most of what programs ask. KoboToolbox sends the
# others again.
MOST_A_MINUTE, MOST_LATE_A_MINUTE = 60, 10
_NOTED_EVERY, _REMEMBERED = timedelta(hours=1), timedelta(days=180)


def take_submission(viewer: Viewer, token: str, sent: Any, form: str) -> tuple[dict[str, str], int]:
    """Take in what a program of an organisation sent, in the name of whoever answers for it."""
    program = _program(viewer)
    if not is_within("submissions", token, MOST_A_MINUTE):
        raise Problem(Kind.AGAIN, headers={"Retry-After": "60"})
    _remember(token, program.organisation, viewer.at)
    told = _readable(sent)
    held = _form(program.organisation, form or str(told.get(FORM_OF, "")), viewer.at)
    texts = texts_of(told)
    try:
        taken = _taken(held, program, texts, viewer.at)
    except Stop as stop:
        taken = Taken(stop.state, stop.why, stop.said)
    if taken.state in ImportRow.BAD:
        _keep(held, texts, taken.why, taken.said, viewer.at)
        raise Mendable(
            _("Kept aside for those who answer for your organisation: %(why)s")
            % {"why": words_of(taken.said)},
            code=taken.why,
        )
    forget(KeptSubmission.objects.filter(form=held, name=_name(texts)))
    is_new = taken.state == State.DONE
    return {"state": str(taken.state)}, (HTTPStatus.CREATED if is_new else HTTPStatus.OK).value


def keep_late_submission(token: str, content: bytes, form: str, at: datetime) -> None:
    """Keep what came with a token that lets nobody in any more, if a tool once sent with it.

    Whoever has an old token is not let in: of forms that are known, a few are kept, and the rest is left out.
    """
    known = KnownToken.objects.filter(digest=hash_token(token)).select_related("organisation").first()
    if known is None or not is_within("submissions", token, MOST_LATE_A_MINUTE):
        return
    late = KeptSubmission.objects.filter(form__organisation=known.organisation, why=LATE)
    if late.count() >= MOST_LATE:
        return
    try:
        told = _readable(json.loads(content))
    except (ValueError, Mendable, Problem, RecursionError):
        return
    held = ToolForm.objects.filter(
        organisation=known.organisation, identifier=form or str(told.get(FORM_OF, ""))[:NAME_LENGTH]
    ).first()
    if held is None:
        return
    ended = Stop(LATE, lambda: _("Its token has ended. Make a new one, and write it into the tool."))
    _keep(held, texts_of(told), ended.why, ended.said, at)


def _program(viewer: Viewer) -> Program:
    found = (
        Program.objects.filter(user=viewer.user.pk).select_related("organisation", "answerable__user").first()
    )
    if found is None:
        raise PermissionDenied
    return found


def _remember(token: str, organisation: Organisation, at: datetime) -> None:
    """So that what comes once it has ended is not lost. Nobody can be let in by what is kept."""
    digest = hash_token(token)
    if not KnownToken.objects.filter(digest=digest, seen_at__gt=at - _NOTED_EVERY).exists():
        KnownToken.objects.update_or_create(
            digest=digest, defaults={"organisation": organisation, "seen_at": at}
        )


def _readable(sent: Any) -> dict[str, Any]:
    """The submission, also where the tool wraps it: Kobo lets one choose what stands around it."""
    told = sent
    while isinstance(told, dict) and len(told) == 1 and isinstance(inside := next(iter(told.values())), dict):
        told = inside
    if not isinstance(told, dict) or not told or len(told) > MOST.columns:
        raise Mendable(_("Send one submission as a JSON object."), code="object")
    if len(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")) > LONGEST:
        raise Problem(Kind.TOO_LARGE)
    return told


def _form(organisation: Organisation, identifier: str, at: datetime) -> ToolForm:
    name = printable(identifier).strip()
    if (
        not name
        or len(name) > NAME_LENGTH
        or forbidden_characters(name)
        or first_identifier(name, phones=True)
    ):
        raise Mendable(
            _("Say of which form it is: in _xform_id_string, or as ?form= in the address."), code="form"
        )
    known = ToolForm.objects.filter(organisation=organisation, identifier=name).first()
    if known is not None:
        return known
    if ToolForm.objects.filter(organisation=organisation, mapped_by=None).count() >= MOST_BY_CALL:
        raise Mendable(_("Your organisation has many forms here. Use one of them."), code="many")
    made, _is_new = ToolForm.objects.get_or_create(
        organisation=organisation, identifier=name, defaults={"at": at}
    )
    return made


def _taken(held: ToolForm, program: Program, texts: Map[str, str], at: datetime) -> Taken:
    answers = program.answerable.user
    is_open = held.program_id == program.pk and answers is not None and held.opened_by_id == answers.pk
    if not is_open or not isinstance(answers, User):
        raise Stop(
            "closed", lambda: _("This form is not open to the program, or somebody else answers for it now.")
        )
    viewer = Viewer(answers, at)
    try:
        if not can(viewer, SETTLE, program.organisation):
            raise RefusedError(SETTLE, program.organisation)
        heads = list(texts)
        mapping = completed(Mapping.of(held.opened_mapping), heads)
        judge = Judge(viewer, program.organisation, mapping, heads, places_now(), held.identifier)
        return take_alone(list(texts.values()), judge, viewer, is_sure=False)
    except RefusedError:
        raise Stop(
            "closed", lambda: _("Whoever answers for the program writes for your organisation no more.")
        ) from None


def texts_of(told: Map[str, Any]) -> dict[str, str]:
    """What a submission says, as texts by its questions: no repeats, no files, nothing of whoever sent it."""
    texts = {}
    for name, value in told.items():
        is_theirs = last_part(name) in _OF_WHOEVER_SENT or last_part(name).startswith("_geo")
        if is_theirs or not isinstance(value, str | int | float | bool):
            continue
        text = printable(str(value)).strip()[:LONGEST_CELL]
        holds = known_as(name) not in NAMES and holds_somebody(text)
        texts[_cleaned(name)] = HELD_BACK if holds else text
    return texts


def _cleaned(name: str) -> str:
    """The name of a question, like the heads of a sheet: without anybody's number, and as it can be kept."""
    text = printable(name).strip()[:LONGEST_HEAD]
    return HELD_BACK if holds_somebody(text) else text


def _keep(held: ToolForm, texts: Map[str, str], why: str, said: Said | None, at: datetime) -> None:
    """Keep it for those who answer for the organisation, within bounds, and tell them once a day.

    What came with a token that has ended takes the place of nothing.
    """
    name, payload = _name(texts), _narrowed(held, texts)
    with transaction.atomic():
        organisation = lock_row(held.organisation)
        others = KeptSubmission.objects.filter(form__organisation=organisation)
        if why == LATE and others.filter(form=held, name=name).exists():
            return
        if others.exclude(form=held, name=name).count() >= MOST_KEPT:
            raise Problem(Kind.AGAIN, headers={"Retry-After": "600"})
        KeptSubmission.objects.update_or_create(
            form=held, name=name, defaults={"payload": payload, "at": at, "why": why, "said": said}
        )
        tell(kind=KEPT_ASIDE, record=organisation, occasion=f"kept:{local_day(at)}", at=at)


def _narrowed(held: ToolForm, texts: Map[str, str]) -> dict[str, str]:
    """Of a form that is mapped no more than is read; of another its questions, and the answers to those alone
    that are known here by their names, without what somebody wrote in words.
    """
    if mapping := held.opened_mapping or held.mapping:
        read = {last_part(head) for head in Mapping.of(mapping).columns.values()}
        return {
            name: text for name, text in texts.items() if last_part(name) in read or known_as(name) in NAMES
        }
    return {name: text if known_as(name) not in ("", TEXT) else "" for name, text in texts.items()}


def _name(texts: Map[str, str]) -> str:
    """The name of a submission that stays, else the first it has."""
    by_ours = {known_as(name): text for name, text in texts.items() if known_as(name) in NAMES}
    text = by_ours.get(ROOT) or by_ours.get(ID) or by_ours.get(SERIAL) or ""
    return submission_name(text) or sha256(json.dumps(dict(texts), sort_keys=True).encode()).hexdigest()


def forget_tokens(*, at: datetime) -> int:
    """Forget tokens with which nothing came for half a year."""
    return KnownToken.objects.filter(seen_at__lt=at - _REMEMBERED).delete()[0]
