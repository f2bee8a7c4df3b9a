"""How partners are said to programs, and how programs name one: by reference, never by a number inside."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from access.api.fields import Body, Day, ListOf, Named, OneOf, RefTo, Text, Whether
from language.fields import AddressField
from partners.active import must_be_active
from partners.models import (
    COMMITTEE_TIERS,
    Committee,
    Membership,
    OfficeHolder,
    Organisation,
    Place,
    Seat,
    Side,
    Tier,
    Work,
)
from partners.models.office_kinds import SIDES, TIERS


class OrganisationNamed(Named):
    """An organisation, as other records name it."""

    side = serializers.ChoiceField(choices=Side.values)


class CommitteeNamed(Named):
    """A committee, as other records name it."""


class PlaceNamed(Named):
    """A place, as other records name it."""

    tier = serializers.ChoiceField(choices=Tier.values)


class OrganisationRef(RefTo):
    """An organisation that is still there, by its reference."""

    of = OrganisationNamed

    def to_internal_value(self, data: Any) -> Any:
        """Return the organisation."""
        found = Organisation.objects.filter(ref=super().to_internal_value(data)).first()
        if found is None:
            raise serializers.ValidationError(_("No organisation has this reference."), code="unknown")
        must_be_active(found, on=timezone.localdate(), field=self.field_name)
        return found


class CommitteeRef(RefTo):
    """A committee, by its reference."""

    of = CommitteeNamed

    def to_internal_value(self, data: Any) -> Any:
        """Return the committee. The directory of them is open; who calls it is its own rule's to say."""
        found = Committee.objects.filter(ref=super().to_internal_value(data)).first()
        if found is None:
            raise serializers.ValidationError(_("No committee has this reference."), code="unknown")
        return found


class PlaceRef(RefTo):
    """A place, by its reference."""

    of = PlaceNamed

    def to_internal_value(self, data: Any) -> Any:
        """Return the place."""
        found = Place.objects.filter(ref=super().to_internal_value(data)).select_related("parent").first()
        if found is None:
            raise serializers.ValidationError(_("No place has this reference."), code="unknown")
        return found


class Address(Text):
    """An e-mail address to which a letter goes. Whether somebody has it here is told to nobody."""

    def to_internal_value(self, data: Any) -> str:
        """Return the address as it is kept."""
        try:
            found: str = AddressField(max_length=254).clean(super().to_internal_value(data))
        except ValidationError as error:
            raise serializers.ValidationError(error.messages, code="address") from error
        return found


class PlaceBody(PlaceNamed):
    """A part of the country, with the codes by which other systems know it."""

    parent = PlaceNamed(allow_null=True)
    aliases = serializers.ListField(child=serializers.CharField())
    bbs_code = serializers.CharField(help_text="Of the Bureau of Statistics; empty where it is not known")
    p_code = serializers.CharField(help_text="Of humanitarian data; empty where it is not known")
    until = serializers.DateField(allow_null=True)


class OfficeKindBody(Body):
    """A kind of local office: every place of its level has one. {place} in a name is the place."""

    ref = serializers.CharField()
    tier = serializers.ChoiceField(choices=[tier for tier, _label in TIERS])
    side = serializers.ChoiceField(choices=[side for side, _label in SIDES])
    name_en = serializers.CharField()
    name_bn = serializers.CharField()
    head_en = serializers.CharField()
    head_bn = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    parent = OrganisationNamed(allow_null=True, help_text="The ministry or department above these offices")
    made = serializers.IntegerField(
        allow_null=True, help_text="How many places have one; null while none was made"
    )


class OfficeKindInFullBody(OfficeKindBody):
    """The same, and what would come of making its offices now."""

    to_make = serializers.IntegerField(
        allow_null=True, help_text="How many offices would be made, for whoever may make them"
    )
    there = serializers.IntegerField(help_text="How many places have one already")
    is_being_made = serializers.BooleanField(help_text="Whether the worker still has to make or rename some")


class OfficeKindNamesBody(Body):
    """What the offices of a kind are called, and their heads."""

    name_en = Text()
    name_bn = Text()
    head_en = Text()
    head_bn = Text()
    aliases = ListOf(child=Text(), max_length=12, required=False)


class NewOfficeKindBody(OfficeKindNamesBody):
    """A kind of local office. Nothing is made yet."""

    tier = OneOf(choices=[tier for tier, _label in TIERS])
    side = OneOf(choices=[side for side, _label in SIDES])
    parent = OrganisationRef(required=False)  # type: ignore[assignment]


class PresenceBody(Body):
    """That an organisation works at a place."""

    ref = serializers.CharField()
    organisation = OrganisationNamed()
    place = PlaceNamed()
    work = serializers.ChoiceField(choices=Work.values)
    since = serializers.DateField()
    until = serializers.DateField(allow_null=True, help_text="The last day, where one is known")


