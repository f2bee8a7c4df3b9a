"""What becomes of each row: found out by one function before an import is carried out and while it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from access.rules.viewer import Viewer
from language.digits import to_ascii
from language.reading import read_day
from language.words import local_day
from partners.models import Organisation, Place
from threads.imports.mapping import Mapping, Reader
from threads.imports.models import ImportRow, Submission, SubmissionName
from threads.imports.models.submissions import NAME_LENGTH
from threads.imports.ours import (
    DAY,
    DISTRICT,
    FORMER,
    ID,
    PLACE,
    REF,
    ROOT,
    SERIAL,
    TEXT,
    TYPE,
    TYPES,
    UPAZILA,
    known_as,
    value_meant,
)
from threads.imports.places import Places
from threads.imports.reasons import Said, Stop, checked
from threads.imports.table import HELD_BACK, is_cut
from threads.models import Post
from threads.updates.actions.correcting import says_otherwise
from threads.updates.actions.sending import digest_of
from threads.updates.actions.sending_many import Draft, text_allowed
from threads.updates.figures import Facts, Figures, Signs, only_asked
from threads.updates.models import FIGURES, FieldUpdate, Trend

State = ImportRow.State


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row, and with what."""

    state: ImportRow.State
    why: str = ""
    said: Said | None = None
    names: tuple[str, ...] = ()
    digest: str = ""
    draft: Draft | None = None
    # The update that is there already, and whether what the row says of its text replaces what stands.
    update: FieldUpdate | None = None
    known: Submission | None = None
    says_text: bool = False
    # What it is about, as far as that was understood.
    type: str = ""


