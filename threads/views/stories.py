"""Success stories: told with a consent on record, and withdrawn with it."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, result_of, sent, was_done
from threads import actions
from threads.forms import SureForm
from threads.models import StoryConsent
from threads.queries.stories import consent_records, ended_for
from threads.story_forms import StoryForm


@form_page
def new(request: ViewerRequest) -> HttpResponse:
    """Tell a success story."""
    form = StoryForm(sent(request), viewer=request.viewer)
    do = partial(actions.tell_story, by=request.user, at=request.viewer.at)
    made = result_of(request, form, lambda: do(**form.cleaned_data))
    if made is not None:
        return redirect("thread", made.ref)
    return render(request, "threads/story_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def consent(request: ViewerRequest, ref: str) -> HttpResponse:
    """What the consent to a story allows, and whether it stands; to those who may withdraw it."""
    found = get_permitted(request.viewer, StoryConsent, ref, records=consent_records())
    context = {"consent": found, "stands": found.stands(request.viewer.at)}
    return render(request, "threads/story_consent.html", context)


@form_page
def withdraw(request: ViewerRequest, ref: str) -> HttpResponse:
    """Withdraw it: what that does is said first."""
    found = get_permitted(request.viewer, StoryConsent, ref, "withdraw", records=consent_records())
    form = SureForm(sent(request))
    do = partial(actions.withdraw_story, by=request.user, consent=found, at=request.viewer.at)
    if was_done(request, form, do):
        messages.success(request, _("Withdrawn. Nobody reads the story any more, and nothing of it is kept."))
        return redirect("story_consent", found.ref)
    context = {"consent": found, "form": form, "stands": found.stands(request.viewer.at)}
    return render(request, "threads/story_withdraw.html", context, status=422 if form.errors else 200)


def ended(request: ViewerRequest, ref: str) -> HttpResponse:
    """A mark where a story stood, for those who read it; for all others there is nothing."""
    found = ended_for(request.viewer, ref)
    if found is None:
        raise Http404
    return render(request, "threads/story_ended.html", {"consent": found}, status=410)
