"""The parts pages are made of, each drawn with sample objects."""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from access.templatetags.components import organisation, status
from access.toolkit.drawn import LONGEST, _drawn, drawn
from coordination import errors
from partners.pickers import OrganisationPicker

ROOT: Path = settings.BASE_DIR
ICONS = ROOT / "static" / "built" / "icons.json"


@dataclass
class Organisation:
    side: str
    name_en: str = "Bangladesh National Woman Lawyers' Association"
    name_bn: str = "বাংলাদেশ জাতীয় মহিলা আইনজীবী সমিতি"
    short_en: str = "BNWLA"
    short_bn: str = ""


@dataclass
class Share:
    css: str
    count: int
    words: str


@dataclass
class Due:
    css: str = "st-late"
    icon: str = ""
    words: str = "4 working days late"


class SampleForm(forms.Form):
    what = forms.CharField(label="What will be done", help_text="Write the office, no names.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    side = forms.ChoiceField(
        label="Side", choices=[("a", "Government"), ("b", "NGO")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Agreed", required=False)


def draw(part: str, language: str = "en", **values: object) -> str:
    names = " ".join(f"{name}={name}" for name in values)
    source = f'{{% include "components/{part}.html" {"with " + names if values else ""} %}}'
    with translation.override(language):
        return Template(source).render(Context(values)).strip()


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("side", "words"),
    [
        ("government", "Government"),
        ("ngo", "NGO"),
        ("international", "UN or international"),
        ("community", "Community"),
    ],
)
def test_an_organisation_shows_its_side_by_shape_and_says_it_in_words(side: str, words: str) -> None:
    html = draw("org", org=Organisation(side))
    assert f'class="org org-{side}"' in html
    assert words_of(html) == f"BNWLA ({words})"


def test_an_organisation_without_a_short_name_is_written_in_full() -> None:
    assert "আইনজীবী সমিতি (এনজিও)" in words_of(draw("org", "bn", org=Organisation("ngo", short_en="")))


def test_the_full_name_can_be_asked_for() -> None:
    assert "Woman Lawyers" in draw("org", org=Organisation("ngo"), full=True)


def test_four_dots_say_their_step_in_words_too() -> None:
    html = draw("stage_dots", dots=["on", "on", "", ""], words="Accepted", step=2)
    assert html.count('<i class="on">') == 2
    assert html.count("<i>") == 2
    assert words_of(html) == "Accepted , step 2 of 4"
    assert "৪ ধাপের ২ নম্বর" in draw("stage_dots", "bn", dots=["on", "on", "", ""], words="গৃহীত", step=2)


def test_a_due_date_shows_the_day_and_the_working_days() -> None:
    html = draw("due", on=date(2026, 11, 19), due=Due())
    assert "19 Nov" in html
    assert '<span class="st st-late">4 working days late</span>' in html


def test_a_count_is_hot_only_when_something_is_late() -> None:
    assert "count-hot" in draw("count", number=2, hot=True)
    assert "count-hot" not in draw("count", number=0, hot=True)
    assert "count-hot" not in draw("count", number=2)
    assert words_of(draw("count", number=100)) == "99+"
    assert words_of(draw("count", "bn", number=100)) == "৯৯+"


def test_an_audience_without_words_draws_nothing() -> None:
    assert draw("audience", statement="") == ""
    assert "20 people" in draw("audience", statement="20 people: 12 government, 5 NGO, 3 observers.")


def test_a_field_names_its_hint_and_its_error() -> None:
    form = SampleForm({})
    html = draw("field", field=form["what"])
    assert 'aria-describedby="id_what_helptext id_what_error"' in html
    assert 'id="id_what_helptext"' in html
    assert 'id="id_what_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="form-control"' in html


def test_a_field_that_may_stay_empty_says_so() -> None:
    form = SampleForm()
    assert "(optional)" in draw("field", field=form["note"])
    assert "(ঐচ্ছিক)" in draw("field", "bn", field=form["note"])
    assert "(optional)" not in draw("field", field=form["what"])


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    html = draw("field", field=SampleForm()["side"])
    assert html.startswith("<fieldset")
    assert "<legend" in html
    assert html.count('class="choice"') == 2


def test_the_error_summary_links_to_the_fields_and_can_take_the_focus() -> None:
    html = draw("errors", form=SampleForm({}))
    assert 'tabindex="-1"' in html
    assert '<a href="#id_what">What will be done</a>' in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert draw("errors", form=SampleForm()) == ""


def test_a_share_bar_is_as_wide_as_its_counts_and_reads_as_words() -> None:
    shares = [Share("r", 2, "2 late"), Share("a", 0, "0 soon"), Share("g", 6, "6 later")]
    html = draw("share_bar", shares=shares)
    assert 'aria-label="2 late, 0 soon, 6 later"' in html
    widths = [float(width) for width in re.findall(r'width="([\d.]+)" height="8"', html)]
    assert len(widths) == 2
    assert widths[1] == pytest.approx(3 * widths[0], abs=0.5)
    assert "style=" not in html


def test_a_share_bar_of_nothing_is_not_drawn() -> None:
    assert "<svg" not in draw("share_bar", shares=[Share("r", 0, "0 late")])


def test_seats_present_are_written_in_the_readers_digits() -> None:
    sides = [{"side": "ngo", "present": 5, "seats": 7}]
    assert "5 of 7" in words_of(draw("quorum_bars", sides=sides))
    assert "৭-এর মধ্যে ৫" in words_of(draw("quorum_bars", "bn", sides=sides))


def test_a_pager_without_another_page_draws_nothing() -> None:
    assert draw("pager", next_url="", previous_url="") == ""
    assert 'rel="next"' in draw("pager", next_url="?after=x")


def test_every_icon_a_template_names_was_built() -> None:
    built = json.loads(ICONS.read_text(encoding="utf-8"))
    named = {
        name
        for template in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([a-z0-9-]+)"', template.read_text(encoding="utf-8"))
    }
    assert named - built.keys() == set()


def test_no_template_has_a_style_or_a_script_of_its_own() -> None:
    guilty = [
        template.name
        for template in (ROOT / "templates").rglob("*.html")
        if re.search(
            r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", template.read_text(encoding="utf-8")
        )
    ]
    assert guilty == []


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.not_found, 404),
        (errors.csrf_failure, 403),
        (errors.server_error, 500),
    ],
)
def test_an_error_page_speaks_both_languages_without_a_database(view: object, status: int) -> None:
    assert callable(view)
    response = view(RequestFactory().get("/meetings/anything/"))
    assert response.status_code == status
    body = response.content.decode()
    assert "আমার ডেস্কে ফিরে যান" in body
    assert "Back to my desk" in body


