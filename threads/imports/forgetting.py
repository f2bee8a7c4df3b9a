"""What was kept aside is forgotten: with what sheets that were made of it hold of it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from threads.imports.models import ImportRow, KeptSubmission
from threads.imports.reasons import Stop

State = ImportRow.State
# Of these something came, or it was there before.
CAME = (State.DONE, State.CORRECTED, State.THERE)


def forget(kept: QuerySet[KeptSubmission]) -> int:
    """Forget what waits, in every sheet that somebody made of it: of no row a cell is left."""
    gone = Stop("forgotten", lambda: _("What the tool sent of this was forgotten."), State.REFUSED)
    rows = ImportRow.objects.filter(kept__in=kept.values("pk"))
    rows.exclude(state__in=CAME).update(state=gone.state, why=gone.why, said=gone.said)
    rows.update(cells=[])
    return KeptSubmission.objects.filter(pk__in=list(kept.values_list("pk", flat=True))).delete()[0]
