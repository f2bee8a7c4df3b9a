"""What may be erased of an erasure itself: why it was asked for, and why it was refused.

Both are texts, and the access log says them again.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from access.erasure.passages import Column, Copy, Erasable, Passage, Standing
from access.models import AccessLog, Erasure, ErasureAnswer, Party, Role

# How the log says the same.
WHY_ASKED, WHY_REFUSED = "asked: {}", "refused: {}"


def _asked(place: str) -> Erasure | None:
    return Erasure.objects.filter(ref=place).first()


def _answered(place: str) -> ErasureAnswer | None:
    ref, side = place.split(".")
    return ErasureAnswer.objects.filter(erasure__ref=ref, side=side).select_related("erasure").first()


def _logged(record_type: str, ref: str, purpose: str) -> Column:
    lines = AccessLog.objects.filter(kind=AccessLog.Kind.ERASURE, record_type=record_type, record_ref=ref)
    return Column(lines.filter(purpose=purpose), "purpose")


def _copies_of_reason(erasure: Erasure) -> Iterator[Copy]:
    yield _logged(erasure.record_type, erasure.record_ref, WHY_ASKED.format(erasure.reason))
    yield Column(Erasure.objects.filter(pk=erasure.pk), "reason")


def _copies_of_refusal(answer: ErasureAnswer) -> Iterator[Copy]:
    yield _logged(Erasure._meta.label_lower, answer.erasure.ref, WHY_REFUSED.format(answer.reason))
    yield Column(ErasureAnswer.objects.filter(pk=answer.pk), "reason")


REASON = Passage("access.erasure_reason", _("Why it must go"), _asked, _copies_of_reason)
REFUSAL = Passage("access.erasure_refusal", _("Why it was refused"), _answered, _copies_of_refusal)


def _standing(erasure: Erasure) -> Iterator[Standing]:
    yield Standing(REASON, erasure.ref, erasure.reason)
    for answer in erasure.answers.order_by("pk"):
        yield Standing(REFUSAL, f"{erasure.ref}.{answer.side}", answer.reason)


def _secretariat(erasure: Erasure) -> Party:
    return erasure.secretariat_party or Party.objects.role(Role.NATIONAL_SECRETARIAT)


ERASABLE = Erasable(Erasure, "erasure", _standing, _secretariat, (REASON, REFUSAL))
