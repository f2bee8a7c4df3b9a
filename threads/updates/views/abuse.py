"""What was reported of online abuse: CID's cell reads the link and answers; its author reads the answer."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, sent, was_done
from access.toolkit.page_access import between_two
from access.toolkit.versions import VersionedForm
from threads.updates import actions
from threads.updates.models import OnlineAbuse
from threads.updates.queries.abuse import ABUSES, find_abuse


class AnswerForm(VersionedForm):
    """What the cell did."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What was done?"), choices=OnlineAbuse.Answer.choices, widget=forms.RadioSelect
    )


def answer_as_shown(abuse: OnlineAbuse) -> dict[str, str]:
    """What the form of an answer is made with."""
    return {"answer": abuse.answer}


@between_two
@require_safe
def abuses(request: ViewerRequest) -> HttpResponse:
    """What this person reported, or, for the cell, what it was told."""
    asked = ABUSES.asked(request)
    return answer(request, "threads/updates/abuses.html", "", {"asked": asked}, asked.status)


@between_two
@form_page
def abuse(request: ViewerRequest, ref: str) -> HttpResponse:
    """One report, with its link; the cell answers here."""
    found = find_abuse(request.viewer, ref, "answer" if request.method == "POST" else "view")
    form = AnswerForm(sent(request), record=found, facts=answer_as_shown)
    do = partial(actions.answer_abuse, by=request.user, abuse=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        # Whether whoever reported it is here still is told to nobody.
        messages.success(request, _("The answer is noted. Whoever reported it reads it here."))
        return redirect("online_abuse", found.ref)
    context = {"abuse": found, "form": form}
    return answer(request, "threads/updates/abuse.html", "", context, 422 if form.errors else 200)
