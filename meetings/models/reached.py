"""How many seats were told, as it stood when something was sent."""

from django.db import models

from partners.reach import Reached


class WithReach(models.Model):
    """Keeps whom a telling reached: who has no account then is not said to have been told later."""

    seats = models.PositiveSmallIntegerField(null=True, editable=False)
    seats_told = models.PositiveSmallIntegerField(null=True, editable=False)
    seats_mailed = models.PositiveSmallIntegerField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def reached(self) -> Reached | None:
        """Nothing for a meeting without seats, and for what was sent before this was kept."""
        if not self.seats:
            return None
        return Reached(self.seats, self.seats_told or 0, self.seats_mailed or 0)


def figures_of(reached: Reached) -> dict[str, int]:
    """Return the same as the columns that keep it."""
    return {"seats": reached.seats, "seats_told": reached.told, "seats_mailed": reached.mailed}
