"""Covers of words that were erased: nothing is left to be covered, and a cover quotes what it covers."""

from collections.abc import Collection

from django.db.models import Model

from access.models import Cover
from access.toolkit.covering import COVERABLE, Coverable, leave_out, stands_in


def take_from_covers(records: Collection[Model], words: Collection[str]) -> None:
    """Let the covers of these records quote no words that are gone.

    A passage that stands elsewhere in its record, too, stays covered there: nobody signed for that place.
    """
    for record in records:
        label = record._meta.label_lower
        coverable = COVERABLE.get(label)
        if coverable is None:
            continue
        for cover in Cover.objects.filter(record_type=label, record_id=record.pk).exclude(passage=""):
            if stands_in(cover.passage, words):
                _take(coverable, cover)


def _take(coverable: Coverable, cover: Cover) -> None:
    passage = cover.passage
    _let_quote(coverable, cover, "")
    record = coverable.records().get(pk=cover.record_id)
    if stands_in(passage, coverable.texts(record)):
        _let_quote(coverable, cover, passage)


def _let_quote(coverable: Coverable, cover: Cover, passage: str) -> None:
    Cover.objects.filter(pk=cover.pk).update(passage=passage)
    leave_out(coverable.records().get(pk=cover.record_id))
