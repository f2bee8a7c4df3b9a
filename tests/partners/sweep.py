"""The rows of the directory in the sweep, and the records they ask for."""

from datetime import date, timedelta

from library.sheets.incoming.opening import pasted
from partners.actions import (
    add_member,
    appoint,
    assist,
    delegate_minutes,
    enter_officers,
    introduce,
    invite_person,
    open_program,
)
from partners.models import (
    Delegation,
    Introduction,
    Membership,
    Office,
    OfficeChange,
    OfficeKind,
    Person,
    Place,
    Presence,
    Program,
    Seat,
    Work,
)
from partners.officers.columns import officers_in
from partners.programs import may_answer
from tests.cast import NOW
from tests.sweep import KEEPS_JASHORE, NATION, NETWORK, NO_REF, SECRETARIAT, District, Row, Rows, without

_SINCE = date(2026, 11, 1)
_KEEPS_RJ = f"rj_liaison {NATION}"


_OF_RJ = "rj_liaison rj_staff"


def _of_program(done: int, may: str, method: str = "GET") -> Row:
    refused = without(_OF_RJ, may)
    own = {done: may, 403: refused} if refused else {done: may}
    return Row(method, lambda found: (found.program.ref,), (NO_REF,), own)


def _of_office(method: str, done: int, *inside: str) -> Row:
    """Of an office that heads a body: nobody of the cast is of the body, or of the one above it."""
    return Row(
        method,
        lambda found: (
            found.office.organisation.ref,
            found.office.ref,
            *(getattr(found, one).ref for one in inside),
        ),
        (NO_REF, NO_REF, *(NO_REF for _one in inside)),
        {done: NATION, 403: without(NETWORK, NATION)},
        {done: NATION, 403: without(NETWORK, NATION)},
    )


def _of_kind(method: str, done: int) -> Row:
    """Of a kind of local office: the secretariat of the nation says what every place has."""
    own = {done: NATION, 403: without(NETWORK, NATION)}
    return Row(method, lambda found: (found.office_kind.ref,), (NO_REF,), own, own)


def _of_point(done: int) -> Row:
    """Of a port, camp or ward: the secretariat of the nation keeps it."""
    own = {done: NATION, 403: without(NETWORK, NATION)}
    return Row("GET", lambda found: (found.other_place.ref,), (NO_REF,), own, own)


def _of_list(done: int, method: str = "GET") -> Row:
    return Row(method, lambda found: (found.officers.ref,), (NO_REF,), {done: "dd_women_jashore"})


def _place_of(found: District) -> str:
    assert found.committee.place is not None
    return str(found.committee.place.ref)