class Judge:
    """Judges the rows of one import, in their order; a second row of a submission finds the first."""

    def __init__(
        self,
        viewer: Viewer,
        organisation: Organisation,
        mapping: Mapping,
        heads: Sequence[str],
        places: Places,
        form: str = "",
    ) -> None:
        self.viewer, self.organisation, self.mapping = viewer, organisation, mapping
        self.reader, self.places, self.form = Reader(mapping, heads), places, form
        self.today = local_day(viewer.at)
        self._understood = ""
        self.known: dict[str, Submission] = {}
        self.by_ref: dict[str, FieldUpdate] = {}
        # What rows before say, by each name of their submission.
        self.before: dict[str, str] = {}
        self._says_type = _type_columns(self.reader, heads)

    def look_up(self, rows: Iterable[Sequence[str]]) -> None:
        """Find what is here already of these rows, in as many queries however many they are."""
        names: set[str] = set()
        refs: set[str] = set()
        for cells in rows:
            names.update(self.names(cells))
            refs.add(self.reader.text(cells, REF))
        found = SubmissionName.objects.filter(organisation=self.organisation, name__in=names).select_related(
            "submission__update__thread", "submission__update__place"
        )
        self.known = {one.name: one.submission for one in found}
        updates = FieldUpdate.objects.filter(
            thread__ref__in=refs - {""}, organisation=self.organisation
        ).select_related("thread", "place")
        self.by_ref = {one.thread.ref: one for one in updates}

    def verdict(self, cells: Sequence[str], *, is_sure: bool = False) -> Verdict:
        """Say what becomes of a row, as everything stands now."""
        self._understood = ""
        try:
            found = self._verdict(cells, is_sure)
        except Stop as stop:
            found = Verdict(stop.state, stop.why, stop.said)
        return replace(found, type=self._understood)

    def _verdict(self, cells: Sequence[str], is_sure: bool) -> Verdict:
        self._must_be_readable(cells)
        names = self.names(cells)
        known, update = self._known(cells, names)
        if update is not None and update.type == FieldUpdate.Type.ONLINE_ABUSE:
            raise Stop("online", lambda: _("Online abuse is told and corrected on its page."), State.THERE)
        signs = self._signs(cells)
        facts = self._facts(cells)
        text, says_text = self.reader.text(cells, TEXT), TEXT in self.reader.places
        # A key that nobody foresees: by its names the submission is known.
        draft = Draft(uuid4(), facts, text, signs)
        checked(lambda: text_allowed(draft, self.viewer, self.today))
        digest = _digest(draft, says_text)
        if update is not None:
            return self._of_known(known, update, draft, says_text, names, digest, is_sure)
        before = next((self.before[one] for one in names if one in self.before), None)
        if before == digest:
            raise Stop("twice", lambda: _("A row above is the same submission."), State.THERE)
        if not is_sure:
            _must_add_up(facts)
        self.before |= dict.fromkeys(names, digest)
        state = State.WILL if before is None else State.CORRECTS
        return Verdict(state, names=names, digest=digest, draft=draft, says_text=says_text)

    def _of_known(
        self,
        known: Submission | None,
        update: FieldUpdate,
        draft: Draft,
        says_text: bool,
        names: tuple[str, ...],
        digest: str,
        is_sure: bool,
    ) -> Verdict:
        """Of what is here already: nothing, or its correction."""
        there = Verdict(State.THERE, names=names, digest=digest, update=update, known=known)
        if update.removed_at is not None:
            raise Stop("taken-back", lambda: _("Its update was taken back here."), State.THERE)
        if (known is not None and known.digest == digest) or not _says_otherwise(update, draft, says_text):
            return there
        if update.type != draft.facts.type:
            raise Stop("type", _type_stays, State.REFUSED)
        if draft.signs is not None and _signs_of(update) != draft.signs:
            raise Stop("type", _type_stays, State.REFUSED)
        if update.author_id != self.viewer.user.pk:
            raise Stop(
                "author",
                lambda: _("A colleague posted this update. They correct it, or send this sheet."),
                State.REFUSED,
            )
        if not is_sure:
            _must_add_up(draft.facts)
        return Verdict(
            State.CORRECTS,
            names=names,
            digest=digest,
            draft=draft,
            update=update,
            known=known,
            says_text=says_text,
        )

    def _must_be_readable(self, cells: Sequence[str]) -> None:
        texts = [self.reader.text(cells, name) for name in self.reader.places]
        if any(one == HELD_BACK for one in texts):
            raise Stop(
                "identifier",
                lambda: _("This row holds a number that may be somebody’s. Nothing of that cell was kept."),
                State.REFUSED,
            )
        if any(map(is_cut, texts)):
            raise Stop("long", lambda: _("A cell of this row is too long."), State.REFUSED)

    def names(self, cells: Sequence[str]) -> tuple[str, ...]:
        """By what a submission is known, the name that stays first."""
        texts = [submission_name(self.reader.text(cells, one)) for one in (ROOT, ID, FORMER)]
        names = [one for one in texts if one]
        serial = to_ascii(self.reader.text(cells, SERIAL))
        if names and serial.isdigit() and self.form:
            # Kobo's own number of a submission stays when it is edited, within its form.
            names.append(f"{self.form}#{serial}"[:NAME_LENGTH])
        return tuple(dict.fromkeys(names))

    def _known(
        self, cells: Sequence[str], names: Sequence[str]
    ) -> tuple[Submission | None, FieldUpdate | None]:
        if self.mapping.of_own_sheet:
            update = self.by_ref.get(self.reader.text(cells, REF))
            if update is None:
                raise Stop("ref", lambda: _("No field update of your organisation has this reference."))
            return None, update
        if not names:
            raise Stop("no-id", lambda: _("The identifier of the submission is missing."), State.REFUSED)
        found = {one.pk: one for name in names if (one := self.known.get(name)) is not None}
        if len(found) > 1:
            raise Stop("several", lambda: _("This row names two submissions that are here as two updates."))
        known = next(iter(found.values()), None)
        return known, known.update if known is not None else None

    def _coded(self, cells: Sequence[str], name: str) -> str:
        text = self.reader.text(cells, name)
        if not text:
            return ""
        found = self.mapping.values.get(name, {}).get(text) or value_meant(name, text)
        if not found:
            head = self.reader.head(name)
            raise Stop(
                f"value-{name}",
                lambda: (
                    _("%(column)s: say what “%(value)s” means here.") % {"column": head, "value": text[:80]}
                ),
            )
        return found

    def _facts(self, cells: Sequence[str]) -> Facts:
        of = self.mapping.one_type or self._coded(cells, TYPE)
        if of not in TYPES:
            raise Stop("type-missing", lambda: _("It does not say what it is about."))
        self._must_be_about(of, cells)
        self._understood = of
        figures = Figures(**{name: self._number(cells, name) for name in FIGURES})
        return Facts(of, self._place(cells), self._day(cells), only_asked(of, figures))

    def _must_be_about(self, of: str, cells: Sequence[str]) -> None:
        """Where all rows are said to be about one thing, none passes that says it is of a protected type."""
        if not self.mapping.one_type:
            return
        known = self.mapping.values.get(TYPE, {})
        texts = [cells[place] for place in self._says_type if place < len(cells)]
        meant = {known.get(text) or value_meant(TYPE, text) for text in texts}
        if not meant - {of} & {*FieldUpdate.PROTECTED}:
            return
        raise Stop(
            "type-other",
            lambda: _("The row says that it is about something else than all rows. Map its column."),
        )

    def _signs(self, cells: Sequence[str]) -> Signs | None:
        if (self.mapping.one_type or self._coded(cells, TYPE)) != FieldUpdate.Type.TREND:
            return None
        said = {name: self._coded(cells, name) for name in Trend.SAYS}
        if not said["channel"]:
            raise Stop("channel", lambda: _("A trend says how people are lured."))
        return Signs(**said)

    def _number(self, cells: Sequence[str], name: str) -> int | None:
        text = self.reader.text(cells, name)
        plain = to_ascii(text).replace(",", "").strip()
        if not plain:
            return None
        whole, point, rest = plain.partition(".")
        if whole.isascii() and whole.isdigit() and len(whole) < 10 and not (point and rest.strip("0")):
            return int(whole)
        head = self.reader.head(name)
        raise Stop(
            "number",
            lambda: _("%(column)s: “%(value)s” is no whole number.") % {"column": head, "value": text[:40]},
        )

    def _day(self, cells: Sequence[str]) -> date:
        text = self.reader.text(cells, DAY)
        # The tools write an instant as 2026-11-22T10:05:00.000+06:00; its day is that of the phone.
        found = read_day(text) or read_day(text[:10] if len(text) > 10 and text[10] in "T " else "")
        if found is None:
            raise Stop("day", lambda: _("The date cannot be read. Write it as 22/11/2026."))
        return found

    def _place(self, cells: Sequence[str]) -> Place:
        texts = where_of(self.reader, cells)
        if not texts[0]:
            raise Stop("place-missing", lambda: _("It does not say where it was."))
        chosen = self.mapping.values.get(PLACE, {}).get(where_words(texts))
        found = self.places.meant(chosen) if chosen else self.places.meant(texts[0], texts[1:])
        if len(found) == 1:
            return found[0]
        said = {"place": where_words(texts)[:120]}
        if found:
            raise Stop("place-several", lambda: _("Several places are called “%(place)s”. Say which.") % said)
        raise Stop("place-unknown", lambda: _("No place is known as “%(place)s”. Say which it is.") % said)


