"""A meeting, the committees it is a meeting of, and those who organise it."""

from datetime import datetime, time, timedelta
from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Audience, ListedRecord, Party
from access.rules.engine import PermittedManager
from access.toolkit.covering import without_covered
from language.words import DHAKA, named, ordinal
from meetings.models.unchangeable import frozen_meeting, frozen_with_meeting
from partners.models import Committee, Cooperation, Organisation

MEMO_LENGTH = 80
TITLE_LENGTH = 300


# What moves a record in a feed or in lists is no change of the record.
@pghistory.track(exclude=["change", "rank", "covered"])
class Meeting(ListedRecord):
    """A sitting of one or more committees, or a meeting of partners without a committee.

    It carries what the notice says. Discussion, decisions and attendance belong to its minutes,
    which have readers of their own.
    """

    class Kind(models.TextChoices):
        """What sort of meeting it is."""

        ORDINARY = "ordinary", _("Ordinary meeting")
        EMERGENCY = "emergency", _("Emergency meeting")
        TASK_FORCE = "task-force", _("Task force meeting")
        JOINT = "joint", _("Joint meeting")
        BILATERAL = "bilateral", _("Bilateral meeting")
        CONSULTATION = "consultation", _("Consultation")
        WEBINAR = "webinar", _("Webinar")
        OBSERVANCE = "observance", _("Observance of a day")
        TRAINING = "training", _("Joint training")
        MISSION = "mission", _("Field mission")
        WORKSHOP = "workshop", _("Workshop")

    class Mode(models.TextChoices):
        """How people come together."""

        IN_PERSON = "in-person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")

    Cooperation = Cooperation

    class Level(models.TextChoices):
        """How far the confirmed minutes are read."""

        COMMITTEE = "committee", _("The committee")
        UPLINE = "committee-and-upline", _("The committee and the secretariats above it")
        NETWORK = "network", _("Everyone in the network")

    class State(models.TextChoices):
        """How far the meeting and its minutes have come."""

        PLANNED = "planned", _("Planned")
        NOTICE_SENT = "notice-sent", _("Notice sent")
        IN_SESSION = "in-session", _("Minutes being written")
        DRAFTED = "drafted", _("Minutes drafted")
        APPROVED = "approved", _("Approved by the chair")
        CIRCULATED = "circulated", _("Circulated")
        CONFIRMED = "confirmed", _("Confirmed")
        CANCELLED = "cancelled", _("Cancelled")

    # Until it is circulated another committee can still make it a meeting of its own.
    JOINABLE: ClassVar[frozenset[State]] = frozenset(
        set(State) - {State.CIRCULATED, State.CONFIRMED, State.CANCELLED}
    )

    class Precision(models.TextChoices):
        """How exactly the day is known; a past meeting may be known by its month only."""

        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")

    class Contest(models.TextChoices):
        """What a chair says is wrong with what the tier above entered for its committee."""

        NOT_HELD = "not-held", _("There was no such meeting")
        DAY = "day", _("It was on another day")
        WHO_CAME = "who-came", _("Others came, or another number")
        DECIDED = "decided", _("Something else was decided")
        SIGNED = "signed", _("Nobody signed this")

    kind = models.CharField(max_length=14, choices=Kind, default=Kind.ORDINARY)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.IN_PERSON)
    cooperation = models.CharField(max_length=14, choices=Cooperation, default=Cooperation.PARTICIPATION)
    level = models.CharField(max_length=22, choices=Level, default=Level.UPLINE)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    title_en = models.CharField(max_length=TITLE_LENGTH, blank=True)
    title_bn = models.CharField(max_length=TITLE_LENGTH, blank=True)
    on_date = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place_text = models.CharField(max_length=300, blank=True)
    # Memo and link are exempt from the identifier guard: both carry long runs of digits. The link has
    # a guard of its own (access.toolkit.links).
    link = models.CharField(max_length=500, blank=True)
    # With survivors, or at a shelter: neither place nor link leaves the portal, in no mail or invitation.
    discreet = models.BooleanField(default=False)
    memo_number = models.CharField(max_length=MEMO_LENGTH, blank=True)
    lead_committee = models.ForeignKey(
        Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="led_meetings"
    )
    committees = models.ManyToManyField(Committee, through="MeetingOf", related_name="meetings")
    # The parties as they stood when the meeting was called: who prepares, who writes, who approves.
    secretariat_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    minute_takers_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    chair_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    called_at = models.DateTimeField(null=True)
    notice_sent_at = models.DateTimeField(null=True, blank=True)
    # The last change of which its invitees have not been told, and whose it was; null: they know.
    untold_change_at = models.DateTimeField(null=True, blank=True)
    untold_change_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_afterwards = models.BooleanField(default=False)
    # The secretariat above that entered it for the committee; none where the committee's own did.
    entering_party = models.ForeignKey(
        Party, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # What the committee's chair says is wrong with it, if anything.
    contested_as = models.CharField(max_length=12, choices=Contest, blank=True, db_default="")
    contested_at = models.DateTimeField(null=True)
    contested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    note = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_code = models.CharField(max_length=60, unique=True, null=True, blank=True)
    is_illustrative = models.BooleanField(default=False)
    # The passages of its agenda and minutes that are covered now; the text below stays as it was written.
    covered = models.JSONField(null=True)

    # Whether place and link are kept from the person who reads it now; `meetings.access` says it.
    withholds_place: bool = False

    objects = PermittedManager["Meeting"]()

    class Meta(ListedRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ListedRecord.Meta.indexes,
            # MoHA's secretariat and oversight read confirmed meetings of every committee.
            models.Index(
                fields=["rank", "at", "id"], condition=Q(state="confirmed"), name="meeting_at_confirmed"
            ),
            models.Index(fields=["lead_committee", "at"], name="meeting_of_committee_at"),
            models.Index(
                fields=["untold_change_at"],
                condition=Q(untold_change_at__isnull=False),
                name="meeting_untold_change",
            ),
        ]
        triggers: ClassVar[list[object]] = [
            *ListedRecord.Meta.triggers,
            frozen_meeting("meeting_stays_with_minutes"),
        ]

    def __str__(self) -> str:
        return f"meeting {self.ref}"

    @property
    def name_en(self) -> str:
        """Its English title, if it was given one."""
        return self.title_en

    @property
    def name_bn(self) -> str:
        """Its Bangla title, if it was given one."""
        return self.title_bn

    @property
    def number(self) -> int | None:
        """Its number in the run of its lead committee, as in "41st meeting"."""
        for sitting in self.sittings.all():
            if sitting.committee_id == self.lead_committee_id:
                return sitting.number
        return None

    @property
    def title(self) -> str:
        """What people call it: its title, else its number, else its kind."""
        given = without_covered(named(self, "title"), self.covered or ())
        if given:
            return given
        if self.number:
            return _now("%(ordinal)s meeting") % {"ordinal": ordinal(self.number)}
        return str(self.get_kind_display())

    @property
    def place(self) -> str:
        """Where it is held, as people read it."""
        return "" if self.withholds_place else without_covered(self.place_text, self.covered or ())

    @property
    def is_announced(self) -> bool:
        """Whether the committee knows of it: a notice went out, or it has already been held."""
        before = {self.State.PLANNED, self.State.NOTICE_SENT, self.State.CANCELLED}
        return self.notice_sent_at is not None or self.state not in before

    @property
    def begins_at(self) -> datetime:
        """When it begins; where no hour is known, the end of its day."""
        return self.starts_at or datetime.combine(self.on_date + timedelta(days=1), time.min, DHAKA)

    @property
    def entered_from_above(self) -> bool:
        """Whether the secretariat above entered it for the committee."""
        return self.entering_party_id is not None

    @property
    def is_open_to_change(self) -> bool:
        """Whether the notice and agenda can still be changed."""
        return self.state in {self.State.PLANNED, self.State.NOTICE_SENT}

    @property
    def is_numbered(self) -> bool:
        """Whether it carries on the run of numbers of its committees; a task force's meeting does not."""
        return self.kind in {self.Kind.ORDINARY, self.Kind.EMERGENCY, self.Kind.JOINT}

    @property
    def may_be_joined(self) -> bool:
        """Whether another committee can still make it a meeting of its own."""
        return self.state in self.JOINABLE

    @property
    def takes_minutes(self) -> bool:
        """Whether its minutes are being written."""
        return self.state in {self.State.IN_SESSION, self.State.DRAFTED}


class MeetingOf(models.Model):
    """The meeting counts as a sitting of this committee, with a number in the committee's run."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sittings")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="sittings")
    number = models.PositiveIntegerField(null=True, blank=True)
    # The committee's name as it was on that day: an old paper keeps the old name.
    name_en = models.CharField(max_length=300, blank=True)
    name_bn = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "committee"], name="meeting_of_committee_once"),
            # A cancelled meeting gives its number back.
            models.UniqueConstraint(
                fields=["committee", "number"], condition=Q(number__isnull=False), name="meeting_number_once"
            ),
        ]
        triggers: ClassVar[list[object]] = [frozen_with_meeting("sitting_stays_with_minutes")]

    def __str__(self) -> str:
        return f"{self.committee_id}: {self.number or '-'}"


class MeetingOrganiser(models.Model):
    """A body that holds, supports, funds or facilitates the meeting, for whom it is held, or whom its notice
    names without a seat: such a body is bound by what it promises there, one that merely came is not.
    """

    class Role(models.TextChoices):
        """What the organisation does for the meeting."""

        ORGANISER = "organiser", _("Organised by")
        SUPPORTER = "supporter", pgettext_lazy("organiser", "Supported by")
        FUNDER = "funder", _("Funded by")
        FOR = "for", _("Held for")
        FACILITATOR = "facilitator", _("Facilitated by")
        INVITED = "invited", _("Invited")

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # A committee that holds an event which is no sitting of its own.
    committee = models.ForeignKey(
        Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=12, choices=Role, default=Role.ORGANISER)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "organisation", "role"], name="meeting_organiser_once"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, committee__isnull=True)
                | Q(organisation__isnull=True, committee__isnull=False),
                name="meeting_organiser_is_one_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.role} {self.organisation_id or self.committee_id}"

    @property
    def body(self) -> Organisation | Committee | None:
        """The organisation or committee."""
        return self.organisation or self.committee


class MeetingAudience(Audience):
    """Who reads the notice and agenda."""

    record = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="audience", db_index=False)

    class Meta(Audience.Meta):
        abstract = False