ROWS = Rows(
    records={
        "committee": Row(
            args=lambda found: (found.committee.ref,),
            nowhere=(NO_REF,),
            own={200: NETWORK},
            other={200: NETWORK},
        ),
        "api_place": Row(
            args=lambda found: (_place_of(found),),
            nowhere=(NO_REF,),
            own={200: NETWORK},
            other={200: NETWORK},
        ),
        "committee_seat": Row(
            args=lambda found: (found.committee.ref, found.seat.ref),
            nowhere=(NO_REF, NO_REF),
            own={200: KEEPS_JASHORE, 403: without(NETWORK, KEEPS_JASHORE)},
            other={200: NATION, 403: without(NETWORK, NATION)},
        ),
        # Its page shows whoever keeps the seats the other forms, too.
        "api_committee_seat_hand_over": Row(
            "POST",
            lambda found: (found.committee.ref, found.seat.ref),
            (NO_REF, NO_REF),
            {200: f"dc_jashore {NATION}", 403: without(NETWORK, "dc_jashore", NATION)},
            {200: NATION, 403: without(NETWORK, NATION)},
        ),
        "committee_delegate": Row(
            args=lambda found: (found.committee.ref,),
            nowhere=(NO_REF,),
            own={200: SECRETARIAT, 403: without(NETWORK, SECRETARIAT)},
            other={403: NETWORK},
        ),
        "committee_end_delegation": Row(
            "POST",
            lambda found: (found.committee.ref, found.delegation.ref),
            (NO_REF, NO_REF),
            {302: SECRETARIAT, 403: without(NETWORK, SECRETARIAT)},
            {403: NETWORK},
        ),
        "organisation": Row(
            args=lambda found: (found.organisation.ref,),
            nowhere=(NO_REF,),
            own={200: NETWORK},
            other={200: NETWORK},
        ),
        "organisation_rename": Row(
            args=lambda found: (found.organisation.ref,),
            nowhere=(NO_REF,),
            own={200: _KEEPS_RJ, 403: without(NETWORK, _KEEPS_RJ)},
            other={200: NATION, 403: without(NETWORK, NATION)},
        ),
        "organisation_add_member": Row(
            args=lambda found: (found.organisation.ref,),
            nowhere=(NO_REF,),
            own={200: _KEEPS_RJ, 403: without(NETWORK, _KEEPS_RJ)},
            other={200: NATION, 403: without(NETWORK, NATION)},
        ),
        "organisation_end_membership": Row(
            "POST",
            lambda found: (found.organisation.ref, found.membership.ref),
            (NO_REF, NO_REF),
            {302: _KEEPS_RJ, 403: without(NETWORK, _KEEPS_RJ)},
            {302: NATION, 403: without(NETWORK, NATION)},
        ),
        "organisation_office": Row(
            args=lambda found: (found.office.organisation.ref, found.office.ref),
            nowhere=(NO_REF, NO_REF),
            own={200: NATION, 403: without(NETWORK, NATION)},
            other={200: NATION, 403: without(NETWORK, NATION)},
        ),
        "office_name_assistant": _of_office("GET", 200),
        "office_end_assistant": _of_office("POST", 302, "assistant"),
        "office_official_address": _of_office("GET", 200),
        "office_vacancy": _of_office("GET", 200),
        "organisation_add_program": Row(
            args=lambda found: (found.organisation.ref,),
            nowhere=(NO_REF,),
            own={200: "rj_liaison", 403: without(NETWORK, "rj_liaison")},
            other={403: NETWORK},
        ),
        "place": Row(
            args=lambda found: (_place_of(found),),
            nowhere=(NO_REF,),
            own={200: NETWORK},
            other={200: NETWORK},
        ),
        # Where it works an organisation says alone: the nation enters nobody among those who verify.
        "organisation_add_presence": Row(
            args=lambda found: (found.organisation.ref,),
            nowhere=(NO_REF,),
            own={200: "rj_liaison", 403: without(NETWORK, "rj_liaison")},
            other={403: NETWORK},
        ),
        "organisation_end_presence": Row(
            args=lambda found: (found.organisation.ref, found.presence.ref),
            nowhere=(NO_REF, NO_REF),
            own={200: "rj_liaison", 403: without(NETWORK, "rj_liaison")},
            other={403: NETWORK},
        ),
        "point": Row(
            args=lambda found: (found.other_place.ref,),
            nowhere=(NO_REF,),
            own={200: NETWORK},
            other={200: NETWORK},
        ),
        "point_rename": _of_point(200),
        "point_close": _of_point(200),
        "point_reopen": _of_point(200),
        "office_kind": Row(
            args=lambda found: (found.office_kind.ref,),
            nowhere=(NO_REF,),
            own={200: NETWORK},
            other={200: NETWORK},
        ),
        "office_kind_rename": _of_kind("GET", 200),
        "office_kind_make": _of_kind("POST", 302),
        "program": _of_program(200, _OF_RJ),
        "program_answerable": _of_program(200, "rj_liaison"),
        # Whoever answers for it shows again who they are first.
        "program_token": _of_program(302, "rj_staff"),
        "program_revoke": _of_program(302, "rj_staff", "POST"),
        "program_end": _of_program(200, _OF_RJ),
        "office_change": Row(
            args=lambda found: (found.entry.ref,),
            nowhere=(NO_REF,),
            own={200: KEEPS_JASHORE},
            other={200: NATION},
            any_login=True,
        ),
        "committee_officers": Row(
            args=lambda found: (found.committee.ref,),
            nowhere=(NO_REF,),
            own={200: SECRETARIAT, 403: without(NETWORK, SECRETARIAT)},
            other={403: NETWORK},
        ),
        # Whoever sent it, and nobody else.
        "officer_list": _of_list(200),
        "officer_list_carry_out": _of_list(302, "POST"),
        "officer_list_take_back": _of_list(302, "POST"),
        "officer_list_xlsx": _of_list(200),
        "officer_list_csv": _of_list(200),
        "officer_list_codes": _of_list(302),
        "introduction": Row(
            args=lambda found: (found.introduction.ref,),
            nowhere=(NO_REF,),
            own={200: _KEEPS_RJ},
            other={200: NATION},
        ),
    },
    lists={
        "committees": Row(own={200: NETWORK}),
        "office_kinds": Row(own={200: NETWORK}),
        "points": Row(own={200: NETWORK}),
        "point_add": Row(own={200: NATION, 403: without(NETWORK, NATION)}),
        "office_kind_add": Row(own={200: NATION, 403: without(NETWORK, NATION)}),
        "office_changes": Row(own={200: NETWORK}),
        "partners": Row(own={200: NETWORK}),
        "presences": Row(own={200: NETWORK}),
        "officer_lists": Row(own={200: NETWORK}),
        "api_places": Row(own={200: NETWORK}),
    },
)


