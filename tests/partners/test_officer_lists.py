"""Officers from a list: what the dry run says is what the run does, and a list tells nothing of anybody."""

import re
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import override

from access.accounts.reauthentication import SESSION_MARK
from access.models import Invitation, PartyMember
from access.rules.engine import RefusedError
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_row
from library.files.storing import working_folder
from library.sheets.incoming.opening import sent
from library.sheets.writing import Form
from partners import actions
from partners.actions import officer_lists, people
from partners.models import Committee, Introduction, Office, OfficeHolder, OfficerList, OfficerRow, Place
from partners.officers.columns import officers_in
from partners.officers.handing_out import bad_rows, bad_rows_file
from partners.queries import find_place
from tests.cast import NOW, Cast, browser
from tests.partners.listing import HEADS, committee, entered, run

pytestmark = pytest.mark.django_db
UNION_LIST = (
    HEADS
    + "বাগআঁচড়া ইউনিয়ন পরিষদ\tচেয়ারম্যান\t1711000101\t\n"
    + "\tইউপি সচিব, বাগআঁচড়া\t1711000102.0\t\n"
    + "Bagachra\tUP Chairman\t01711000103\t\n"
    + "\tচেয়ারম্যান\t01711000104\t\n"
    + "গোগা\tচেয়ারম্যান\t1.711E+09\t\n"
    + "গোগা\tচেয়ারম্যান\t\t\n"
    + "\tUNO, Sharsha\t01711000105\t\n"
    + "\tউপজেলা নির্বাহী অফিসার, ঝিকরগাছা\t01711000105\t\n"
    + "\tওসি, শার্শা\t\tOC.Sharsha@example.org\n"
    + "\tপাচারকারী, শার্শা\t01711000106\t\n"
    + "\tচেয়ারম্যান 1990123456789\t01711000107\t\n"
)
WHAT_COMES = [
    (2, "will", ""),
    (3, "will", ""),
    (4, "held", "twice"),
    (5, "asked", "office-several"),
    (6, "asked", "mobile-lost-digits"),
    (7, "asked", "contact"),
    (8, "held", ""),
    (9, "asked", "office-unknown"),
    (10, "will", ""),
    (11, "asked", "office-unknown"),
    (12, "refused", "identifier"),
]


def states(officers: OfficerList) -> list[tuple[int, str, str]]:
    return [(row.number, row.state, row.why) for row in officers.rows.all()]


def test_the_dry_run_says_what_the_run_does_and_the_same_file_again_adds_nothing(cast: Cast) -> None:
    by, sharsha = cast.uno_sharsha.user, committee("Sharsha", "Jashore")
    officers = entered(by, sharsha, UNION_LIST)
    assert states(officers) == WHAT_COMES
    assert not OfficeHolder.objects.filter(period__startswith=NOW).exists(), "looking appoints nobody"
    said = Counter(row.state for row in officers.rows.all())
    run(officers)
    done = Counter(row.state for row in officers.rows.all())
    assert done.pop("done") == said.pop("will") and done == said and officers.state == "done"
    entries = Introduction.objects.filter(entered_by=by, at=NOW).select_related("invitation", "office")
    assert sorted(one.invitation.email or one.invitation.mobile for one in entries) == [
        "+8801711000101", "+8801711000102", "oc.sharsha@example.org",
    ]  # fmt: skip
    for row in officers.rows.filter(state="done"):
        assert row.introduction is not None and not {"mobile", "email"} & row.typed.keys()
        assert OfficeHolder.objects.at(NOW).get(office=row.office).person == row.introduction.person
    assert officers.rows.get(number=12).typed == {}
    before = (Introduction.objects.count(), Invitation.objects.count(), OfficeHolder.objects.count())
    again = entered(by, sharsha, UNION_LIST)
    assert Counter(one for _row, one, _why in states(again)) == done + Counter(there=3)
    with pytest.raises(Mendable) as none:
        run(again)
    assert none.value.code == "none"
    assert before == (Introduction.objects.count(), Invitation.objects.count(), OfficeHolder.objects.count())
    # Without an order those are asked whom a secretariat enters by order only; the chair is named by right.
    OfficeHolder.objects.filter(
        office__in=[row.office_id for row in officers.rows.filter(state="done")]
    ).delete()
    bare = entered(by, sharsha, UNION_LIST, order_number="", order_date=None)
    assert [why for _row, _state, why in states(bare)][:2] == ["", "order"]


