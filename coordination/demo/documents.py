"""Three documents of the library, whose files the portal's own press prints. Nothing of them is in force."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from access.choosing.choices import resolve
from access.models import User
from access.rules.viewer import Viewer
from coordination.demo.illustrative import Days, People
from library.documents import actions
from library.documents.access import AUDIENCE
from library.files.actions import receive
from library.models import Document
from library.paper import Head, Language, Paper, Part
from library.paper.content import Fact, Table
from library.paper.press import printed
from partners.models import Committee
from partners.queries import find_place

_BLANK = "\u2026\u2026\u2026\u2026\u2026\u2026\u2026\u2026"


def load_documents(people: People, days: Days) -> int:
    """Publish them: their readers get them once the worker has checked the files. Returns how many."""
    jashore = Committee.objects.get(place=find_place(("Jashore", "Khulna")), tier="district", ended_on=None)
    _publish(
        people["ncc_secretary"],
        days,
        -6,
        _monthly_form(),
        readers=["everyone"],
        title_en="Form: monthly return of a committee",
        title_bn="ফরম: কমিটির মাসিক প্রতিবেদন",
        category="form",
        languages=["bn"],
        description="Figures of the month, without names of persons. To be filled in by hand or typed.",
    )
    _publish(
        people["dd_women_jashore"],
        days,
        -3,
        _desk_rules(),
        readers=[f"committee:{jashore.ref}"],
        title_en="How the desk at the land port works",
        title_bn="স্থলবন্দরের সহায়তা ডেস্ক কীভাবে কাজ করে",
        category="sop",
        languages=["bn"],
        description="Who is on duty, who is called, and what is written down.",
        asks_receipt=True,
    )
    _publish(
        people["rj_liaison"],
        days,
        -2,
        _session_plan(),
        readers=["everyone"],
        title_en="Session plan: a talk with garment workers",
        title_bn="",
        category="training",
        languages=["en"],
        description="One hour, for groups of twenty. About methods of recruiters, never about a case.",
    )
    return 3


def _publish(by: User, days: Days, on: int, paper: Paper, *, readers: list[str], **typed: Any) -> Document:
    at = days.hour(on, 10)
    upload = SimpleUploadedFile(f"{typed['title_bn'] or typed['title_en']}.pdf", printed(paper))
    # On no record yet, a file of some days ago would be swept away.
    file = receive(by=by, upload=upload, at=days.now)
    chosen = resolve(Viewer(by, at), readers, AUDIENCE)
    return actions.publish(by=by, at=at, readers=chosen, files=[file.ref], is_illustrative=True, **typed)


def _paper(
    language: Language, office: str, subject: str, *parts: Part, facts: tuple[Fact, ...] = ()
) -> Paper:
    status = "দৃষ্টান্তমূলক, বলবৎ নয়" if language == "bn" else "Illustrative, not in force"
    return Paper(
        language=language,
        title=subject,
        head=Head(office=office),
        subject=subject,
        status=status,
        facts=facts,
        parts=parts,
    )


def _monthly_form() -> Paper:
    rows = ("সভা", "প্রতিরোধমূলক কার্যক্রম", "রেফারেল", "প্রত্যাবাসনে সহায়তা")
    table = Table(
        headings=("ক্রমিক", "বিষয়", "এ মাসে", "মন্তব্য"),
        widths=(1, 4, 2, 4),
        rows=tuple((f"{number}", name, "", "") for number, name in zip("১২৩৪", rows, strict=True)),
    )
    return _paper(
        "bn",
        "জাতীয় সমন্বয় কমিটির সাচিবিক সহায়তাকারী দপ্তর",
        "কমিটির মাসিক প্রতিবেদন",
        Part(text="কেবল সংখ্যা লিখুন। কারও নাম, ঠিকানা বা টেলিফোন নম্বর লিখবেন না।"),
        Part(table=table),
        facts=(Fact("কমিটি", _BLANK), Fact("মাস", _BLANK)),
    )


def _desk_rules() -> Paper:
    return _paper(
        "bn",
        "জেলা মানব পাচার প্রতিরোধ কমিটি, যশোর",
        "স্থলবন্দরের সহায়তা ডেস্ক",
        Part(heading="দায়িত্ব", text="প্রতিদিন একজন কর্মকর্তা দায়িত্বে থাকেন। দায়িত্বসূচি মাসের শেষ কর্মদিবসে টাঙানো হয়।"),
        Part(heading="যোগাযোগ", text="কেউ সহায়তা চাইলে কর্তব্যরত ফোকাল পয়েন্টকে জানানো হয়।"),
        Part(heading="লিপিবদ্ধকরণ", text="কেবল সংখ্যা ও সেবার ধরন লেখা হয়। কারও পরিচয় লেখা হয় না।"),
    )


def _session_plan() -> Paper:
    rows = (
        ("1", "Welcome, and why we are here", "10 minutes"),
        ("2", "Offers that name no employer: what to ask", "20 minutes"),
        ("3", "Whom to call, and what nobody may demand", "20 minutes"),
        ("4", "Questions; leaflets to take home", "10 minutes"),
    )
    table = Table(headings=("No.", "Part", "Time"), widths=(1, 6, 2), rows=rows)
    return _paper(
        "en",
        "Rights Jessore",
        "A talk with garment workers",
        Part(text="Talk about methods and routes. Nobody is asked for a story of their own."),
        Part(table=table),
    )