def prepare(here: District) -> None:
    """A seat, a member, somebody who has not come yet, a minute-taker and an order that was entered."""
    here.office = Office.objects.get(
        title_en__startswith="Superintendent of Police", place=here.committee.place
    )
    here.seat = Seat.objects.filter(committee=here.committee, office__isnull=False)[0]
    members = Membership._default_manager.filter(organisation=here.organisation)
    here.membership = members.order_by("-role", "pk")[0]
    here.introduction = _invited(here)
    assert here.committee.place is not None
    here.presence = Presence.objects.create(
        organisation=here.organisation,
        place=here.committee.place,
        work=Work.AWARENESS,
        since=_SINCE,
        entered_at=NOW,
    )
    here.delegation = _delegated(here)
    here.entry = _entered(here, here.office)
    here.program = _let_in(here)
    # In the open for everybody: they bear no mark.
    number = Place.objects.filter(tier="land-port").count()
    here.other_place = Place.objects.create(
        code=f"point:{number}",
        tier="land-port",
        parent=Place.objects.get(tier="district", name_en="Jashore"),
        path=f"/{number}/",
        name_en=f"Port {number}",
        name_bn=f"বন্দর {number}",
    )
    nth = OfficeKind.objects.count()
    here.office_kind = OfficeKind.objects.create(
        tier="district",
        slug=f"officer-{nth}",
        kind="local office",
        side="government",
        name_en=f"Office {nth}",
        name_bn=f"কার্যালয় {nth}",
        head_en=f"Officer {nth}",
        head_bn=f"কর্মকর্তা {nth}",
    )
    rows = officers_in(pasted(f"Civil Surgeon {here.mark}\t\t01711000102\t\n"))
    here.officers = enter_officers(by=here.secretary, committee=here.committee, officers=rows, at=NOW)
    typist = introduce(label_en=f"{here.mark} typist", label_bn=f"{here.mark} typist")
    here.assistant = assist(by=None, office=here.office, person=typist, since=NOW, at=NOW)


def _delegated(here: District) -> Delegation:
    """The liaison officer of the other body writes until a day that is over when the pages are asked."""
    since = NOW - timedelta(days=9)
    return delegate_minutes(
        by=here.secretary,
        committee=here.committee,
        person=Person.objects.get(user=here.liaison),
        since=since,
        until=NOW - timedelta(days=8),
        at=since,
    )


def _let_in(here: District) -> Program:
    """A program of the body, for which somebody of its staff answers where there is anybody."""
    people = may_answer(here.organisation, NOW, speaks=False)
    staff = people.exclude(user=here.liaison).first()
    return open_program(
        by=here.liaison,
        organisation=here.organisation,
        name=f"{here.mark} program",
        answerable=staff or Person.objects.get(user=here.liaison),
        speaks=False,
        days=365,
        at=NOW,
    )


def _invited(here: District) -> Introduction:
    """Somebody is to serve the body, and has not come yet."""
    person = introduce(label_en=f"{here.mark} newcomer", label_bn=f"{here.mark} newcomer")
    by, body, email = here.liaison, here.organisation, f"{here.mark.lower()}@example.org"
    add_member(by=by, organisation=body, person=person, role="staff", since=NOW, at=NOW)
    invite_person(by=by, person=person, organisation=body, email=email, at=NOW)
    return Introduction.objects.get(person=person)


def _entered(here: District, office: Office) -> OfficeChange:
    """The secretariat enters an order about an office of another body that sits in the committee."""
    person = introduce(label_en=office.title_en, label_bn=office.title_bn)
    number, on = f"{here.mark} order", NOW.date()
    appoint(
        by=here.secretary,
        office=office,
        person=person,
        since=NOW,
        at=NOW,
        order_number=number,
        order_date=on,
    )
    return OfficeChange.objects.get(office=office)
