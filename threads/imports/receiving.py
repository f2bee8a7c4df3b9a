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
from access.api.problems import Kind, Problem
from access.models import User
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.identifiers import first_identifier
from language.text import forbidden_characters, printable
from language.words import local_day
from library.sheets.incoming.sheet import LONGEST_CELL
from notifications.actions import tell
from partners.models import Organisation, Program
from threads.imports.actions.entering import MOST_FORMS
from threads.imports.actions.taking import Taken, take_rows
from threads.imports.judging import Judge
from threads.imports.mapping import Mapping, completed
from threads.imports.models import ImportRow, KeptSubmission, KnownToken, ToolForm
from threads.imports.models.forms import NAME_LENGTH
from threads.imports.models.kept import MOST_KEPT
from threads.imports.notices import KEPT_ASIDE
from threads.imports.ours import NAMES, known_as, last_part
from threads.imports.places import Places
from threads.imports.reasons import Said, Stop, words_of
from threads.imports.table import HELD_BACK, MOST, holds_somebody

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
# Why something is kept whose token has ended; and so many at a time.
_LATE, _MOST_LATE = "token", 50
_NOTED_EVERY, _REMEMBERED = timedelta(hours=1), timedelta(days=180)


def take_submission(viewer: Viewer, token: str, sent: Any, form: str) -> tuple[dict[str, str], int]:
    """Take in what a program of an organisation sent, in the name of whoever answers for it."""
    program = _program(viewer)
    _remember(token, program.organisation, viewer.at)
    told = _readable(sent)
    held = _form(program.organisation, form or str(told.get(FORM_OF, "")), viewer.at)
    try:
        taken = _taken(held, program, told, viewer.at)
    except Stop as stop:
        taken = Taken(stop.state, stop.why, stop.said)
    if taken.state in ImportRow.BAD:
        _keep(held, told, taken.why, taken.said, viewer.at)
        raise Mendable(
            _("Kept aside for those who answer for your organisation: %(why)s")
            % {"why": words_of(taken.said)},
            code=taken.why,
        )
    KeptSubmission.objects.filter(form=held, name=_name(told)).delete()
    is_new = taken.state == State.DONE
    return {"state": str(taken.state)}, (HTTPStatus.CREATED if is_new else HTTPStatus.OK).value


def keep_late_submission(token: str, content: bytes, form: str, at: datetime) -> None:
    """Keep what came with a token that lets nobody in any more, if a tool once sent with it.

    Whoever has an old token is not let in: of forms that are known, a few are kept, and the rest is left out.
    """
    known = KnownToken.objects.filter(digest=hash_token(token)).select_related("organisation").first()
    if known is None:
        return
    late = KeptSubmission.objects.filter(form__organisation=known.organisation, why=_LATE)
    try:
        told = _readable(json.loads(content))
    except (ValueError, Mendable, Problem, RecursionError):
        return
    held = ToolForm.objects.filter(
        organisation=known.organisation, identifier=form or str(told.get(FORM_OF, ""))[:NAME_LENGTH]
    ).first()
    if held is None or late.exclude(form=held, name=_name(told)).count() >= _MOST_LATE:
        return
    ended = Stop(_LATE, lambda: _("Its token has ended. Make a new one, and write it into the tool."))
    _keep(held, told, ended.why, ended.said, at)


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
    if ToolForm.objects.filter(organisation=organisation).count() >= MOST_FORMS:
        raise Mendable(_("Your organisation has many forms here. Use one of them."), code="many")
    made, _is_new = ToolForm.objects.get_or_create(
        organisation=organisation, identifier=name, defaults={"at": at}
    )
    return made


def _taken(held: ToolForm, program: Program, told: Map[str, Any], at: datetime) -> Taken:
    answers = program.answerable.user
    is_open = held.program_id == program.pk and answers is not None and held.opened_by_id == answers.pk
    if not is_open or not isinstance(answers, User):
        raise Stop(
            "closed", lambda: _("This form is not open to the program, or somebody else answers for it now.")
        )
    texts = texts_of(told)
    heads = list(texts)
    mapping = completed(Mapping.of(held.opened_mapping), heads)
    viewer = Viewer(answers, at)
    judge = Judge(viewer, program.organisation, mapping, heads, Places(), held.identifier)
    try:
        with transaction.atomic():
            (taken,) = take_rows([list(texts.values())], judge, viewer, is_sure=False, alone=True)
            return taken
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
        texts[name[:200]] = HELD_BACK if holds else text
    return texts


def _keep(held: ToolForm, told: Map[str, Any], why: str, said: Said | None, at: datetime) -> None:
    """Keep it for those who answer for the organisation, within bounds, and tell them once a day."""
    texts = texts_of(told)
    if held.opened_mapping:
        # Of a form that is mapped no more than is read.
        read = {last_part(head) for head in Mapping.of(held.opened_mapping).columns.values()}
        texts = {
            name: text for name, text in texts.items() if last_part(name) in read or known_as(name) in NAMES
        }
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update(no_key=True).get(pk=held.organisation_id)
        others = KeptSubmission.objects.filter(form__organisation=organisation)
        if others.exclude(form=held, name=_name(told)).count() >= MOST_KEPT:
            raise Problem(Kind.AGAIN, headers={"Retry-After": "600"})
        KeptSubmission.objects.update_or_create(
            form=held, name=_name(told), defaults={"payload": texts, "at": at, "why": why, "said": said}
        )
        tell(kind=KEPT_ASIDE, record=organisation, occasion=f"kept:{local_day(at)}", at=at)


def _name(told: Map[str, Any]) -> str:
    """The name of a submission that stays, else the first it has."""
    by_ours = {known_as(name): str(value) for name, value in told.items() if known_as(name) in NAMES}
    text = by_ours.get("root") or by_ours.get("id") or by_ours.get("serial") or ""
    name = printable(text).strip().lower().removeprefix("uuid:")[:NAME_LENGTH]
    return name or sha256(json.dumps(texts_of(told), sort_keys=True).encode()).hexdigest()


def forget_tokens(*, at: datetime) -> int:
    """Forget tokens with which nothing came for half a year."""
    return KnownToken.objects.filter(seen_at__lt=at - _REMEMBERED).delete()[0]
