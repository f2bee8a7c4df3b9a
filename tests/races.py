"""Two people at the same moment, each on a database connection of their own."""

from collections.abc import Callable
from io import StringIO
from threading import Barrier, Event, Thread
from time import monotonic, sleep
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from access.toolkit.errors import Mendable

Step = Callable[[], Any]
LONGEST = 30


def at_once(*steps: Step) -> list[str]:
    """Let the steps go at the same moment; return how each ended, in the order of the words."""
    gate = Barrier(len(steps))

    def through_the_gate(step: Step) -> Step:
        def run() -> None:
            gate.wait(timeout=LONGEST)
            step()

        return run

    runs = [_Run(through_the_gate(step)) for step in steps]
    return sorted(run.ended() for run in runs)


def one_waits(first: Step, second: Step) -> tuple[str, str]:
    """The first step holds what it changes; the second comes then and must wait until the first has ended.

    Returns how both ended. After it, every record's readers are as its facts say.
    """
    holding, may_end = _held(first)
    waiting = _Run(second)
    waiting.must_wait()
    may_end.set()
    ended = holding.ended(), waiting.ended()
    call_command("check_audiences", dry_run=True, stdout=StringIO())
    return ended


def while_held(first: Step, second: Step) -> str:
    """How the second step ends while the first still holds what it changes."""
    holding, may_end = _held(first)
    ended = _Run(second).ended()
    may_end.set()
    assert holding.ended() == "done"
    return ended


def _held(first: Step) -> tuple["_Run", Event]:
    holds, may_end = Event(), Event()

    def held() -> None:
        with transaction.atomic():
            first()
            holds.set()
            assert may_end.wait(LONGEST)

    holding = _Run(held)
    assert holds.wait(LONGEST), holding.ended()
    return holding, may_end


class _Run:
    """One step in a thread of its own."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._outcome = "not ended"
        self._backend: int | None = None
        self._begun = Event()
        self._thread = Thread(target=self._run)
        self._thread.start()

    def ended(self) -> str:
        """ "done", the code of a refusal in words, or the kind of error it ended with."""
        self._thread.join(timeout=LONGEST)
        return self._outcome

    def must_wait(self) -> None:
        """Return once the database says that this step waits for a lock."""
        assert self._begun.wait(LONGEST)
        until = monotonic() + LONGEST
        while monotonic() < until and self._thread.is_alive():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s", [self._backend]
                )
                row = cursor.fetchone()
            if row is not None and row[0]:
                return
            sleep(0.005)
        raise AssertionError(f"the second step did not wait: {self._outcome}")

    def _run(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self._backend = cursor.fetchone()[0]
            self._begun.set()
            self._step()
            self._outcome = "done"
        except Mendable as refusal:
            self._outcome = refusal.code
        except Exception as error:
            self._outcome = type(error).__name__
        finally:
            connection.close()
