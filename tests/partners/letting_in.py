"""Programs of organisations, as tests let them in."""

from datetime import datetime
from typing import Any

from access.models import AccessToken, User
from partners.actions import make_program_token, open_program
from partners.models import Organisation, Person, Program
from tests import programs
from tests.cast import NOW


def let_in(by: User, answerable: User, *, code: str = "RJ", at: datetime = NOW, **more: Any) -> Program:
    """A program of an organisation, which acts where nothing else is said."""
    said: dict[str, Any] = {"name": "Case desk", "speaks": True, "days": 365} | more
    person = Person.objects.get(user=answerable)
    body = Organisation.objects.get(code=code)
    return open_program(by=by, organisation=body, answerable=person, at=at, **said)


class Coming(programs.Program):
    """The program as it talks to the portal, by a token that whoever answers for it has made."""

    def __init__(self, program: Program, at: datetime, scope: str = AccessToken.Scope.WRITE) -> None:
        user = program.answerable.user
        assert user is not None
        made = {"name": "tests", "scope": AccessToken.Scope(scope), "days": 30}
        token = make_program_token(by=user, program=program, at=at, **made)  # type: ignore[arg-type]
        self.carry(token)
