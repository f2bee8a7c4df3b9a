"""Things that happen to promises, people and days, by chance."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from access.models import PartyMember, User
from access.rules.audiences import refresh
from notifications import actions
from notifications.working_days import add_working_days
from tests.notifications.conftest import World
from tests.notifications.moments import A_MINUTE, DUE, working_day
from tests.notifications.toys.models import Promise, PromiseAudience


class Story:
    """A world, and what happens in it next."""

    def __init__(self, world: World, chance: Random) -> None:
        self.world, self.chance = world, chance
        self.now = working_day(-9, hour=10)
        self.people = [world.liaison, world.verifier, world.secretary, world.outsider]
        self.people += [world.person(f"spare{n}") for n in range(2)]
        self.parties = [world.body, world.other_side, world.secretariat]
        self.promises = [world.promise(DUE), world.promise(add_working_days(DUE, 3))]

    def goes_on(self) -> None:
        happens: list[Callable[[], None]] = [
            *[self.time_passes] * 6,
            *[self.somebody_joins] * 3,
            *[self.somebody_leaves] * 3,
            *[self.date_moves, self.stage_changes, self.body_changes] * 2,
            self.promise_is_made,
            self.membership_is_struck,
            self.account_changes,
            self.readers_change,
            self.day_changes,
            self.in_bulk,
        ]
        self.chance.choice(happens)()

    def time_passes(self) -> None:
        pauses = [A_MINUTE, timedelta(hours=1), timedelta(hours=16), timedelta(days=1), timedelta(days=4)]
        self.now += self.chance.choice(pauses)

    def some_time(self) -> datetime:
        return self.now + self.chance.choice([timedelta(days=-3), timedelta(0), timedelta(hours=20)])

    def a_promise(self) -> Promise:
        return Promise.objects.get(pk=self.chance.choice(self.promises).pk)

    def promise_is_made(self) -> None:
        due_on = add_working_days(self.now.date(), self.chance.randint(-14, 8))
        self.promises.append(self.world.promise(due_on))

    def date_moves(self) -> None:
        promise = self.a_promise()
        promise.due_on = add_working_days(self.now.date(), self.chance.randint(-6, 9))
        promise.due_seq, promise.moved_at = promise.due_seq + 1, self.now
        promise.save()

    def stage_changes(self) -> None:
        promise = self.a_promise()
        promise.stage = self.chance.choice(list(Promise.Stage))
        promise.evidence_on = self.now.date()
        promise.save()

    def body_changes(self) -> None:
        promise = self.a_promise()
        promise.body_party = self.chance.choice(self.parties)
        promise.secretariat_party = self.chance.choice([self.world.secretariat, None])
        promise.save()
        refresh(promise)

    def somebody_joins(self) -> None:
        reason = self.chance.choice(["liaison:1", "holder:7:head-as-liaison"])
        person, party = self.chance.choice(self.people), self.chance.choice(self.parties)
        if not PartyMember.objects.filter(user=person, party=party, reason=reason).exists():
            self.world.join(person, party, since=self.some_time(), reason=reason)

    def somebody_leaves(self) -> None:
        rows = list(PartyMember.objects.filter(party__in=self.parties).order_by("pk"))
        if rows:
            row, end = self.chance.choice(rows), self.some_time()
            if row.period.lower < end:
                row.period = (row.period.lower, end)
                row.save()

    def membership_is_struck(self) -> None:
        rows = list(PartyMember.objects.filter(party__in=self.parties).order_by("pk"))
        if rows:
            self.chance.choice(rows).delete()

    def account_changes(self) -> None:
        person = User.objects.get(pk=self.chance.choice(self.people).pk)
        column = self.chance.choice(["is_active", "is_administrator"])
        setattr(person, column, not getattr(person, column))
        person.save()

    def readers_change(self) -> None:
        promise = self.a_promise()
        if not PromiseAudience.objects.filter(record=promise, party=promise.body_party).delete()[0]:
            refresh(promise)

    def day_changes(self) -> None:
        on = add_working_days(self.now.date(), self.chance.randint(-3, 5))
        # Twice the same day falls on another one: it is free by then.
        actions.add_day(by=self.world.administrator, on=on, name_en="Closed", name_bn="", at=self.now)

    def in_bulk(self) -> None:
        if self.chance.random() < 0.5:
            Promise.objects.update(due_on=add_working_days(self.now.date(), -1), stage=Promise.Stage.OPEN)
        else:
            PartyMember.objects.filter(party=self.world.secretariat).delete()
