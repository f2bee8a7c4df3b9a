"""What a field update says of how people are lured: by codes, so that it adds up and names nobody."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from threads.updates.models.updates import FieldUpdate


class Trend(models.Model):
    """How, by which way, where to and for what people are brought away now, and what drives them."""

    class Channel(models.TextChoices):
        """Who or what lures."""

        RECRUITER = "recruiter", _("Recruiting agent or broker")
        ONLINE = "online", _("Social media or messages")
        KNOWN = "known", _("Somebody known: relative, neighbour, friend")
        MARRIAGE = "marriage", _("Marriage or a promise of it")
        OTHER = "other", pgettext_lazy("trend", "Another")

    class Route(models.TextChoices):
        """By which way."""

        LAND = "land", _("Over the land border")
        RIVER = "river", _("By river")
        SEA = "sea", _("By sea")
        AIR = "air", _("By air")
        WITHIN = "within", _("Within the country")
        OTHER = "other", pgettext_lazy("trend", "Another")

    class Destination(models.TextChoices):
        """Where to."""

        BANGLADESH = "bangladesh", _("Bangladesh")
        INDIA = "india", _("India")
        SOUTH_ASIA = "south-asia", _("Another country of South Asia")
        SOUTH_EAST_ASIA = "south-east-asia", _("South-East Asia")
        MIDDLE_EAST = "middle-east", _("The Gulf and the Middle East")
        AFRICA = "africa", _("Africa")
        EUROPE = "europe", _("Europe")
        OTHER = "other", pgettext_lazy("trend", "Another")

    class Exploitation(models.TextChoices):
        """What for."""

        SEXUAL = "sexual", _("Sexual exploitation")
        LABOUR = "labour", _("Forced labour or debt bondage")
        DOMESTIC = "domestic", _("Domestic servitude")
        MARRIAGE = "marriage", _("Forced marriage")
        BEGGING = "begging", _("Begging")
        CRIME = "crime", _("Forced crime, scam centres too")
        ORGANS = "organs", _("Removal of organs")
        OTHER = "other", pgettext_lazy("trend", "Another")

    class Driver(models.TextChoices):
        """What makes people go."""

        FLOOD = "flood", _("Flood")
        CYCLONE = "cyclone", _("Cyclone")
        DEBT = "debt", _("Debt")
        OTHER = "other", pgettext_lazy("trend", "Another")

    class Withheld(models.TextChoices):
        """What is taken from people on the way."""

        PASSPORT = "passport", _("Passport")
        PHONE = "phone", _("Phone")
        BOTH = "both", _("Passport and phone")

    id = models.BigAutoField(primary_key=True)
    update = models.OneToOneField(FieldUpdate, on_delete=models.CASCADE, related_name="trend")
    channel = models.CharField(max_length=9, choices=Channel)
    # Each empty where nothing is known of it.
    route = models.CharField(max_length=6, choices=Route, blank=True, default="")
    destination = models.CharField(max_length=15, choices=Destination, blank=True, default="")
    exploitation = models.CharField(max_length=8, choices=Exploitation, blank=True, default="")
    driver = models.CharField(max_length=7, choices=Driver, blank=True, default="")
    withheld = models.CharField(max_length=8, choices=Withheld, blank=True, default="")

    # What is said of it, in the order in which it is asked.
    SAYS: ClassVar[tuple[str, ...]] = (
        "channel", "route", "destination", "exploitation", "driver", "withheld",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.update_id} {self.channel}"