def _type_columns(reader: Reader, heads: Sequence[str]) -> list[int]:
    """Every column that may say what a row is about: the mapped one, and those that are called so."""
    called = {place for place, head in enumerate(heads) if known_as(head) == TYPE}
    return sorted(called | {place for name, place in reader.places.items() if name == TYPE})


def where_of(reader: Reader, cells: Sequence[str]) -> tuple[str, str, str]:
    """All that a row says of its place, from the inside out."""
    place, upazila, district = (reader.text(cells, name) for name in (PLACE, UPAZILA, DISTRICT))
    return place, upazila, district


def where_words(texts: Sequence[str]) -> str:
    """The same as one line: by this a place is mapped."""
    return ", ".join(one for one in texts if one)


def submission_name(text: str) -> str:
    """The name of a submission as it is kept: Kobo writes some with "uuid:" before, some without."""
    return text.strip().lower().removeprefix("uuid:")[:NAME_LENGTH]


def _must_add_up(facts: Facts) -> None:
    if facts.figures.doubts(facts.type):
        raise Stop("doubt", lambda: " ".join(facts.figures.doubts(facts.type)), State.DOUBT)


def _type_stays() -> str:
    return _("What an update is about stays. Take it back here, and post it anew.")


def _signs_of(update: FieldUpdate) -> Signs | None:
    trend = Trend.objects.filter(update=update).first()
    return Signs(**{name: getattr(trend, name) for name in Trend.SAYS}) if trend is not None else None


def _says_otherwise(update: FieldUpdate, draft: Draft, says_text: bool) -> bool:
    """Whether a row says anything else than its update does now."""
    if update.type != draft.facts.type or says_otherwise(update, draft.facts):
        return True
    if draft.signs is not None and _signs_of(update) != draft.signs:
        return True
    return says_text and text_stands(update) != draft.text.strip()


def text_stands(update: FieldUpdate) -> str:
    """What somebody wrote of an update; nothing where its title stands for a text."""
    text = Post.objects.get(thread=update.thread_id, is_first=True).text
    return "" if text == update.thread.title else text


def _digest(draft: Draft, says_text: bool) -> str:
    """What tells whether a submission says the same; nobody who reads it finds place and day by trying."""
    facts: dict[str, Any] = {
        "type": draft.facts.type,
        "place": draft.facts.place.ref,
        "on": draft.facts.happened_on,
        "figures": [getattr(draft.facts.figures, name) for name in FIGURES],
        "text": draft.text.strip() if says_text else None,
        "signs": vars(draft.signs) if draft.signs is not None else None,
    }
    return salted_hmac("submission", digest_of(facts), algorithm="sha256").hexdigest()
