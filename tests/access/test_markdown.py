"""Text with Markdown: nothing of it becomes a tag or hides anything, whatever is typed, in bounded time."""

import re
import time
from html.parser import HTMLParser

import pytest
from django import forms
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from access.markdown.drawing import as_html
from access.markdown.guard import LONGEST_TEXT, MarkdownField, guard_markdown
from access.markdown.reading import addresses_in, line_of, plain
from access.toolkit.errors import Mendable
from tests.budgets import budget

TAGS = {
    "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a", "span",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}, "span": {"class"}}
IDENTITY = "1990123456789"


class Looked(HTMLParser):
    """What a browser makes of a page: its tags with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def looked(text: str) -> Looked:
    return Looked(str(as_html(text)))


def is_harmless(text: str) -> None:
    for tag, attributes in looked(text).tags:
        assert tag in TAGS, tag
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | {"lang", "class"}, attributes
        if tag == "a":
            assert (attributes["href"] or "").lower().startswith(("http://", "https://", "mailto:"))
            assert attributes["rel"] == "noopener noreferrer nofollow"
        if "class" in attributes:
            assert attributes["class"] in {"mention", "host", "as-typed"}


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("# Head **x**", "<p><strong>Head <strong>x</strong></strong></p>"),
        ("a *b* **c**\nd", "<p>a <em>b</em> <strong>c</strong><br>\nd</p>"),
        ("**বাংলা** ১২", '<p lang="bn"><strong>বাংলা</strong> ১২</p>'),
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>"),
        ("3. a", '<ol start="3">\n<li><p>a</p>\n</li>\n</ol>'),
        ("a\n===", "<p>a<br>\n===</p>"),
        ("---", "<p>---</p>"),
        ("`x` &#49; <b>", "<p>`x` &amp;#49; &lt;b&gt;</p>"),
        ("    indented", "<p>indented</p>"),
    ],
)
def test_little_is_drawn_and_the_rest_stands_as_it_was_typed(typed: str, drawn: str) -> None:
    with translation.override("en"):
        assert str(as_html(typed)).strip() == drawn


def test_a_table_is_drawn_without_styles() -> None:
    page = looked("| a | b |\n|---|:-:|\n| ১ | ২ |")
    assert [tag for tag, _attributes in page.tags].count("td") == 2
    assert not [name for _tag, attributes in page.tags for name in attributes if name == "style"]


@pytest.mark.parametrize(
    "typed",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNj)",
        "[x](vbscript:x)",
        "[x](&#106;avascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](//evil.org)",
        "[x](/accounts/)",
        "[x](tel:01711223344)",
        "<javascript:alert(1)>",
        "![x](https://a.org/pixel.png)",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        '[x](https://a.org/"onmouseover=alert(1))',
        "[a]: javascript:alert(1)\n\n[a]",
        "<a href='https://a.org' onclick=x>b</a>",
        "[x](https://user@a.org/)",
        "[x](http://127.0.0.1/)",
        "[x](http://intranet/)",
        "[x](mailto:a@b.org?bcc=c@d.org)",
        "<!-- x -->",
        "<![CDATA[x]]>",
        "[<script>](https://a.org/)",
        "@[<b>](organisation:x)",
        "<style>p{}</style>",
        "\x00<b>",
    ],
)
def test_no_script_picture_or_hidden_place_gets_through(typed: str) -> None:
    is_harmless(typed)
    for tag, attributes in looked(typed).tags:
        address = attributes.get("href") or ""
        assert tag != "img"
        assert "script" not in address and "@a.org" not in address and "127" not in address
        assert "bcc" not in address and "intranet" not in address


def test_a_link_says_where_it_leads() -> None:
    assert "(evil.org)" in looked("[https://good.gov.bd](https://evil.org/)").text
    assert "(ab.org)" in looked("[ab.organisation.gov.bd](https://ab.org/)").text
    assert "(a@b.org)" in looked("[office](mailto:a@b.org)").text
    # A name in other letters is shown as the browser reads it.
    assert "(xn--" in looked("[bank](https://аррӏе.com/)").text
    assert "(" not in looked("https://bnwla.org/x and <https://bnwla.org/>").text


def test_letters_of_other_scripts_in_an_address_are_written_out() -> None:
    page = looked("https://bn.example.org/বাংলা and https://a.org\u200d and [x](https://a.org/\u200d)")
    addresses = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a"]
    assert addresses and all(address.isascii() for address in addresses)
    assert addresses[0] == "https://bn.example.org/%E0%A6%AC%E0%A6%BE%E0%A6%82%E0%A6%B2%E0%A6%BE"


def test_an_address_typed_alone_is_a_link_and_what_follows_it_is_none() -> None:
    page = looked("See https://a.org/b?c=1. (https://b.org/x) foo@https://c.org")
    assert [attributes["href"] for tag, attributes in page.tags if tag == "a"][:2] == [
        "https://a.org/b?c=1",
        "https://b.org/x",
    ]


def test_what_is_read_is_what_previews_searches_and_sheets_say() -> None:
    typed = "# Head\n\n- **a**\n- [words](https://a.org/x)\n\n> q\n\n| k | v |\n|---|---|\n| ১ | ২ |"
    assert plain(typed) == "Head\na\nwords\nq\nk | v\n১ | ২"
    assert line_of(typed) == "Head a words q k | v ১ | ২"
    assert "words (https://a.org/x)" in plain(typed, with_addresses=True)
    assert addresses_in(typed) == ["https://a.org/x"]


def test_nothing_is_hidden_from_the_page_that_stands_in_the_text() -> None:
    """What nests deeper than is read stands there as it was typed, and so do addresses given elsewhere."""
    for typed in ("> " * 1_000 + "secret", "- " * 1_000 + "secret", "[a]: https://secret.org 'secret'"):
        assert "secret" in looked(typed).text and "secret" in plain(typed)


ALPHABET = st.sampled_from(
    [
        *"*_[]()<>#-+!`~|\\&;:/@\"'= \n\t.,0123১২কখgh",
        "http://",
        "https://a.org",
        "javascript:",
        "&#49;",
        "<b>",
        "](",
        "mailto:",
        "**",
        "> ",
        "- ",
        "1. ",
        "\u200b",
        "\u200d",
        "\u202e",
        "![",
        "@[x](person:a)",
        "<script>",
        "\x00",
    ]
)


@settings(max_examples=budget(150, 10_000), deadline=None)
@given(st.lists(ALPHABET, max_size=60).map("".join) | st.text(max_size=200))
def test_whatever_is_typed_is_harmless_and_hides_no_letter(typed: str) -> None:
    is_harmless(typed)
    letters = re.sub(r"[^\w]", "", plain(typed))
    # The same letters, in the same order, but for numbers of lists, which the browser writes.
    shown = re.sub(r"[^\w]", "", looked(typed).text)
    at = 0
    for letter in letters.replace("\x00", ""):
        at = shown.find(letter, at) + 1
        assert at, (typed, letters, shown)


WORST = {
    "quotes": "> " * 1_000,
    "brackets": "[" * LONGEST_TEXT,
    "pairs": "[[" * 2_500 + "]]" * 2_500,
    "links": "[a](" * 2_500,
    "stars": "**a*" * 2_500,
    "mixed": "*[a*" * 2_500,
    "pictures": "![" * 5_000,
    "lists": "- " * 5_000,
    "table": "|a" * 200 + "\n" + "|-" * 200 + "\n" + "|\n" * 4_500,
    "entities": "&#x31;" * 1_600,
    "addresses": "https://a" * 1_100,
    "backslashes": "\\" * LONGEST_TEXT,
    "calls": "@[a](" * 2_000,
    "references": "[a]: https://a.org\n" * 550,
}


@pytest.mark.parametrize("typed", WORST.values(), ids=WORST.keys())
def test_the_time_is_bounded_whatever_nests(typed: str) -> None:
    begun = time.process_time()
    is_harmless(typed[:LONGEST_TEXT])
    plain(typed[:LONGEST_TEXT])
    assert time.process_time() - begun < 3


class Post(forms.Form):
    text = MarkdownField()


def test_a_post_of_a_hundred_thousand_characters_is_refused_before_it_is_read() -> None:
    begun = time.process_time()
    form = Post({"text": "[" * 100_000})
    assert not form.is_valid() and form.has_error("text", "too_long")
    assert time.process_time() - begun < 1
    with pytest.raises(Mendable):
        guard_markdown(field="text", text="[" * 100_000)


@pytest.mark.parametrize(
    "typed",
    [
        IDENTITY,
        "19901**23456**789",
        "1990*1234*56789",
        "**1**9**9**0**1**2**3**4**5**6**7**8**9**",
        "1990\\_123\\_456789",
        "&#49;990123456789",
        "199&#x30;123456789",
        "1&ZeroWidthSpace;990123456789",
        "1990\u200b123456789",
        "[the register](https://a.org/1990123456789)",
        "[the register](https://a.org/%31990123456789)",
        "https://a.org/?id=1990123456789",
        "<https://a.org/1990123456789>",
        "১৯৯০**১২৩৪**৫৬৭৮৯",
        "| 1990123456789 |\n|---|",
        "> > 1990123\n> > 456789",
        "[1990123](https://a.org)456789",
        "[a]: https://a.org/1990123456789",
        "@[1990123456789](person:x)",
    ],
)
def test_no_sign_of_markdown_hides_a_number(typed: str) -> None:
    with pytest.raises(Mendable) as refused:
        guard_markdown(field="text", text=typed)
    assert refused.value.code == "identifier"
    assert Post({"text": typed}).has_error("text", "identifier")


def test_telephone_numbers_are_refused_where_asked() -> None:
    typed = "Call 01**711**223344"
    assert guard_markdown(field="text", text=typed) == typed
    with pytest.raises(Mendable):
        guard_markdown(field="text", text=typed, phones=True)


@pytest.mark.parametrize(
    "typed",
    [
        "Tk 12,50,000 for 22/11/2026; **41.3** [words](https://a.org/2026/11)",
        "1. 12 tea stalls\n2. 2 markets\n3. 1,250 leaflets\n\n| 2025 | 2026 |\n|---|---|\n| 12 | 15 |",
        "> **৩৭** জন সরকারি, *১৭* জন এনজিও, ২২/১১/২০২৬",
    ],
)
def test_what_is_nobodys_number_stays(typed: str) -> None:
    assert guard_markdown(field="text", text=typed, phones=True) == typed


@pytest.mark.parametrize(
    "typed", ["[x](https://user@a.org/)", "[x](http://10.0.0.1/)", "<https://intranet/>", "[x](/a)"]
)
def test_a_link_that_hides_where_it_leads_is_refused(typed: str) -> None:
    with pytest.raises(Mendable) as refused:
        guard_markdown(field="text", text=typed)
    assert str(refused.value.code).startswith("link")
