"""The form of a field update for KoboToolbox and ODK, whose answers need no mapping here: an XLSForm.

Its questions and answers are called as our own fields and codes are; places are chosen below their upazila,
and named by their references. The five thousand of them stand in the form itself: so it is one file to
upload, and a phone asks for three short lists instead of one long.
"""

import io
from collections.abc import Iterator
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook

from library.sheets.cells import harmless
from partners.models import Place, Tier
from partners.models.places import numbers_in
from threads.imports.ours import (
    CALLED,
    DAY,
    DISTRICT,
    FORM_ID,
    PLACE,
    TEXT,
    TYPE,
    UPAZILA,
    choices_of,
    in_both,
)
from threads.imports.places import BESIDE_UPAZILAS
from threads.updates.figures import MOST, PLACES, asked_of
from threads.updates.models import FIGURES, FieldUpdate, Trend

_LABELS = ("label::English (en)", "label::বাংলা (bn)")
_HINTS = ("hint::English (en)", "hint::বাংলা (bn)")
_SAYS = ("constraint_message::English (en)", "constraint_message::বাংলা (bn)")
SURVEY = ("type", "name", *_LABELS, *_HINTS, "required", "relevant", "choice_filter", "constraint", *_SAYS)
CHOICES = ("list_name", "name", *_LABELS, DISTRICT, UPAZILA)
# Written by us, and read by the tools as they stand: a condition may begin with a sign, and so may the
# reference of a place.
_OURS = frozenset({"name", "relevant", "choice_filter", "constraint", DISTRICT, UPAZILA})
_TITLE = _("Field update for Shomonnoy")
_NO_NAMES = _("No names, telephone numbers or case details.")
_NOT_AHEAD = _("This day is still to come. Look at the date, and at your phone’s.")
_COUNTED = _("A whole number. Leave it empty where nobody counted: that is not nought.")
Told = dict[str, str | tuple[str, str]]


def field_update_form(today: date) -> bytes:
    """The form as an XLSX, in both languages."""
    book = Workbook(write_only=True)
    survey, choices, settings = (book.create_sheet(name) for name in ("survey", "choices", "settings"))
    survey.append(SURVEY)
    for question in _questions():
        survey.append([_written(question, name) for name in SURVEY])
    choices.append(CHOICES)
    for choice in _choices():
        choices.append([_written(choice, name) for name in CHOICES])
    settings.append(("form_title", "form_id", "version", "default_language"))
    settings.append((str(_TITLE), FORM_ID, f"{today:%Y%m%d}", "বাংলা (bn)"))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _written(told: Told, name: str) -> str:
    """A cell: of a column in two languages the words of its own."""
    said = told.get(name.partition("::")[0], "")
    text = said if isinstance(said, str) else said[0 if name.endswith("(en)") else 1]
    return text if name in _OURS else harmless(text)


def _questions() -> Iterator[Told]:
    yield {"type": "note", "name": "no_names", "label": _both(_NO_NAMES)}
    yield _one_of(TYPE, "yes")
    yield _one_of(DISTRICT, "yes")
    yield _one_of(UPAZILA, "yes", choice_filter=f"{DISTRICT}=${{{DISTRICT}}}")
    yield _one_of(PLACE, "yes", choice_filter=f"{UPAZILA}=${{{UPAZILA}}}")
    yield {
        "type": "date", "name": DAY, "label": _both(CALLED[DAY]), "required": "yes",
        "constraint": ". <= today()", "constraint_message": _both(_NOT_AHEAD),
    }  # fmt: skip
    for name in FIGURES:
        asking = [one for one in FieldUpdate.Type if name in asked_of(one)]
        yield {
            "type": "integer", "name": name, "label": _both(CALLED[name]), "hint": _both(_COUNTED),
            "relevant": _where(asking),
            "constraint": f". >= 0 and . <= {MOST}", "constraint_message": _both(_COUNTED),
        }  # fmt: skip
    for name in Trend.SAYS:
        required = "yes" if name == "channel" else ""
        yield _one_of(name, required, relevant=_where([FieldUpdate.Type.TREND]))
    yield {"type": "text", "name": TEXT, "label": _both(CALLED[TEXT]), "hint": _both(_NO_NAMES)}


def _one_of(name: str, required: str, **more: str | tuple[str, str]) -> Told:
    return {
        "type": f"select_one {name}",
        "name": name,
        "label": _both(CALLED[name]),
        "required": required,
        **more,
    }


def _where(types: list[FieldUpdate.Type]) -> str:
    return " or ".join(f"${{{TYPE}}} = '{one.value}'" for one in types)


def _choices() -> Iterator[Told]:
    for name in (TYPE, *Trend.SAYS):
        for value, label in choices_of(name):
            yield {"list_name": name, "name": value, "label": _both(label)}
    yield from _places()


def _places() -> Iterator[Told]:
    """Districts, the upazilas in each, and below each what an update can be of."""
    rows = list(Place.objects.filter(until=None).select_related("parent").order_by("name_en", "pk"))
    districts = {one.pk: one for one in rows if one.tier == Tier.DISTRICT}
    yield from (_place(DISTRICT, one) for one in districts.values())
    upazilas = [one for one in rows if one.tier == Tier.UPAZILA]
    yield from (
        _place(UPAZILA, one, {DISTRICT: district.ref})
        for one in upazilas
        if (district := _district(one, districts))
    )
    beside: dict[int, str] = {}
    told = []
    for one in rows:
        if one.tier not in PLACES or (district := _district(one, districts)) is None:
            continue
        above = one.parent.ref if one.parent is not None and one.parent.tier == Tier.UPAZILA else ""
        if not above:
            above = beside.setdefault(district.pk, f"beside-{district.ref}")
        told.append(_place(PLACE, one, {UPAZILA: above}))
    for pk, name in beside.items():
        yield {
            "list_name": UPAZILA,
            "name": name,
            "label": _both(BESIDE_UPAZILAS),
            DISTRICT: districts[pk].ref,
        }
    yield from told


def _district(place: Place, districts: dict[int, Place]) -> Place | None:
    return next((districts[one] for one in numbers_in(place.path) if one in districts), None)


def _place(list_name: str, place: Place, within: Told | None = None) -> Told:
    names = (place.name_en, place.name_bn or place.name_en)
    return {"list_name": list_name, "name": place.ref, "label": names, **(within or {})}


def _both(words: str | Promise) -> tuple[str, str]:
    english, bangla = in_both(words)
    return english, bangla
