"""What was due before it was entered: asked about once, on one page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, sent, was_done
from commitments import actions
from commitments.afterwards_form import AfterwardsForm
from commitments.queries.afterwards import asked_of


@form_page
def afterwards(request: ViewerRequest) -> HttpResponse:
    """Done, still open, or no longer needed: of each that this person's office entered."""
    asked, has_more = asked_of(request.viewer)
    form = AfterwardsForm(sent(request), asked=asked)
    by, at = request.user, request.viewer.at
    if was_done(request, form, lambda: actions.say_of_all(by=by, words=form.words(), at=at)):
        messages.success(request, _("Kept. Nobody is asked again, and nothing of it is late."))
        return redirect("commitments_afterwards")
    context = {"form": form, "lines": list(form.lines()), "has_more": has_more}
    return answer(request, "commitments/afterwards.html", "", context, 422 if form.is_bound else 200)
