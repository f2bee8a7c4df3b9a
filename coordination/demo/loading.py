"""The whole demonstration, once: personas, real events, the illustrative set."""

from datetime import datetime

from django.core.management import call_command
from django.db import transaction

from coordination.demo.documents import load_documents
from coordination.demo.illustrative import Days, load_illustrative
from coordination.demo.personas import load_personas
from coordination.demo.returns import load_returns
from coordination.demo.threads import load_threads
from coordination.demo.updates import load_updates
from meetings.models import Meeting
from notifications.actions import scan


@transaction.atomic
def load_demo(*, password: str, now: datetime) -> str:
    """Load what is missing. A second time nothing new is made; the personas' password is set anew."""
    people = load_personas(password=password, now=now)
    call_command("load_events")
    if Meeting.objects.filter(is_illustrative=True).exists():
        return f"{len(people)} personas; the illustrative set was there"
    meetings = load_illustrative(people, now)
    threads = load_threads(people, Days(now))
    updates = load_updates(people, Days(now), now)
    returns = load_returns(people, Days(now))
    documents = load_documents(people, Days(now))
    # Reminders that would have gone out before the first start are noted, not sent.
    scan(at=now, as_skipped=True)
    return (
        f"{len(people)} personas, {meetings} illustrative meetings, {threads} illustrative discussions, "
        f"{updates} field updates, {returns} illustrative monthly returns, "
        f"{documents} illustrative documents"
    )
