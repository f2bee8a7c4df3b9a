"""What programs read of the consent to a success story, and how they withdraw it."""

from __future__ import annotations

from typing import Any

from access.api.declaring import Single, Step
from access.api.fields import Said
from access.rules.engine import VIEW, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from threads import actions
from threads.bodies import ConsentInFullBody
from threads.models import StoryConsent, Thread
from threads.queries.stories import consent_records


def consent_of(thread: Thread) -> StoryConsent | None:
    """The consent to a story; of any other thread there is none."""
    if thread.kind != Thread.Kind.SUCCESS_STORY:
        return None
    return consent_records().filter(thread=thread).first()


def _find(viewer: Viewer, ref: str, action: str = VIEW) -> StoryConsent:
    return get_permitted(viewer, StoryConsent, ref, action, records=consent_records())


def _says(_viewer: Viewer, consent: StoryConsent) -> Any:
    return Said(consent, address=address("story_consent", consent.ref))


OF_A_CONSENT = Single(
    "story-consents/<str:ref>/",
    page="story_consent",
    called="consent",
    find=_find,
    says=_says,
    body=ConsentInFullBody,
    summary="The consent to a success story",
    steps=(
        Step(
            "withdraw",
            "story_withdraw",
            "withdraw",
            actions.withdraw_story,
            "The consent is withdrawn: the story goes everywhere, for good",
        ),
    ),
)