def test_a_row_that_gives_another_post_of_a_body_does_not_fill_its_heads(cast: Cast) -> None:
    by, sharsha = cast.uno_sharsha.user, committee("Sharsha", "Jashore")
    others = (
        "Upazila Land Office, Sharsha\tAssistant",
        "Police Station, Sharsha\tOfficer",
        "উপজেলা ভূমি অফিস, শার্শা\tসহকারী",
        "\tAC Land Assistant, Sharsha",
        "AC Land, Sharsha\tAssistant",
        "AC Land Assistant, Sharsha\t",
        "UNO, Sharsha\tOfficer",
    )
    those = (
        "Upazila Land Office, Sharsha\tAssistant Commissioner (Land)",
        "Police Station, Sharsha\tOC",
        "থানা, শার্শা\tওসি (অফিসার ইনচার্জ)",
        "Police Station, Sharsha\t",
        "Upazila Land Office, Sharsha\t",
    )
    found = [
        states(entered(by, sharsha, HEADS + "".join(f"{one}\t0171100010{n}\t\n" for n, one in enumerate(of))))
        for of in (others, those)
    ]
    assert {why for _row, _state, why in found[0]} == {"office-unknown"}
    assert [why for _row, _state, why in found[1]] == ["", "", "twice", "twice", "twice"]
    district = committee("Jashore", "Khulna")
    row = HEADS + "জেলা শিক্ষা অফিস\t{}\t01711000109\t\n"
    assert [
        states(entered(cast.dc_jashore.user, district, row.format(post)))[0][1:]
        for post in ("অফিসার", "জেলা শিক্ষা অফিসার")
    ] == [("asked", "office-unknown"), ("will", "")]


def test_a_list_goes_on_where_it_broke_off_and_stops_when_the_right_is_gone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, sharsha = cast.uno_sharsha.user, committee("Sharsha", "Jashore")
    officers = entered(by, sharsha, UNION_LIST)
    actions.carry_out(by=by, officers=officers, at=NOW)
    whole = people.invite_entered

    def breaks(**said: object) -> object:
        if str(said["email"]):
            raise RuntimeError("the machine went down")
        return whole(**said)  # type: ignore[arg-type]

    monkeypatch.setattr(officer_lists, "invite_entered", breaks)
    with pytest.raises(RuntimeError):
        officer_lists.carry_on(clock=lambda: NOW)
    office = officers.rows.get(number=10).office
    assert not OfficeHolder.objects.filter(office=office).exists(), "nothing is half done"
    assert [one for _row, one, _why in states(officers)].count("done") == 2
    monkeypatch.setattr(officer_lists, "invite_entered", whole)
    assert officer_lists.carry_on(clock=lambda: NOW) == 0, "another worker may still be at it"
    later = NOW + timedelta(minutes=5)
    monkeypatch.setattr(officer_lists, "MOST_LISTED_A_DAY", 2)
    officer_lists.carry_on(clock=lambda: later)
    officers.refresh_from_db()
    assert officers.state == "paused" and officers.rows.filter(state="will").count() == 1
    # A list that is taken back gives nothing of the day back.
    rest = entered(by, sharsha, UNION_LIST, later)
    done = OfficerList.objects.create(committee=sharsha, entered_by=by, at=NOW, state="done")
    officers.rows.filter(state="done").update(officer_list=done)
    actions.take_back_list(by=by, officers=done, at=later)
    assert run(rest, later).state == "paused" and not rest.rows.filter(state="done").exists()
    tomorrow = NOW + timedelta(days=1, minutes=1)
    actions.carry_out(by=by, officers=officers, at=tomorrow)
    OfficeHolder.objects.filter(person__user=by).delete()
    PartyMember.objects.filter(user=by).delete()
    officer_lists.carry_on(clock=lambda: tomorrow)
    officers.refresh_from_db()
    assert officers.state == "stopped" and officers.rows.get(number=10).state == "will"
    assert officer_lists.forget_lists(at=NOW + timedelta(days=15)) and not OfficerRow.objects.exists()


