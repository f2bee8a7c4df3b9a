"""Text of the Bijoy fonts (SutonnyMJ): recognised, shown in Unicode, and taken once somebody looked."""

import pytest
from django import forms
from django.utils import translation

from language.bijoy import converted, is_bijoy
from language.fields import AS_TYPED, ProseField
from language.text import clean

# Conjuncts of official Bangla, each in a word: what the font is typed as, and what it says.
TABLE = """
cÖwZ‡iva=প্রতিরোধ|e¨e¯’v=ব্যবস্থা|wm×všÍ=সিদ্ধান্ত|Kvh©weeiYx=কার্যবিবরণী
ev¯ÍevqbKvix=বাস্তবায়নকারী|ms¯’v=সংস্থা|D‡jøL=উল্লেখ|µwgK=ক্রমিক|¯^v¶i=স্বাক্ষর
m`m¨-mwPe=সদস্য-সচিব|ˆeVK=বৈঠক|wbe©vnx=নির্বাহী|Kg©KZ©v=কর্মকর্তা|cÖkvmK=প্রশাসক
cÖwZ‡e`b=প্রতিবেদন|wkÿv=শিক্ষা|wk¶v=শিক্ষা|¯^v¯’¨=স্বাস্থ্য|ag©xq=ধর্মীয়|wbqš¿Y=নিয়ন্ত্রণ
gš¿Yvjq=মন্ত্রণালয়|¯^ivóª=স্বরাষ্ট্র|e„w×=বৃদ্ধি|m„wó=সৃষ্টি|wbw`©ó=নির্দিষ্ট|mswkøó=সংশ্লিষ্ট
`ßi=দপ্তর|cÖkœ=প্রশ্ন|¸iæZ¡=গুরুত্ব|cyiæl=পুরুষ|ïiæ=শুরু|ûgwK=হুমকি|ü`q=হৃদয়|eÜ=বন্ধ
m¤ú‡K©=সম্পর্কে|m¤úv`K=সম্পাদক|m¤§wZ=সম্মতি|weÁwß=বিজ্ঞপ্তি|Kvh©µg=কার্যক্রম|A½xKvi=অঙ্গীকার
cÖwk¶Y=প্রশিক্ষণ|msL¨v=সংখ্যা|wfwËK=ভিত্তিক|Z_¨=তথ্য|wPwýZ=চিহ্নিত|e¨w³=ব্যক্তি|†PŠayix=চৌধুরী
k„•Ljv=শৃঙ্খলা|cÖZ¨vMZ=প্রত্যাগত|wbh©vZb=নির্যাতন|D×vi=উদ্ধার|K¨v¤ú=ক্যাম্প|`vwqZ¡=দায়িত্ব
ZË¡veavb=তত্ত্বাবধান|AšÍfy©³=অন্তর্ভুক্ত|ch©v‡jvPbv=পর্যালোচনা|Rb¥=জন্ম|wbt¯^=নিঃস্ব|Puv`=চাঁদ
KvDwÝwjs=কাউন্সিলিং|¯‹zj=স্কুল|MÖvg=গ্রাম|`yb©xwZ=দুর্নীতি|e„n¯úwZevi=বৃহস্পতিবার|wLª÷=খ্রিস্ট
cÂv‡qZ=পঞ্চায়েত|D¾¡j=উজ্জ্বল|Zxÿè=তীক্ষ্ণ|j¶¥x=লক্ষ্মী|eªvþYevwoqv=ব্রাহ্মণবাড়িয়া
W«vBfvi=ড্রাইভার|mgš^q=সমন্বয়|Dcw¯’wZ=উপস্থিতি|AvšÍtwefvMxq=আন্তঃবিভাগীয়|NÈv=ঘণ্টা|`Ê=দণ্ড
wb®úwË=নিষ্পত্তি|D™¢e=উদ্ভব|Kw¤úDUvi=কম্পিউটার|cø¨vb=প্ল্যান|c\xad¨vb=প্ল্যান
"""
MIXED = (
    "গত সভায় mfvcwZ g‡nv`q UNICEF Ges BRAC-Gi mnvqZvq wm×všÍ M„nxZ nq|\n"
    "1. 12 Rb e-mail: uno@x.gov.bd †cÖiY Kiv n‡e"
)
MEANT = clean(
    "গত সভায় সভাপতি মহোদয় UNICEF এবং BRAC-এর সহায়তায় সিদ্ধান্ত গৃহীত হয়।\n১. ১২ জন e-mail: uno@x.gov.bd প্রেরণ করা হবে"
)


def test_every_conjunct_of_the_table_is_what_the_font_shows() -> None:
    pairs = [pair.split("=") for line in TABLE.strip().splitlines() for pair in line.split("|")]
    # Beside a word that nothing else can be, as in a text.
    found = [(typed, clean(converted(f"wm×všÍ {typed}")).removeprefix("সিদ্ধান্ত ")) for typed, _ in pairs]
    assert [(typed, said) for typed, said in found] == [(typed, clean(said)) for typed, said in pairs]
    assert len(pairs) > 80


def test_english_and_unicode_beside_it_stay_and_lines_stay_lines() -> None:
    assert is_bijoy(MIXED) and clean(converted(MIXED)) == MEANT
    assert converted(MEANT) == MEANT and not is_bijoy(MEANT)


@pytest.mark.parametrize(
    "text",
    [
        "The committee’s secretary can’t come – she’ll write … “as agreed” … and more…",
        "Müller visited the café in São Paulo: 5°C, 10m² 20m² ½ cup, 2×4m, £5,000 ±3% §12 ©2024 ®",
        "• Item •Second • façade naïve Škoda name|office|mobile x^2 ~5km",
        "Meeting of the committee, ward 3.",
        "সভায় সিদ্ধান্ত গৃহীত হয়; UNICEF উপস্থিত ছিল।",
        "K&" * 4_000 + "‡ " + "wK©" * 3_000,
        "",
    ],
)
def test_what_is_not_bijoy_is_never_asked(text: str) -> None:
    assert not is_bijoy(text)
    assert ProseField(required=False).clean(text) == clean(text)


def test_both_are_shown_and_each_is_taken_once_it_is_chosen() -> None:
    with translation.override("bn"), pytest.raises(forms.ValidationError) as asked:
        ProseField().clean(MIXED)
    error = asked.value
    assert error.code == "asked" and error.params is not None
    (made, _in_unicode), (typed, as_typed) = error.params["choices"]
    assert made == MEANT and typed == AS_TYPED + MIXED and MIXED in as_typed
    assert ProseField().clean(made.replace("\n", "\r\n")) == MEANT
    assert ProseField().clean(typed) == clean(MIXED)
