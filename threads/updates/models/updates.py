"""A field update: what happened where and when, and how many women, men, girls and boys it was."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models import Organisation, Place
from threads.models.threads import Thread

# Who was there. Empty is not nought: nobody counted.
PEOPLE = ("women", "men", "girls", "boys")
# All that adds up; some of it is asked of some types alone.
FIGURES = (*PEOPLE, "asked", "improved", "referred", "reported_missing")


def _figure() -> models.PositiveIntegerField:  # type: ignore[type-arg]
    return models.PositiveIntegerField(null=True)


class FieldUpdate(models.Model):
    """A thread that is a field update: its text is the first post, and what follows adds up.

    Of the protected types one girl in one union on one day is a person: the thread is its organisation's
    alone, and all others learn of it by district and quarter, once that can be told.
    """

    class Type(models.TextChoices):
        """What was done or seen."""

        AWARENESS = "awareness", _("Awareness session")
        TRAINING = "training", pgettext_lazy("field update", "Training")
        INTERCEPTION = "interception", _("Interception")
        RESCUE = "rescue", pgettext_lazy("field update", "Rescue")
        REPATRIATION = "repatriation", _("Repatriation")
        REINTEGRATION = "reintegration", _("Reintegration")
        LEGAL_AID = "legal-aid", _("Legal aid")
        ONLINE_ABUSE = "online-abuse", _("Online recruitment or abuse")
        TREND = "trend", pgettext_lazy("field update", "Trend")
        OTHER = "other", pgettext_lazy("field update", "Something else")

    class Precision(models.TextChoices):
        """How exactly a source says when it was. What somebody sends has a day."""

        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    # Exact figures of these are their organisation's alone.
    PROTECTED: ClassVar[tuple[Type, ...]] = (
        Type.INTERCEPTION,
        Type.RESCUE,
        Type.REPATRIATION,
        Type.REINTEGRATION,
        Type.LEGAL_AID,
    )
    # People are asked before and after what they know; and such a session may pass a key message on.
    SESSIONS: ClassVar[tuple[Type, ...]] = (Type.AWARENESS, Type.TRAINING)
    # What was seen, without people to count.
    UNCOUNTED: ClassVar[tuple[Type, ...]] = (Type.ONLINE_ABUSE, Type.TREND)

    id = models.BigAutoField(primary_key=True)
    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="field_update")
    # By what a phone sends it: the same once more changes nothing, even after it was taken back.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    key = models.UUIDField()
    # Of what was sent under it: something else under the same key is no second sending.
    digest = models.CharField(max_length=64, blank=True, default="", db_default="")
    type = models.CharField(max_length=13, choices=Type)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    # The first day of its month; none where the source says the year alone.
    month = models.DateField(null=True)
    women = _figure()
    men = _figure()
    girls = _figure()
    boys = _figure()
    asked = _figure()
    improved = _figure()
    referred = _figure()
    reported_missing = _figure()
    partners = models.ManyToManyField(Organisation, related_name="+")
    message = models.ForeignKey(
        Thread, null=True, on_delete=models.PROTECT, related_name="passed_on_by", db_index=False
    )
    removed_at = models.DateTimeField(null=True)
    # It stands, is no example, and has a month: what sums are made of.
    is_counted = models.BooleanField(default=True)
    # The whole network reads it: it stands in the sums that everybody reads.
    in_network = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["author", "key"], name="field_update_sent_once"),
            models.CheckConstraint(
                condition=models.Q(month__day=1, month__lte=models.F("happened_on"))
                | models.Q(month=None, precision="year"),
                name="field_update_month_is_a_first",
            ),
            models.CheckConstraint(
                condition=models.Q(is_counted=False) | models.Q(removed_at=None, month__isnull=False),
                name="field_update_counted_has_a_month",
            ),
            models.CheckConstraint(
                condition=models.Q(in_network=False)
                | models.Q(
                    ~models.Q(
                        type__in=["interception", "rescue", "repatriation", "reintegration", "legal-aid"]
                    ),
                    is_counted=True,
                ),
                name="field_update_in_network_is_open",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at=None) | models.Q(**dict.fromkeys(FIGURES), message=None),
                name="field_update_removed_has_no_figure",
            ),
            models.CheckConstraint(
                condition=models.Q(type__in=["awareness", "training"])
                | models.Q(asked=None, improved=None, message=None),
                name="field_update_asks_at_sessions",
            ),
            models.CheckConstraint(
                condition=models.Q(type="interception") | models.Q(referred=None, reported_missing=None),
                name="field_update_refers_intercepted",
            ),
            models.CheckConstraint(
                condition=~models.Q(type__in=["online-abuse", "trend"]) | models.Q(**dict.fromkeys(PEOPLE)),
                name="field_update_seen_counts_nobody",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["type", "place", "month", "organisation"],
                include=FIGURES,
                condition=models.Q(is_counted=True),
                name="field_updates_summed",
            ),
            models.Index(
                fields=["month", "type"], condition=models.Q(is_counted=True), name="field_updates_of_month"
            ),
            models.Index(
                fields=["organisation", "month"],
                condition=models.Q(is_counted=True),
                name="field_updates_of_organisation",
            ),
            models.Index(
                fields=["message", "place"],
                include=PEOPLE,
                condition=models.Q(message__isnull=False, is_counted=True),
                name="field_updates_of_message",
            ),
        ]

    def __str__(self) -> str:
        return self.thread.called

    @property
    def is_protected(self) -> bool:
        """Whether its figures are its organisation's alone."""
        return self.type in self.PROTECTED

    @property
    def people(self) -> int | None:
        """How many were there; None where nobody counted."""
        counted = [one for one in (getattr(self, name) for name in PEOPLE) if one is not None]
        return sum(counted) if counted else None


class UpdateCorrection(models.Model):
    """What a field update said until it was corrected. It goes with the update's figures."""

    id = models.BigAutoField(primary_key=True)
    update = models.ForeignKey(
        FieldUpdate, on_delete=models.CASCADE, related_name="corrections", db_index=False
    )
    number = models.PositiveIntegerField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    happened_on = models.DateField()
    # In the order of FIGURES.
    figures = ArrayField(models.PositiveIntegerField(null=True), size=len(FIGURES))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["update", "number"], name="update_corrected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.update_id} {self.number}"
