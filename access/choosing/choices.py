"""What can be chosen to read something: everyone, committees, organisations, people, the own organisation.

This floor knows parties alone. A room above says what stands behind them (`add_choosable`): how it is
called, whether this person may name it, and which party it is. What is sent are words such as
`committee:<reference>`; what is stored are parties.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.accounts.changes import party_of_account
from access.models import Party, User
from access.models.parties import EVERYONE
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.kept import KeptRows
from access.toolkit.registry import Registry

Words = str | Promise
# An audience of more is a committee, or everyone.
MOST = 100
WHO_READS = gettext_lazy("Who will read this?")
OVERSIGHT_BY_PURPOSE = gettext_lazy(
    "Oversight knows that it exists; to open it, it must name a purpose, and the author is told."
)


@dataclass(frozen=True)
class Option:
    """One that can be chosen: a party, or a person, who has one from the moment it is needed.

    `side` gives an organisation its shape; `line` says what stands beside a name that others may bear too.
    """

    kind: str
    ref: str
    name_en: str
    name_bn: str
    party_id: int | None = None
    user_id: int | None = None
    side: str = ""
    short_en: str = ""
    short_bn: str = ""
    line: str = ""

    @property
    def value(self) -> str:
        """What is sent of it."""
        return f"{self.kind}:{self.ref}"


@dataclass(frozen=True)
class Choosable:
    """One kind of readers. `name` is the word before a reference.

    Everything is asked for a viewer and returns what that person may name, so that what they may not name
    is answered as what there is not. `own` is offered at once; `called` is called exactly so, `like` nearly.
    `behind` returns what stands behind stored parties, for those who read the record already. `chosen_by` is
    the kind as `/search/offered/?choose=` knows it, and `part` draws one. `is_alone` excludes all others.
    """

    name: str
    label: Words
    # What a statement says of several: with %(names)s, or %(count)s where names are nobody's to read.
    says: Words
    by_ref: Callable[[Viewer, Collection[str]], Iterable[Option]]
    behind: Callable[[Collection[int]], Iterable[Option]]
    own: Callable[[Viewer], Iterable[Option]]
    called: Callable[[Viewer, str], Sequence[Option]] = lambda _viewer, _text: ()
    like: Callable[[Viewer, str], Sequence[Option]] = lambda _viewer, _text: ()
    add: Words = ""
    chosen_by: str = ""
    part: str = ""
    is_alone: bool = False


@dataclass(frozen=True)
class Use:
    """What an audience is chosen for. `oversight` says what oversight sees of it.

    `keeps_within` where it may be for the own organisation alone.
    """

    name: str
    label: Words = WHO_READS
    oversight: Words = OVERSIGHT_BY_PURPOSE
    keeps_within: bool = True


CHOOSABLES: Registry[str, Choosable] = Registry("kind of readers")
USES: Registry[str, Use] = Registry("use of an audience")


def add_choosable(choosable: Choosable) -> None:
    """Let audiences be made of one more kind."""
    CHOOSABLES.add(choosable.name, choosable)


def add_use(use: Use) -> Use:
    """Make known what audiences are chosen for; the field of its form is made with it."""
    USES.add(use.name, use)
    return use


def kinds_of(use: Use) -> list[Choosable]:
    """Return the kinds of which an audience for this can be."""
    return [one for one in CHOOSABLES.values() if use.keeps_within or not one.is_alone]


@dataclass(frozen=True)
class Chosen:
    """An audience as it was chosen: everyone, or what stands in `options`."""

    is_everyone: bool = False
    options: tuple[Option, ...] = ()

    @property
    def is_internal(self) -> bool:
        """Whether nobody outside the author's organisation reads it, oversight included."""
        return any(CHOOSABLES[one.kind].is_alone for one in self.options)

    @property
    def values(self) -> list[str]:
        """What is sent of it."""
        return [EVERYONE] if self.is_everyone else [one.value for one in self.options]

    @property
    def parties(self) -> list[int]:
        """The parties that stand already; people who have none yet are in `users`."""
        if self.is_everyone:
            return [everyone()]
        return [one.party_id for one in self.options if one.party_id is not None]

    @property
    def users(self) -> list[int]:
        """Those who were named as people."""
        return [one.user_id for one in self.options if one.user_id is not None]

    def __bool__(self) -> bool:
        return self.is_everyone or bool(self.options)


def resolve(viewer: Viewer, values: Iterable[str], use: Use, *, field: str = "readers") -> Chosen:
    """Return the audience that was sent, of what this person may name, or refuse with a message at the field.

    An action asks this again once it holds whoever acts: what is stored was nameable then.
    """
    wanted = list(dict.fromkeys(values))
    if not wanted or not viewer.is_in_network:
        raise Mendable(_("Choose who reads this."), field, "required")
    if len(wanted) > MOST:
        raise Mendable(_("These are too many. Choose a committee, or everyone."), field, "too_many")
    if EVERYONE in wanted:
        if len(wanted) > 1:
            raise _contradiction(field)
        return Chosen(is_everyone=True)
    options = named_by(viewer, wanted, use)
    if len(options) != len(wanted):
        raise Mendable(
            _("Not everything you chose is there to be chosen. Look at the choice again."), field, "unknown"
        )
    if len(options) > 1 and any(CHOOSABLES[one.kind].is_alone for one in options):
        raise _contradiction(field)
    return Chosen(options=tuple(options))


def named_by(viewer: Viewer, values: Iterable[str], use: Use) -> list[Option]:
    """Return what these words stand for, of what this person may name, in their order."""
    if not viewer.is_in_network:
        return []
    wanted = list(dict.fromkeys(values))
    found: dict[str, Option] = {}
    for kind in kinds_of(use):
        refs = [ref for name, _colon, ref in map(_split, wanted) if name == kind.name and ref]
        if refs:
            found |= {one.value: one for one in kind.by_ref(viewer, refs[:MOST])}
    return [found[value] for value in wanted if value in found]


def party_ids_of(chosen: Chosen) -> list[int]:
    """Return the parties to be stored; whoever was named gets a party of their own. Part of an action."""
    named = User.objects.filter(pk__in=chosen.users)
    return sorted({*chosen.parties, *(party_of_account(one).pk for one in named)})


_EVERYONE = KeptRows(lambda _viewer: Party.objects.filter(code=EVERYONE).only("pk"))


def everyone() -> int:
    """The number of the party of everybody in the network: pages ask for it several times."""
    return next((one.pk for one in _EVERYONE()), None) or Party.objects.everyone().pk


def behind(party_ids: Collection[int]) -> Chosen:
    """Return the audience that is stored as these parties, for whoever reads the record."""
    if everyone() in party_ids:
        return Chosen(is_everyone=True)
    options = [one for kind in CHOOSABLES.values() if not kind.is_alone for one in kind.behind(party_ids)]
    return Chosen(options=tuple(options))


def _split(value: str) -> tuple[str, str, str]:
    # The database holds no text with a NUL in it, and may not be asked for one.
    return value.replace("\x00", "\ufffd").partition(":")


def _contradiction(field: str) -> Mendable:
    return Mendable(
        _("Choose everyone, or your organisation alone, or those whom you name."), field, "contradiction"
    )
