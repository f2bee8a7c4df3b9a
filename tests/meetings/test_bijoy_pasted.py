"""Minutes pasted as an office has them, typed for a Bijoy font: nothing is kept before somebody looked."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from language.fields import AS_TYPED
from meetings.models import ActionPoint, ItemMinutes
from tests.cast import Cast, browser
from tests.meetings.sittings import draft, item_of

pytestmark = pytest.mark.django_db
TYPED, MEANT = "mfvq wm×všÍ M„nxZ nq|", "সভায় সিদ্ধান্ত গৃহীত হয়।"


def test_bijoy_in_minutes_is_shown_in_unicode_beside_it_and_kept_as_chosen(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    item, client = item_of(minutes), browser(cast.facilitator.user, "bn")
    address = reverse("meeting_item", args=[minutes.meeting.ref, item.ref])
    kept = ItemMinutes.objects.get(item=item)
    for headers in ({}, {"HX-Request": "true"}):
        page = client.post(
            address, {"discussion": TYPED, "decision": "", "version": kept.version}, headers=headers
        )
        said = page.content.decode()
        assert page.status_code == 422 and ItemMinutes.objects.get(item=item).discussion == kept.discussion
        assert f'name="discussion" value="{MEANT}"' in said
        assert f'name="discussion" value="{AS_TYPED}{escape(TYPED)}"' in said
    # Chosen by the script's form: the page is opened anew, with what was chosen in the place of the other.
    chosen = {"discussion": [TYPED, MEANT], "decision": "", "version": kept.version}
    assert client.post(address, chosen, headers={"HX-Request": "true"}).headers["HX-Redirect"] == address
    assert ItemMinutes.objects.get(item=item).discussion == MEANT
    # What is to be done is asked about in its line.
    add = reverse("meeting_add_action_point", args=[minutes.meeting.ref, item.ref])
    typed = {"what": "DVvb ˆeVK Kiv n‡e", "owner": "ওসি", "due_on": "10/12/2026"}
    asked = client.post(add, typed)
    assert asked.status_code == 422 and 'name="what" value="উঠান বৈঠক করা হবে"' in asked.content.decode()
    assert client.post(add, typed | {"what": [typed["what"], "উঠান বৈঠক করা হবে"]}).status_code == 302
    assert ActionPoint.objects.get(minutes=minutes).what == "উঠান বৈঠক করা হবে"
