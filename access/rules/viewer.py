"""Who is looking, and as of when: the parties and roles a request is answered with."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from access.models import Party, PartyMember, Role, User
from access.models.parties import EVERYONE
from access.rules.ways_in import person_of
from access.toolkit.prepared import named

# An account that is found by what a request carries, with the parties it belongs to at that instant: one
# query a request.
_FOUND = """
    SELECT u.*, (
        SELECT jsonb_agg(DISTINCT jsonb_build_array(p.id, p.code, p.kind))
        FROM access_partymember m JOIN access_party p ON p.id = m.party_id
        WHERE m.user_id = u.id AND m.period @> %(at)s::timestamptz
    ) AS belongs, {carries} AS carried
    FROM access_user u WHERE {whose} AND u.is_active
"""
# Of each party its code and its kind.
Parties = Mapping[int, tuple[str, str]]
_ROLES = {f"role:{role.value}": role for role in Role}


class Viewer:
    """A person as of an instant. Terms that begin or end at that instant are answered exactly."""

    def __init__(
        self, user: User | AnonymousUser, at: datetime | None = None, *, parties: Parties | None = None
    ) -> None:
        self.user = user
        self.at = at or timezone.now()
        self._known = parties

    @property
    def is_let_in(self) -> bool:
        """Whether any record may be read at all: active, signed in, and not a technical administrator."""
        return isinstance(self.user, User) and self.user.is_let_in

    @property
    def is_program(self) -> bool:
        """Whether this is a program of an organisation: it may read, and do what a rule opens to programs."""
        return isinstance(self.user, User) and self.user.is_program

    @property
    def keeps_portal(self) -> bool:
        """Whether this is a technical administrator, who keeps accounts, days and deliveries."""
        return isinstance(self.user, User) and self.user.is_active and self.user.is_administrator

    @property
    def is_in_network(self) -> bool:
        """Whether the rooms of the portal are open: a place in the network today, or a role."""
        return EVERYONE in self.party_codes or bool(self.roles)

    @cached_property
    def _parties(self) -> Parties:
        user = self.user
        if not (isinstance(user, User) and self.is_let_in):
            return {}
        if self._known is not None:
            return self._known
        members = PartyMember.objects.filter(user=user, period__contains=self.at)
        rows = Party.objects.filter(pk__in=members.values("party_id")).values_list("pk", "code", "kind")
        return {pk: (code, kind) for pk, code, kind in rows}

    @cached_property
    def party_ids(self) -> list[int]:
        """The parties this person belongs to at this instant (one query, kept for the request)."""
        return sorted(self._parties)

    @property
    def codes_and_kinds(self) -> Collection[tuple[str, str]]:
        """Of each of the same parties its code and its kind."""
        return self._parties.values()

    @cached_property
    def party_codes(self) -> frozenset[str]:
        """The codes of the same parties."""
        return frozenset(code for code, _ in self._parties.values())

    @cached_property
    def party_kinds(self) -> frozenset[str]:
        """The kinds of the same parties: whether somebody speaks for a body, or is of a secretariat."""
        return frozenset(kind for _, kind in self._parties.values())

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles this person holds at this instant."""
        return frozenset(_ROLES[code] for code in self.party_codes if code in _ROLES)

    def code_of(self, party_id: int) -> str:
        """The code of one of the same parties."""
        return self._parties[party_id][0]

    def belongs_to(self, party_id: int | None) -> bool:
        """Whether this person is in the party, without another query."""
        return party_id in self._parties

    def __repr__(self) -> str:
        return f"Viewer({self.user}, {self.at:%Y-%m-%d %H:%M})"


class ViewerRequest(HttpRequest):
    """A request as signed-in pages receive it: ViewerMiddleware has put the viewer on it."""

    user: User
    viewer: Viewer


def find_signed_in(user_id: int) -> User | None:
    """Return the account a session belongs to while it is active, and remember what it belongs to now.

    A program has none, whatever a session says.
    """
    return find_account("u.id = %(who)s AND u.answerable_id IS NULL", user_id)


def find_account(whose: str, who: object, *, carries: str = "NULL") -> User | None:
    """Return the active account `u` of which this SQL over `%(who)s` holds, with what it belongs to now.

    `carries` selects what else is asked of whatever it was found by, as `carried`.
    """
    at = timezone.now()
    for user in User.objects.raw(_FOUND.format(whose=whose, carries=carries), named({"at": at, "who": who})):
        rows = json.loads(vars(user).pop("belongs") or "[]")
        user.found = (at, {party: (code, kind) for party, code, kind in rows})
        return user
    return None


def viewer_of_request(request: HttpRequest) -> Viewer:
    """Return who asks, by session or by token, as of the instant their account was found."""
    person = person_of(request)
    at, parties = getattr(person, "found", None) or (timezone.now(), None)
    return Viewer(person, at, parties=parties)


def viewer_of(user: "User | AnonymousUser | Viewer", at: datetime | None = None) -> Viewer:
    """Return the viewer for a user; a viewer is returned as it is."""
    return user if isinstance(user, Viewer) else Viewer(user, at)
