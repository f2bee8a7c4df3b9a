"""Codes on paper for officers of a list: what a slip opens, once, and what it opens no more."""

from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client
from django.utils.translation import override

from access.accounts.invitations import find_by_code
from access.accounts.joining import join_anew, join_with
from access.models import AccessLog, Invitation
from access.toolkit.errors import Mendable
from partners import actions
from partners.models import OfficeHolder
from partners.officers.handing_out import code_slips
from partners.officers.words import said_of, with_openings
from tests.cast import NOW, Cast
from tests.partners.listing import HEADS, committee, entered, run

pytestmark = pytest.mark.django_db


def test_codes_are_printed_eight_a_page_and_each_opens_once(cast: Cast, client: Client) -> None:
    by, sharsha = cast.uno_sharsha.user, committee("Sharsha", "Jashore")
    wards = "".join(f"বাগআঁচড়া\tইউপি সদস্য, ওয়ার্ড {one}\t0171100030{one}\t\n" for one in range(1, 10))
    officers = run(entered(by, sharsha, HEADS + wards))
    first = actions.print_listed_codes(by=by, officers=officers, at=NOW)
    printed = actions.print_listed_codes(by=by, officers=officers, at=NOW)
    assert len(printed) == 9
    (_entry, old), (entry, issued) = first[0], printed[0]
    assert find_by_code(name="01711000301", code=old.code, at=NOW) is None
    assert find_by_code(name="০১৭১১০০০৩০১", code=issued.code, at=NOW) == issued.invitation
    assert issued.code not in str(Invitation.objects.filter(pk=issued.invitation.pk).values().get())
    lines = AccessLog.objects.filter(user=by, kind="export", record_type="partners.introduction")
    assert lines.count() == 18 and lines.filter(record_ref=entry.ref).count() == 2
    for language in ("bn", "en"):
        pdf = pypdfium2.PdfDocument(code_slips(printed, language))
        pages = [pdf[at].get_textpage().get_text_bounded() for at in range(len(pdf))]
        assert [sum(one.code in page for _entry, one in printed) for page in pages] == [8, 1]
        assert "ইউপি সদস্য, ওয়ার্ড ১" in pages[0] or language == "en"
    # Whoever holds the slip opens an account with it, and has the office at once.
    password = "long enough for an officer"
    user = join_anew(invitation=issued.invitation, password=password, language="bn", at=NOW)
    # The slip shows the slip; the row of the list says who opened, when, and who had printed it.
    assert (user.mobile_proved_at, user.mobile_by_slip_at) == (None, NOW)
    row = with_openings(officers.rows.filter(introduction__invitation=issued.invitation)).get()
    with override("en"):
        assert (
            said_of(row).opened.startswith("Used on ")
            and f"a new account: {user.label_en}" in said_of(row).opened
        )
        assert by.label_en in said_of(row).opened
    assert OfficeHolder.objects.at(NOW).get(office=entry.office).person.user == user
    assert find_by_code(name="01711000301", code=issued.code, at=NOW) is None
    assert len(actions.print_listed_codes(by=by, officers=officers, at=NOW)) == 8
    with pytest.raises(Mendable) as nobody:
        actions.print_listed_codes(by=by, officers=officers, at=NOW + timedelta(days=31))
    assert nobody.value.code == "none"


def test_nobody_confirms_their_own_account_in_an_office_that_they_listed(cast: Cast) -> None:
    by = cast.uno_sharsha.user
    row = f"{HEADS}বাগআঁচড়া ইউনিয়ন পরিষদ\tচেয়ারম্যান\t1711000101\t\n"
    officers = run(entered(by, committee("Sharsha", "Jashore"), row))
    (entry, issued), *_others = actions.print_listed_codes(by=by, officers=officers, at=NOW)
    join_with(by=by, invitation=issued.invitation, at=NOW)
    for decide in (actions.confirm_claim, actions.refuse_claim):
        with pytest.raises(Mendable) as own:
            decide(by=by, introduction=entry, at=NOW)
        assert own.value.code == "own"
    assert not OfficeHolder.objects.at(NOW).filter(office=entry.office, person__user=by).exists()


def test_no_slip_opens_an_office_that_somebody_else_holds_by_now(cast: Cast) -> None:
    by = cast.uno_sharsha.user
    wards = "".join(f"বাগআঁচড়া\tইউপি সদস্য, ওয়ার্ড {one}\t0171100030{one}\t\n" for one in range(1, 4))
    officers = run(entered(by, committee("Sharsha", "Jashore"), HEADS + wards))
    printed = actions.print_listed_codes(by=by, officers=officers, at=NOW)
    (handed, _code), (ended, _other), (later, issued) = printed
    soon = NOW + timedelta(hours=1)
    assert handed.office is not None and later.office is not None
    other = actions.introduce(label_en="Ward member", label_bn="")
    actions.hand_over(by=None, office=handed.office, to=other, on=soon, at=soon)
    term = OfficeHolder.objects.get(office=ended.office, person=ended.person)
    actions.end_term(by=None, term=term, until=soon, at=soon)
    for entry in (handed, ended):
        assert Invitation.objects.get(introduction=entry).withdrawn_at == soon
    # A handover that was entered ahead comes true: the slip from before opens nothing, and none is printed.
    third = actions.introduce(label_en="Ward member", label_bn="")
    day = soon + timedelta(days=1)
    actions.hand_over(by=None, office=later.office, to=third, on=day, at=soon)
    assert len(actions.print_listed_codes(by=by, officers=officers, at=soon)) == 1
    with pytest.raises(Mendable) as gone:
        join_anew(invitation=issued.invitation, password="long enough for it", language="bn", at=day)
    assert gone.value.code == "gone"
    with pytest.raises(Mendable) as nobody:
        actions.print_listed_codes(by=by, officers=officers, at=day)
    assert nobody.value.code == "none"