def test_whose_office_it_is_to_say_decides_each_row(cast: Cast) -> None:
    text = HEADS + (
        "\tপুলিশ সুপার, যশোর\t01711000201\t\n"
        "\tUpazila Nirbahi Officer, Jhikargachha\t01711000202\t\n"
        "\tউপজেলা মহিলা বিষয়ক কর্মকর্তা, ঝিকরগাছা\t01711000203\t\n"
        "বাগআঁচড়া\tইউপি সদস্য, ওয়ার্ড ১\t01711000204\t\n"
        "\tপুলিশ সুপার, সাতক্ষীরা\t01711000205\t\n"
    )
    district, nation = committee("Jashore", "Khulna"), Committee.objects.get(code="NCC")
    unknown, will, no = ("asked", "office-unknown"), ("will", ""), ("refused", "not-yours")

    def of(key: str, where: Committee) -> list[tuple[str, str]]:
        return [(state, why) for _row, state, why in states(entered(cast[key].user, where, text))]

    assert of("dd_women_jashore", district) == [will, will, will, no, unknown]
    assert of("dc_jashore", district) == [will, will, will, no, unknown]
    assert of("ncc_secretary", nation) == [will] * 5
    # A row that names no place is no row of the place that another one names.
    alone = f"{HEADS}\tপুলিশ সুপার, যশোর\t01711000201\t\n\tসিভিল সার্জন\t01711000206\t\n"
    assert states(entered(cast.ncc_secretary.user, nation, alone)) == [(2, *will), (3, *unknown)]
    for key in ("uno_sharsha", "rj_liaison", "facilitator", "oversight", "ncc_secretary"):
        with pytest.raises(RefusedError):
            entered(cast[key].user, district, text)
    # What the dry run promised is asked anew for each row.
    officers = entered(cast.dd_women_jashore.user, district, text)
    place = find_place(("Jhikargachha", "Jashore"))
    uno = Office.objects.get(place=place, title_en__startswith="Upazila Nirbahi")
    other = actions.introduce(label_en="UNO", label_bn="")
    actions.appoint(by=None, office=uno, person=other, since=NOW, at=NOW)
    assert [one for _row, one, _why in states(run(officers))] == ["done", "held", "done", "refused", "asked"]


def test_a_list_tells_nothing_of_accounts_or_of_who_holds_what(cast: Cast) -> None:
    by, sharsha = cast.uno_sharsha.user, committee("Sharsha", "Jashore")
    known = [cast.rj_liaison.user.email, cast.administrator.user.email, "nobody@example.org"]
    unions = Place.objects.filter(parent=sharsha.place, tier="union").order_by("pk")
    places = [place.name_bn for place in unions[:3]]
    rows = "".join(f"\tইউপি সচিব, {place}\t\t{one}\n" for place, one in zip(places, known, strict=True))
    officers = entered(by, sharsha, HEADS + rows)
    assert {(state, why) for _row, state, why in states(officers)} == {("will", "")}
    run(officers)
    assert {(state, why) for _row, state, why in states(officers)} == {("done", "")}
    for one in Introduction.objects.filter(officer_row__officer_list=officers):
        assert one.person.user is None, "no account is attached silently"
    # Held by whomever, entered by whomever else: one answer, whatever address is tried.
    held = cast.uno_sharsha.person.offices_held.get().office
    assert held is not None
    tried = [cast.uno_sharsha.user.email, cast.dc_jashore.user.email, "nobody@example.org"]
    for address in tried:
        district = entered(
            cast.dd_women_jashore.user, committee("Jashore", "Khulna"), f"{HEADS}\tইউএনও, শার্শা\t\t{address}\n"
        )
        assert states(district) == [(2, "held", "")]
    # What another secretariat entered is not recognised by its address: of it nothing is said but that.
    row = f"{HEADS}\tওসি, শার্শা\t\tnobody@example.org\n"
    above = run(entered(cast.dd_women_jashore.user, committee("Jashore", "Khulna"), row))
    assert states(above) == [(2, "done", "")]
    assert states(entered(by, sharsha, row)) == [(2, "held", "")]
    assert states(entered(by, sharsha, row.replace("nobody", "another"))) == [(2, "held", "")]
    assert states(entered(cast.dc_jashore.user, above.committee, row)) == [(2, "there", "")], "a colleague's"


def test_an_order_with_too_long_a_number_is_refused_at_its_field(cast: Cast) -> None:
    with pytest.raises(Mendable) as long:
        entered(cast.uno_sharsha.user, committee("Sharsha", "Jashore"), UNION_LIST, order_number="৫" * 81)
    assert (long.value.field, long.value.code) == ("order_number", "too_long")


