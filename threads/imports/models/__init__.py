"""A form of an organisation, what was sent of it, and what waits to be taken in."""

from threads.imports.models.forms import KnownToken, ToolForm
from threads.imports.models.imports import ImportEnded, ImportEndedAudience, ImportRow, UpdateImport
from threads.imports.models.kept import KeptSubmission
from threads.imports.models.submissions import Submission, SubmissionName

__all__ = [
    "ImportEnded",
    "ImportEndedAudience",
    "ImportRow",
    "KeptSubmission",
    "KnownToken",
    "Submission",
    "SubmissionName",
    "ToolForm",
    "UpdateImport",
]
