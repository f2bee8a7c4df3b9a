"""What a field update is read of: our fields, by the names people give them, and what values are called."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from language.search import line_of
from partners.loading.sources import fixture
from threads.updates.figures import LABELS, SIGNS
from threads.updates.models import FIGURES, FieldUpdate, Trend

ID, ROOT, FORMER, SERIAL, REF = "id", "root", "former", "serial", "ref"
TYPE, DISTRICT, UPAZILA, PLACE, DAY, TEXT = "type", "district", "upazila", "place", "happened_on", "text"
# By what a submission is known; only the first is asked, the others are found by their names.
NAMES: Final = (ID, ROOT, FORMER, SERIAL, REF)
WHERE: Final = (PLACE, UPAZILA, DISTRICT)
# What is one of a few: their values are mapped, too.
CODED: Final = (TYPE, *Trend.SAYS)
CALLED: Final[Mapping[str, str | Promise]] = {
    ID: _("Identifier of the submission"),
    TYPE: _("What it is about"),
    DAY: _("When"),
    PLACE: _("Place: union, town or ward, port, border point, airport or camp"),
    UPAZILA: _("Upazila around it"),
    DISTRICT: _("District around it"),
    **{name: LABELS[name] for name in FIGURES},
    TEXT: _("What happened"),
    **SIGNS,
}
# What somebody is asked for; the other names of a submission are told by their heads.
ASKED: Final = tuple(CALLED)
_SIGNS: Final[Mapping[str, type[TextChoices]]] = {
    "channel": Trend.Channel,
    "route": Trend.Route,
    "destination": Trend.Destination,
    "exploitation": Trend.Exploitation,
    "driver": Trend.Driver,
    "withheld": Trend.Withheld,
}
# Online abuse is told on the page alone: its link would lie in a file, and in another tool.
TYPES: Final = tuple(one for one in FieldUpdate.Type if one != FieldUpdate.Type.ONLINE_ABUSE)
# Kobo's name of the form itself, which is the same in every row.
_OF_THE_FORM: Final = "formhub/"
# What the form that the portal gives out is called by other tools.
FORM_ID: Final = "shomonnoy_field_update"
LANGUAGES: Final = ("en", "bn")


def last_part(head: str) -> str:
    """The question of a head that begins with its groups, as Kobo writes it: "group/question"."""
    return head.rpartition("/")[2]


def known_as(head: str) -> str:
    """Which of our fields a head names; empty for none. Its groups may stand before it, or not."""
    if head.startswith(_OF_THE_FORM):
        return ""
    heads = _heads()
    for text in (head, last_part(head), head.rpartition("-")[2], head.rpartition(" / ")[2]):
        if found := heads.get(_plain(text)):
            return found
    return ""


def choices_of(name: str) -> Sequence[tuple[str, str | Promise]]:
    """What the values of a coded field can be here."""
    if name == TYPE:
        return [(one.value, one.label) for one in TYPES]
    return _SIGNS[name].choices


def value_meant(name: str, text: str) -> str:
    """Which of our values a text of theirs is, by its name; empty where nothing is called so."""
    return _values(name).get(line_of(text), "")


def _plain(head: str) -> str:
    # `_id` and `id` are two things: what begins so is the tool's own.
    own = "_" if head.startswith("_") else ""
    return own + line_of(head.replace("/", " "))


@cache
def _heads() -> Mapping[str, str]:
    found: dict[str, str] = {}
    known: Mapping[str, Sequence[str]] = fixture("update_heads")["heads"]
    for name, others in known.items():
        labels = in_both(CALLED[name]) if name in CALLED else ()
        own = () if name in NAMES else (name,)
        for head in (*own, *labels, *others):
            found.setdefault(_plain(head), name)
    return found


@cache
def _values(name: str) -> Mapping[str, str]:
    others: Mapping[str, Sequence[str]] = fixture("update_heads")["values"].get(name, {})
    found: dict[str, str] = {}
    for value, label in choices_of(name):
        for text in (value, *in_both(label), *others.get(value, ())):
            found.setdefault(line_of(text), value)
    return found


def in_both(words: str | Promise) -> Iterable[str]:
    """Some words in each language."""
    for language in LANGUAGES:
        with override(language):
            yield str(words)
