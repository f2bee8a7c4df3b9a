"""Signing in and sending forms, in few words."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.models import User
from commitments.models import Commitment
from tests.commitments.world import Pair, days

HX = {"HTTP_HX_REQUEST": "true"}


def today() -> date:
    return timezone.localdate()


def pair(**fields: Any) -> Pair:
    made = Pair(**({"due_on": today() + days(30), "agreed_on": today() - days(30)} | fields))
    for user in (made.owner, made.verifier, made.secretary):
        speak(user, "en")
    return made


def speak(user: User, language: str) -> User:
    user.language = language
    user.save(update_fields=["language"])
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, name: str, commitment: Commitment | None = None, **extra: Any) -> Any:
    return signed_in(user).get(reverse(name, args=[commitment.ref] if commitment else []), **extra)


def send(user: User, name: str, commitment: Commitment, data: dict[str, str], **extra: Any) -> Any:
    return signed_in(user).post(reverse(name, args=[commitment.ref]), data, **extra)


def stage_of(commitment: Commitment) -> str:
    return Commitment.objects.get(pk=commitment.pk).stage
