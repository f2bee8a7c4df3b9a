"""Telling oversight of a concern, and what the two write to each other."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, result_of, sent, was_done
from access.toolkit.fields import GuardedProseField
from access.toolkit.page_access import between_two
from language.words import local_day
from notifications.working_days import describe_due
from threads import actions
from threads.access import watches
from threads.models import Concern
from threads.models.concerns import CONCERN_LENGTH
from threads.queries.concerns import CONCERNS, concerns_by_year


class WordForm(forms.Form):
    """What one of the two writes to the other."""

    text = GuardedProseField(
        label=gettext_lazy("Your message"),
        max_length=CONCERN_LENGTH,
        phones=True,
        help_text=gettext_lazy("Name offices and papers, never a survivor."),
        widget=forms.Textarea(attrs={"rows": 6, "data-keep": "off"}),
    )


class ConcernForm(WordForm):
    """A concern, told for the first time."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), choices=Concern.Kind.choices, widget=forms.RadioSelect
    )
    field_order = ("kind", "text")


@between_two
@require_safe
def concerns(request: ViewerRequest) -> HttpResponse:
    """What this person told, or, for oversight, what it was told."""
    context = {
        "asked": CONCERNS.asked(request),
        "watches": watches(request.viewer),
        "years": concerns_by_year(request.viewer) if watches(request.viewer) else [],
    }
    return answer(request, "threads/concerns.html", "", context)


@between_two
@form_page
def concern_new(request: ViewerRequest) -> HttpResponse:
    """Tell oversight of a concern."""
    form = ConcernForm(sent(request))
    do = partial(actions.tell_concern, by=request.user, at=request.viewer.at)
    made = result_of(request, form, lambda: do(**form.cleaned_data))
    if made is not None:
        messages.success(request, _("Oversight has it. It answers within 10 working days."))
        return redirect("concern", made.ref)
    return answer(request, "threads/concern_new.html", "", {"form": form}, 422 if form.errors else 200)


@between_two
@form_page
def concern(request: ViewerRequest, ref: str) -> HttpResponse:
    """What the two wrote; each writes on here."""
    records = Concern.objects.with_can(request.viewer, "answer", "add")
    found = get_permitted(request.viewer, Concern, ref, records=records)
    answers: bool = found.can_answer  # type: ignore[attr-defined]
    form = WordForm(sent(request))
    verb = actions.answer_concern if answers else actions.add_to_concern
    do = partial(verb, by=request.user, concern=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("concern", found.ref)
    context = {
        "concern": found,
        "words": found.words.all(),
        "answers": answers,
        "form": form,
        "due": describe_due(found.due_on, local_day(request.viewer.at)) if found.due_on else None,
    }
    return answer(request, "threads/concern.html", "", context, 422 if form.errors else 200)