def test_an_office_that_is_busy_waits_for_the_next_run(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    by, sharsha = cast.uno_sharsha.user, committee("Sharsha", "Jashore")
    officers = entered(by, sharsha, UNION_LIST)

    def busy(record: Model) -> Model:
        if isinstance(record, Office) and record.pk == officers.rows.get(number=2).office_id:
            raise Mendable("somebody is at it", code="busy")
        return lock_row(record)

    monkeypatch.setattr(officer_lists, "lock_row", busy)
    assert run(officers).state == "paused"
    assert [row.state for row in officers.rows.filter(number__in=(2, 3))] == ["will", "done"]
    monkeypatch.setattr(officer_lists, "lock_row", lock_row)
    assert run(officers).state == "done" and officers.rows.get(number=2).state == "done"


@pytest.mark.parametrize("language", ["bn", "en"])
def test_rows_that_were_not_done_come_back_and_are_mended(cast: Cast, language: str) -> None:
    by, sharsha = cast.uno_sharsha.user, committee("Sharsha", "Jashore")
    officers = entered(by, sharsha, UNION_LIST.replace("গোগা\t", "=গোগা\t"))
    bad = bad_rows(officers)
    assert len(bad) == 8
    with override(language), working_folder():
        for form in Form:
            content = bad_rows_file(bad, form)
            came = officers_in(sent(SimpleUploadedFile("x", content)))
            assert len(came.rows) == 8 and came.rows[2].typed["office"] == "'=গোগা"
            assert came.rows[5].typed["mobile"] == "01711000105", "a number stays text"
            assert len(came.unknown_heads) == 2


def test_its_pages_are_its_senders_alone(cast: Cast) -> None:
    by, sharsha = cast.uno_sharsha.user, committee("Sharsha", "Jashore")
    page = browser(by, "bn")
    address = reverse("committee_officers", args=[sharsha.ref])
    nothing = page.post(address, {})
    assert nothing.status_code == 422 and "দুটির একটি" in nothing.content.decode()
    refused = page.post(address, {"pasted": "রঙ\tস্বাদ\nলাল\tঝাল"})
    assert refused.status_code == 302, "without heads the columns are in the order the page says"
    OfficerList.objects.all().delete()
    upload = SimpleUploadedFile("officers.csv", UNION_LIST.encode("utf-16"))
    order = {"order_number": "০৫.৪৪", "order_date": "১/১১/২০২৬"}
    came = page.post(address, {"file": upload, **order})
    officers = OfficerList.objects.get()
    own = reverse("officer_list", args=[officers.ref])
    assert came.status_code == 302 and came.headers["Location"] == own
    shown = page.get(own).content.decode()
    assert "১১টি সারি পড়া হয়েছে" in shown and "3" not in re.sub(
        r"<[^>]+>", "", shown.split("<table")[1].split("</table>")[0]
    )
    assert page.get(f"{own}?state=asked").content.decode().count("<tr>") == 6
    assert page.get(f"{own}?state=nonsense").status_code == 404
    names = ("officer_list", "officer_list_xlsx", "officer_list_csv", "officer_list_codes")
    for key in ("dc_jashore", "ncc_secretary", "rj_liaison"):
        other = browser(cast[key].user)
        assert [other.get(reverse(name, args=[officers.ref])).status_code for name in names] == [404] * 4
        for name in ("officer_list_carry_out", "officer_list_take_back"):
            assert other.post(reverse(name, args=[officers.ref])).status_code == 404
    assert page.get(reverse("officer_list_codes", args=[officers.ref])).status_code == 302, "prove it first"
    session = page.session
    session[SESSION_MARK] = 0
    session.save()
    asked = page.post(reverse("officer_list_carry_out", args=[officers.ref]))
    officers.refresh_from_db()
    assert "confirm" in asked.headers["Location"] and officers.state == "read", "prove it first"
    session[SESSION_MARK] = time.time()
    session.save()
    assert page.post(reverse("officer_list_carry_out", args=[officers.ref])).headers["Location"] == own
    officer_lists.carry_on(clock=lambda: NOW + timedelta(days=8))
    assert "hx-trigger" not in page.get(own).content.decode().split('id="progress"')[1][:200]
    assert page.post(reverse("officer_list_take_back", args=[officers.ref])).status_code == 302
    assert not OfficerList.objects.exists() and Introduction.objects.filter(entered_by=by).count() == 3
