"""A figure that is kept because counting it anew for every page would read the whole network."""

from datetime import timedelta

from django.db import models

from partners.models.organisations import Side

# The worker counts three times in this while: one run that fails, or a worker that starts anew, is not
# noticed. An older figure is said nowhere; a page counts for itself then.
GOOD_FOR = timedelta(minutes=15)


class NetworkFigure(models.Model):
    """How many people of the network stood on one side when it was last counted; blank is no side."""

    NO_SIDE = ""

    id = models.BigAutoField(primary_key=True)
    side = models.CharField(max_length=14, choices=Side, blank=True, unique=True)
    people = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.side}: {self.people}"
