"""The form that the portal gives out: other tools understand it, and what it collects needs no mapping."""

import io
from typing import Any

import pytest
from django.urls import reverse
from lxml import etree
from pyxform.xls2xform import convert

from partners.models import Place
from tests.cast import NOW, Cast, browser
from tests.threads.imports.sheets import as_csv, entered, uuid
from tests.threads.updates import union
from threads.imports.ours import FORM_ID
from threads.imports.places import BESIDE_UPAZILAS
from threads.imports.xlsform import CHOICES, SURVEY
from threads.updates.figures import PLACES
from threads.updates.models import FIGURES, Trend

pytestmark = pytest.mark.django_db
XF = "{http://www.w3.org/2002/xforms}"


def test_the_form_is_understood_by_other_tools_and_what_it_collects_needs_no_mapping(cast: Cast) -> None:
    upazila, district = around(union())
    port = Place.objects.create(
        code="bd/test-port", tier="land-port", parent=district, path="", name_en="=Benapole port", name_bn="",
        # As one of sixty-four began, before none did.
        ref="-Lr8vQ2mXw0Zk5TnB7yJcA",
    )  # fmt: skip
    Place.objects.filter(pk=port.pk).update(path=f"{district.path}{port.pk}/")
    answer = browser(cast.rj_staff.user).get(reverse("field_update_form"))
    assert answer.status_code == 200 and answer.content.startswith(b"PK")
    warnings: list[str] = []
    made = convert(io.BytesIO(answer.content), warnings=warnings, file_type=".xlsx")
    root = etree.fromstring(made.xform.encode())
    assert not [one for one in warnings if "language" in one.lower() or "missing" in one.lower()], warnings
    languages = {one.get("lang") for one in root.iter(f"{XF}translation")}
    assert languages == {"English (en)", "বাংলা (bn)"}
    head = root.find(f".//{XF}instance/*[@id='{FORM_ID}']")
    assert head is not None
    questions = [etree.QName(one).localname for one in head]
    assert {"type", "district", "upazila", "place", "happened_on", *FIGURES, *Trend.SAYS, "text"} <= {
        *questions
    }
    places = root.findall(f".//{XF}instance[@id='place']//{XF}item")
    assert len(places) == Place.objects.filter(tier__in=PLACES, until=None).count()
    # A place that lies in no upazila is found below its district; a name that begins with a sign is a name.
    told = [[one.findtext(f"{XF}{name}") for name in ("name", "upazila")] for one in places]
    (beside,) = [above for name, above in told if name == port.ref]
    listed = root.findall(f".//{XF}instance[@id='upazila']//{XF}item")
    upazilas = {one.findtext(f"{XF}name"): one.findtext(f"{XF}district") for one in listed}
    assert upazilas[beside] == district.ref
    assert "=Benapole" in made.xform and len(SURVEY) == 12 and len(CHOICES) == 6
    # As Kobo gives its answers: by names, or by the labels of either language.
    by_name: dict[str, Any] = {
        "type": "trend", "district": district.ref, "upazila": upazila.ref,
        "place": union().ref, "happened_on": "2026-11-20", "channel": "marriage", "driver": "flood",
        "women": "", "men": "", "girls": "", "boys": "", "text": "Boats by night.", "_uuid": uuid(1),
    }  # fmt: skip
    by_label = by_name | {
        "type": "সচেতনতামূলক সভা", "district": "যশোর", "upazila": "শার্শা", "place": "বাগআঁচড়া",
        "channel": "", "driver": "", "girls": "৩", "_uuid": uuid(2),
    }  # fmt: skip
    below = {"upazila": str(BESIDE_UPAZILAS), "place": "Benapole port", "district": "Jashore"}
    at_port = by_label | below | {"_uuid": uuid(3)}
    Place.objects.filter(pk=port.pk).update(name_en="Benapole port")
    held = entered(cast.rj_liaison.user, as_csv([by_name, by_label, at_port], list(by_name)), at=NOW)
    assert held.form is not None and held.form.identifier == FORM_ID
    told_of = list(held.rows.order_by("pk").values_list("state", "why"))
    assert told_of == [("will", "")] * 3, list(held.rows.values_list("said"))


def around(place: Place) -> tuple[Place, Place]:
    """The upazila and the district of a union."""
    upazila = place.parent
    assert upazila is not None and upazila.parent is not None
    return upazila, upazila.parent
