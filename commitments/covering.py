"""A promise with a covered passage reads without it, on every page, paper and list.

Its whole wording stays beside it until the passage is shown again; what was said of it since (evidence,
reasons, notes) is never written over, and its page leaves the passage out.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from access.models import Party
from access.rules.engine import get_permitted
from access.rules.viewer import Viewer
from access.toolkit.covering import Coverable, covered_now, without_covered
from access.toolkit.locking import lock_row
from commitments.models import SOURCE_LENGTH, Answer, Commitment
from commitments.queries.acting import lines_standing, standing
from commitments.queries.files import files_of
from language.words import named

# What it says itself: its wording, and what it quotes of where it was made.
_OWN_TEXTS = {"what": None, "source_text_en": SOURCE_LENGTH, "source_text_bn": SOURCE_LENGTH}


def reword(commitment: Commitment, what: str) -> None:
    """Give it another wording; what is covered of it stays so."""
    commitment.what, commitment.what_in_full = what, ""
    _leave_out(commitment, [*covered_now(commitment), *(commitment.covered_in_source or [])])


def leave_out_of_promise(promise: Commitment, covered: Sequence[str]) -> None:
    """Let a promise read without what is covered of the texts in which it was made and arose again."""
    commitment = lock_row(promise)
    commitment.covered_in_source = list(covered) or None
    _leave_out_and_save(commitment, [*covered_now(commitment), *covered])


def _leave_out_own(commitment: Commitment, covered: Sequence[str]) -> None:
    _leave_out_and_save(commitment, [*covered, *(commitment.covered_in_source or [])])


def _leave_out_and_save(commitment: Commitment, covered: Sequence[str]) -> None:
    _leave_out(commitment, covered)
    whole = [f"{name}_in_full" for name in _OWN_TEXTS]
    commitment.save(update_fields=[*_OWN_TEXTS, *whole, "covered", "covered_in_source"])


def _leave_out(commitment: Commitment, covered: Sequence[str]) -> None:
    for name, longest in _OWN_TEXTS.items():
        whole = getattr(commitment, f"{name}_in_full") or getattr(commitment, name)
        shown = without_covered(whole, covered)[:longest]
        setattr(commitment, name, shown)
        setattr(commitment, f"{name}_in_full", whole if shown != whole else "")
    commitment.covered = list(covered) or None


def _texts(commitment: Commitment) -> Iterator[str]:
    """All that its readers read of it, without what is covered already."""
    yield commitment.what
    said = [
        *standing(commitment.evidence.all()).values_list("text", "link"),
        *lines_standing(commitment.history.all()).values_list("note"),
        *commitment.requests.exclude(answer=Answer.TAKEN_BACK).values_list("what", "reason"),
        *commitment.waiting.exclude(answer=Answer.TAKEN_BACK).values_list("reason"),
        (commitment.more_information_reason,),
    ]
    for texts in said:
        for text in texts:
            yield without_covered(text, commitment.covered or ())
    # A file is covered by its name, and closed with it; of one that is not open yet nobody reads the name.
    for link in files_of(commitment):
        if link.file.is_open:
            yield without_covered(link.file.name, commitment.covered or ())


def _find(viewer: Viewer, ref: str) -> Commitment:
    return get_permitted(viewer, Commitment, ref)


def _secretariat(commitment: Commitment) -> Party | None:
    return commitment.secretariat_party


def _title(commitment: Commitment) -> str:
    """By its number or source, never by its wording."""
    source = named(commitment, "source_text")
    return _("Commitment, %(source)s") % {"source": source} if source else _("Commitment")


COVERABLE = {
    "commitments.commitment": Coverable(
        find=_find,
        records=Commitment.objects.get_queryset,
        texts=_texts,
        secretariat=_secretariat,
        leave_out=_leave_out_own,
        title=_title,
        url_name="commitment",
        lists=("commitments",),
    ),
}
