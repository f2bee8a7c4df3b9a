"""The form of a field update, which fits on one screen of a phone, and that of its correction."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.toolkit.fields import LinkField
from access.toolkit.versions import VersionedForm
from language.fields import DayField
from language.words import local_day
from partners.models import Place
from partners.queries import organisations_of
from threads.forms import VoiceField, ask_in_whose_name, send_files_of, text_field
from threads.models import Post, Thread
from threads.updates.fields import (
    FigureField,
    OfferedReadersField,
    OwnPlaceField,
    PartnersField,
    PhotoField,
    TypedPlaceField,
)
from threads.updates.figures import SIGNS, Facts, Figures, Seen, Signs, asked_of, only_asked
from threads.updates.models import FIGURES, PEOPLE, FieldUpdate, OnlineAbuse, Trend
from threads.updates.queries.offered import (
    messages_offered,
    places_kept,
    places_offered,
    readers_offered,
)

Type = FieldUpdate.Type
NOTHING_KNOWN = ("", _("Not known"))


def _coded(label: Any, choices: Any, *, required: bool = False) -> forms.ChoiceField:
    first = [("", _("Choose"))] if required else [NOTHING_KNOWN]
    return forms.ChoiceField(label=label, required=False, choices=[*first, *choices])


class _FactsForm(forms.Form):
    """Where, when and how many."""

    place = OwnPlaceField()
    another_place = TypedPlaceField()
    happened_on = DayField(label=_("When?"), help_text=_("For example 22/11/2026, in either digits."))
    women = FigureField("women")
    men = FigureField("men")
    girls = FigureField("girls")
    boys = FigureField("boys")
    asked = FigureField("asked")
    improved = FigureField("improved")
    referred = FigureField("referred")
    reported_missing = FigureField("reported_missing")
    text = text_field(_("What happened?"), rows=3, hint=_("No names, telephone numbers or case details."))
    sure = forms.BooleanField(label=_("The figures are right"), required=False)

    # Of the two places one is needed; the rest once the type that asks for it was chosen.
    needed = ("place", "another_place", "platform", "offered", "link", "channel", "readers")

    # What did not add up, in words.
    doubts: list[str]

    def _bound(self, names: Iterable[str]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    def facts_of(self, of: str, typed: dict[str, Any]) -> Facts | None:
        """Return what was typed as one, none where something is missing; ask about what does not add up."""
        place = typed.get("another_place") or typed.get("place")
        if place is None and not {"place", "another_place"} & self.errors.keys():
            self.add_error("place", _now("Choose where it was, or type the place."))
        figures = only_asked(of, Figures(**{name: typed.get(name) for name in FIGURES}))
        self.doubts = figures.doubts(of) if of else []
        if self.doubts and not typed.get("sure"):
            asked = _now("Look at the figures again. If they are right, tick “The figures are right”.")
            self.add_error("sure", ErrorList([*self.doubts, asked]).as_data())
        if place is None or not of or typed.get("happened_on") is None:
            return None
        return Facts(of, place, typed["happened_on"], figures)


class UpdateForm(_FactsForm):
    """An update that is sent: first what it is about, then only what that asks for."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    type = forms.ChoiceField(label=_("What is it about?"), choices=Type.choices, widget=forms.RadioSelect)
    organisation = VoiceField()
    link = LinkField(
        label=_("Link"),
        required=False,
        help_text=_(
            "To the post or advertisement: never a profile, never an image of abuse. Only CID’s cell and you "
            "read it."
        ),
    )
    platform = _coded(_("Where was it seen?"), OnlineAbuse.Platform.choices, required=True)
    offered = _coded(_("What is offered?"), OnlineAbuse.Offered.choices, required=True)
    is_no_profile = forms.BooleanField(
        label=_("It leads to nobody’s profile and to no image of sexual abuse"), required=False
    )
    channel = _coded(SIGNS["channel"], Trend.Channel.choices, required=True)
    route = _coded(SIGNS["route"], Trend.Route.choices)
    destination = _coded(SIGNS["destination"], Trend.Destination.choices)
    exploitation = _coded(SIGNS["exploitation"], Trend.Exploitation.choices)
    driver = _coded(SIGNS["driver"], Trend.Driver.choices)
    withheld = _coded(SIGNS["withheld"], Trend.Withheld.choices)
    message = forms.ModelChoiceField(
        Thread.objects.filter(kind=Thread.Kind.KEY_MESSAGE),
        to_field_name="ref",
        required=False,
        label=_("Which key message was passed on?"),
        empty_label=_("No key message"),
    )
    partners = PartnersField()
    files = PhotoField()  # type: ignore[assignment]
    shows_nobody = forms.BooleanField(
        label=_("The photo shows no person and no attendance sheet"), required=False
    )
    readers = OfferedReadersField()
    field_order = (
        "key", "type", "place", "another_place", "happened_on", *FIGURES, "sure", "channel", "route",
        "destination", "exploitation", "driver", "withheld", "platform", "offered", "link", "is_no_profile",
        "text", "message", "partners", "files", "shows_nobody", "organisation", "readers",
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, is_kept: bool = False, **kwargs: Any) -> None:
        """Offer what this person may choose. One that `is_kept` on a phone names no record and no day: it is
        opened on another.
        """
        first = {} if is_kept else {"key": uuid4(), "happened_on": local_day(viewer.at)}
        super().__init__(*args, **kwargs | {"initial": first | kwargs.get("initial", {})})
        self.viewer, self.doubts = viewer, []
        self.fields["text"].required = False
        ask_in_whose_name(self, organisations_of(viewer))
        send_files_of(self, viewer)
        places = places_kept(viewer) if is_kept else places_offered(viewer)
        own, readers = self.fields["place"], self.fields["readers"]
        assert isinstance(own, OwnPlaceField) and isinstance(readers, OfferedReadersField)
        own.offer(places)
        readers.offer(viewer, readers_offered(viewer, places))
        self._offer_messages([] if is_kept else messages_offered(viewer))
        if not self.is_bound:
            # The phone, or a page that stood open over night, puts the day here.
            self.fields["happened_on"].widget.attrs["data-today"] = ""

    @property
    def people(self) -> list[forms.BoundField]:
        """Who was there, to be stepped or typed."""
        return self._bound(PEOPLE)

    @property
    def signs(self) -> list[forms.BoundField]:
        """What is said of a trend."""
        return self._bound(Trend.SAYS)

    def _offer_messages(self, found: list[Thread]) -> None:
        field = self.fields["message"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Thread.objects.filter(pk__in=[one.pk for one in found])
        if not found:
            del self.fields["message"]
            return
        field.choices = [("", field.empty_label), *((one.ref, one.called) for one in found)]

    def clean(self) -> dict[str, Any]:
        """Put together what the action takes; what a type does not ask for is left out."""
        typed = super().clean() or self.cleaned_data
        of = typed.get("type", "")
        facts = self.facts_of(of, typed)
        if (
            of
            and of not in FieldUpdate.PROTECTED
            and not typed.get("readers")
            and "readers" not in self.errors
        ):
            self.add_error("readers", _now("Choose who reads this."))
        kept = {name: typed.get(name) for name in ("key", "text", "readers", "organisation", "partners")}
        return kept | {
            "facts": facts,
            "files": typed.get("files") or [],
            "shows_nobody": typed.get("shows_nobody"),
            "message": typed.get("message") if of in FieldUpdate.SESSIONS else None,
            "signs": self._signs(typed) if of == Type.TREND else None,
            "seen": self._seen(typed) if of == Type.ONLINE_ABUSE else None,
        }

    def _signs(self, typed: dict[str, Any]) -> Signs | None:
        if not typed.get("channel"):
            self.add_error("channel", _now("Choose one."))
            return None
        return Signs(**{name: typed.get(name) or "" for name in Trend.SAYS})

    def _seen(self, typed: dict[str, Any]) -> Seen | None:
        for name in ("platform", "offered"):
            if not typed.get(name):
                self.add_error(name, _now("Choose one."))
        if not typed.get("link") and "link" not in self.errors:
            self.add_error("link", _now("Write the link in full, starting with https://"))
        if self.errors:
            return None
        return Seen(typed["link"], typed["platform"], typed["offered"], bool(typed.get("is_no_profile")))


class CorrectForm(VersionedForm, _FactsForm):
    """An update as it should read: what it is about stays, and who reads it."""

    def __init__(self, *args: Any, record: Thread, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, record=record, facts=update_as_shown, **kwargs)
        self.doubts = []
        self.of = record.field_update.type
        own = self.fields["place"]
        assert isinstance(own, OwnPlaceField)
        stands = Place.objects.select_related("parent__parent").get(pk=record.field_update.place_id)
        own.offer(list({one.pk: one for one in [stands, *places_offered(viewer)]}.values()))
        self.fields["text"].required = False

    @property
    def figures(self) -> list[forms.BoundField]:
        """The figures that go with what it is about."""
        return self._bound(asked_of(self.of))

    def clean(self) -> dict[str, Any]:
        """Put together what the action takes."""
        typed = super().clean() or self.cleaned_data
        facts = self.facts_of(self.of, typed)
        if facts is None:
            return typed
        return {
            "place": facts.place,
            "happened_on": facts.happened_on,
            "figures": facts.figures,
            "text": typed.get("text", ""),
        }


def update_as_shown(thread: Thread) -> dict[str, Any]:
    """What the form of a correction is made with."""
    update = FieldUpdate.objects.select_related("place").get(thread=thread)
    return {
        "place": update.place.ref,
        "happened_on": update.happened_on,
        **{name: getattr(update, name) for name in FIGURES},
        "text": Post.objects.get(thread=thread, is_first=True).text,
    }