def test_a_hidden_and_a_missing_record_get_the_same_page_to_the_letter() -> None:
    one = errors.not_found(RequestFactory().get("/commitments/hidden/"))
    other = errors.not_found(RequestFactory().get("/meetings/missing/"))
    assert one.content == other.content


def test_the_same_text_is_drawn_as_text_also_after_it_was_drawn_as_markup() -> None:
    with translation.override("en"):
        assert "<b>" not in status("st-ok", "", mark_safe("<b>of ours</b>"))
        assert "<b>" not in status("st-ok", "", "<b>of ours</b>")
        markup = Organisation("ngo", short_en=mark_safe("<i>ours</i>"))
        assert "<i>" not in organisation(markup)
        assert "<i>" not in organisation(Organisation("ngo", short_en="<i>ours</i>"))


def test_a_part_is_drawn_of_values_alone() -> None:
    org = Organisation("ngo", short_en="<i>ours</i>")
    for kept in (object(), [1], (("b", "c"), org), gettext_lazy("Late")):
        with pytest.raises(TypeError, match="no value"):
            drawn("components/count.html", number=kept, hot=False)


def test_a_long_text_that_a_form_sends_back_is_not_kept() -> None:
    before = _drawn.cache_info().currsize
    for typed in range(3):
        page = OrganisationPicker().render("owner", f"{typed}" + '"' * LONGEST, {"id": "id_owner"})
        assert "&quot;&quot;" in page
    assert _drawn.cache_info().currsize == before
    OrganisationPicker().render("owner", "Rights Jessore, as nobody else types it", {"id": "id_owner"})
    assert _drawn.cache_info().currsize == before + 1
