"""The list of documents: its chips, filters and columns."""

from datetime import date
from functools import partial

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.models import Party
from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.cells import Kind as CellKind
from access.toolkit.cells import beside, record_columns, yes_or_nothing
from access.toolkit.choices import DrawnSelect
from access.toolkit.lists import Chip, Column, Filter, RecordList
from access.toolkit.rows import OfAudience, Part
from language.fields import LineField
from language.words import local_day
from library.documents.queries.rows import document_lines
from library.models import Document, Receipt, ReceiptAsked

Category = Document.Category
LONGEST_NAME = 120


def document_records() -> QuerySet[Document]:
    """Bring along who published each."""
    return Document.objects.select_related("publisher")


def _all(_viewer: Viewer) -> Part:
    return Part(live=True, latest_first=True)


def _of(*categories: Category) -> "partial[Part]":
    return partial(_of_categories, Q(category__in=[one.value for one in categories]))


def _of_categories(narrow: Q, _viewer: Viewer) -> Part:
    return Part(live=True, narrow=narrow, latest_first=True)


def _to_confirm(viewer: Viewer) -> Part:
    """What asks for a receipt of a body this person answers for, and has none for the file of now."""
    done = Receipt.objects.filter(asked=OuterRef("pk"), version=OuterRef("document__current"))
    mine = ReceiptAsked.objects.filter(
        IsAmong("answering_party", viewer.party_ids), ~Q(Exists(done)), document=OuterRef("pk")
    )
    return Part(live=True, narrow=Q(Exists(mine)), latest_first=True)


def _own_waiting(_viewer: Viewer) -> Part:
    """What nobody but its publisher sees yet: its file is being checked, or was refused."""
    return Part(live=False, narrow=Q(state=Document.State.CHECKING), latest_first=True)


ALL = Chip(
    "all",
    _("All"),
    _all,
    empty=_("Nothing has been published to you yet. The standing places say what is still to come."),
)
_NONE = _("Nothing of this kind has been published to you yet.")
TO_CONFIRM = Chip(
    "to-confirm",
    _("To confirm"),
    _to_confirm,
    has_count=True,
    is_hot=True,
    empty=_("Nothing waits for you to confirm that it was received."),
)
WAITING = Chip(
    "waiting",
    _("Being checked"),
    _own_waiting,
    is_apart=True,
    empty=_("Nothing that you published is still being checked."),
)


def _category_field(_viewer: Viewer) -> forms.Field:
    return forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[("", _("Category: all")), *Category.choices],
        widget=DrawnSelect({"aria-label": _("Category")}),
    )


def _language_field(_viewer: Viewer) -> forms.Field:
    choices = [("", _("Language: all")), *Document.Tongue.choices]
    return forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=choices,
        widget=DrawnSelect({"aria-label": _("Language")}),
    )


def _publisher_field(_viewer: Viewer) -> forms.Field:
    """By a part of its name: there are too many bodies to choose of."""
    return LineField(
        label=_("Published by"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"aria-label": _("Published by"), "placeholder": _("Published by")}),
    )


def _of_publisher(name: str) -> Q:
    """Of the body that is called so in either language, or has this reference."""
    called = Q(label_en__icontains=name) | Q(label_bn__icontains=name) | Q(ref=name)
    return Q(publisher__in=Party.objects.filter(called).order_by().values("pk"))


def _validity_field(viewer: Viewer) -> forms.Field:
    on = local_day(viewer.at)
    return forms.TypedChoiceField(
        label=_("Validity"),
        required=False,
        choices=[("", _("Validity: all")), ("now", _("Valid today")), ("over", _("Ran out"))],
        coerce=lambda word: (word, on),
        empty_value=None,
        widget=DrawnSelect({"aria-label": _("Validity")}),
    )


def _of_validity(chosen: tuple[str, date]) -> Q:
    word, on = chosen
    if word == "over":
        return Q(valid_until__lt=on)
    begun, lasts = Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_until=None) | Q(valid_until__gte=on)
    return begun & lasts


DOCUMENTS = RecordList(
    url_name="documents",
    rows=OfAudience(Document, document_records),
    chips=(
        ALL,
        TO_CONFIRM,
        Chip("plans", _("Plans and law"), _of(Category.PLAN, Category.LAW), empty=_NONE),
        Chip("rules", _("Rules and procedures"), _of(Category.RULE, Category.SOP), empty=_NONE),
        Chip("studies", _("Studies and reports"), _of(Category.STUDY, Category.REPORT), empty=_NONE),
        Chip("forms", _("Forms and training"), _of(Category.FORM, Category.TRAINING), empty=_NONE),
        WAITING,
    ),
    filters=(
        Filter("category", _category_field, lambda value: Q(category=value)),
        Filter("language", _language_field, lambda value: Q(languages__contains=[value])),
        Filter("publisher", _publisher_field, _of_publisher),
        Filter("validity", _validity_field, _of_validity),
    ),
    columns=(
        Column("title", _("Title"), value=lambda row: row.title, tag="#description"),
        Column("category", _("Category"), value=lambda row: row.category, tag="#meta+type"),
        Column("publisher", _("Published by"), value=lambda row: row.publisher, tag="#org"),
        Column("languages", _("Language"), value=lambda row: row.languages, tag="#meta+language"),
        Column("validity", _("Validity"), value=lambda row: row.validity, tag="#status"),
        Column("at", _("In the library since"), value=lambda row: row.at, kind=CellKind.INSTANT, tag="#date"),
        beside("other_title", _("Title in the other language"), lambda row: row.other_title, "#description"),
        beside("dated_on", _("Date of the document"), lambda row: row.dated_on, "#date", CellKind.DAY),
        beside("illustrative", _("Illustrative"), lambda row: yes_or_nothing(row.is_illustrative), "#meta"),
        *record_columns("document", lambda row: row.ref),
    ),
    title=_("Library"),
    lines=document_lines,
)