class NewPresenceBody(Body):
    """Where an organisation works: several places and kinds of work at once."""

    places = ListOf(child=PlaceRef(), max_length=100)
    work = ListOf(child=OneOf(choices=Work.values), max_length=len(Work))
    since = Day()
    until = Day(required=False)


class EndPresenceBody(Body):
    """Its last day at the place; or that the line should not be there at all, and is taken away."""

    until = Day(required=False)
    mistaken = Whether(required=False)


class OrganisationBody(OrganisationNamed):
    """An organisation of the directory."""

    address = serializers.CharField(help_text="The page of it, for people")
    short_en = serializers.CharField()
    short_bn = serializers.CharField()
    kind = serializers.ChoiceField(choices=Organisation.Kind.values)
    place = PlaceNamed(allow_null=True)
    is_active = serializers.BooleanField()
    successor = OrganisationNamed(allow_null=True, help_text="To which its work passed")


class MemberBody(Body):
    """Somebody who serves an organisation, said by the post."""

    ref = serializers.CharField()
    role = serializers.ChoiceField(choices=Membership.Role.values)
    label_en = serializers.CharField(source="person.label_en")
    label_bn = serializers.CharField(source="person.label_bn")
    last_day = serializers.DateField(allow_null=True)


class MinuteTakerBody(Body):
    """Somebody who takes the minutes of a committee, said by the post."""

    ref = serializers.CharField()
    label_en = serializers.CharField(source="person.label_en")
    label_bn = serializers.CharField(source="person.label_bn")
    until = serializers.DateTimeField(source="period.upper")
    may_call = serializers.BooleanField(help_text="Calls its meetings")
    may_notify = serializers.BooleanField(help_text="Sends their notices")
    may_enter_signature = serializers.BooleanField(help_text="Enters what the chair signed on paper")


class NewNameBody(Body):
    """The new name of an organisation in both languages, and from which day it bears it."""

    name_en = Text()
    name_bn = Text()
    on = Day()


class NewMemberBody(Body):
    """Somebody who comes to serve an organisation; a letter invites them.

    Who has a telephone number only is entered on the page: a printed code is shown there once, to be handed
    over in person.
    """

    post = Text(help_text="As which they are shown; not the name")
    role = OneOf(choices=Membership.Role.values)
    since = Day()
    email = Address()


class PassOfficeBody(Body):
    """Who holds an office from a day on, by which order; a letter invites them."""

    on = Day()
    manner = OneOf(choices=OfficeHolder.Manner.values)
    email = Address()
    order_number = Text(required=False, help_text="A secretariat says it")
    order_date = Day(required=False, help_text="A secretariat says it")


class FillBody(Body):
    """Which organisation takes a seat that no office holds; null makes it empty."""

    organisation = OrganisationRef(allow_null=True)


class RoleBody(Body):
    """What a seat does in its committee."""

    role = OneOf(choices=Seat.Role.values)


class OfficeNamed(Body):
    """An office, as a seat names it."""

    ref = serializers.CharField()
    title_en = serializers.CharField()
    title_bn = serializers.CharField()


class HolderBody(Body):
    """That an office is held: how, and since when. People are said by their office, never by name."""

    manner = serializers.ChoiceField(choices=OfficeHolder.Manner.values)
    since = serializers.DateTimeField()


class SeatNamed(Body):
    """A seat of a committee, and which office or organisation holds it."""

    ref = serializers.CharField()
    role = serializers.ChoiceField(choices=Seat.Role.values)
    title_en = serializers.CharField()
    title_bn = serializers.CharField()
    side = serializers.ChoiceField(choices=Side.values)
    office = OfficeNamed(allow_null=True)
    organisation = OrganisationNamed(allow_null=True)


class SeatRef(RefTo):
    """A seat of a committee, by its reference. Whether it is of the one that meets is the action's to say."""

    of = SeatNamed

    def to_internal_value(self, data: Any) -> Any:
        """Return the seat with its body."""
        rows = Seat.objects.select_related("office__organisation", "organisation")
        found = rows.filter(ref=super().to_internal_value(data)).first()
        if found is None:
            raise serializers.ValidationError(_("No seat has this reference."), code="unknown")
        return found


class SeatBody(SeatNamed):
    """The same, and how its office is held today."""

    holder = HolderBody(allow_null=True, help_text="Of the office, today")


class SeatHeldBody(SeatNamed):
    """A seat that an organisation holds, and in which committee."""

    committee = CommitteeNamed()


class CommitteeBody(CommitteeNamed):
    """A committee: where it stands, and how often it is to meet."""

    address = serializers.CharField(help_text="The page of it, for people")
    tier = serializers.ChoiceField(choices=[one for one, _words in COMMITTEE_TIERS])
    place = PlaceNamed(allow_null=True)
    parent = CommitteeNamed(allow_null=True)
    meets_every_months = serializers.IntegerField(allow_null=True)
    is_frequency_verified = serializers.BooleanField()
    quorum_seats = serializers.IntegerField(allow_null=True)
    is_quorum_verified = serializers.BooleanField()
    founded_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)
