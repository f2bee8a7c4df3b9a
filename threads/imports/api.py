"""Where the tools of an organisation send field updates by themselves."""

from rest_framework import serializers

from access.api.declaring import Inbox
from access.api.fields import Body
from threads.imports.models import ImportRow
from threads.imports.receiving import take_submission

State = ImportRow.State


class SubmissionBody(Body):
    """What came of a submission."""

    state = serializers.ChoiceField(
        choices=[State.DONE.value, State.CORRECTED.value, State.THERE.value],
        help_text="Posted, corrected (`fixed`), or there already",
    )


INBOX = Inbox(
    "field-update-submissions/",
    "field_update_submissions",
    take_submission,
    SubmissionBody,
    "A form of KoboToolbox or ODK sends what was filled in, for the program of an organisation",
)
