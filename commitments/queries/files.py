"""The files of a commitment: those sent with its evidence."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpResponseBase

from access.rules.viewer import Viewer
from commitments.models import Commitment, Evidence, EvidenceFile
from commitments.queries.acting import standing
from library.files.rows import FileRow, rows_of
from library.files.serving import link_of, serve


def files_of(commitment: Commitment) -> QuerySet[EvidenceFile]:
    """Return the links to its files, with what is said of each."""
    sent = standing(Evidence.objects.filter(commitment=commitment))
    return EvidenceFile.objects.filter(record__in=sent).select_related("file")


def show_files(viewer: Viewer, commitment: Commitment, evidence: Sequence[Evidence]) -> None:
    """Let each piece of evidence say which files of it this person sees."""
    found: dict[int, list[FileRow]] = {}
    if getattr(commitment, "has_files", True):
        for link in files_of(commitment):
            inside, hidden = (commitment.ref,), commitment.covered
            rows = rows_of([link], viewer, address="commitment_file", inside=inside, covered=hidden)
            found.setdefault(link.record_id, []).extend(rows)
    for one in evidence:
        one.files = found.get(one.pk, [])  # type: ignore[attr-defined]


def serve_file(viewer: Viewer, commitment: Commitment, file: str) -> HttpResponseBase:
    """Hand out a file of a commitment that this person reads."""

    def find() -> EvidenceFile:
        covered = Commitment.objects.values_list("covered", flat=True).get(pk=commitment.pk)
        return link_of(files_of(commitment), file, covered=covered)

    return serve(viewer, commitment, find)
