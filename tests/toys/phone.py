"""What a room adds whose form is filled in without a connection: the form, its page, and who may."""

import os
import signal
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from access.models import PartyMember, User
from access.rules.viewer import Viewer, ViewerRequest
from access.toolkit.answers import form_page
from access.toolkit.page_access import takes_files
from coordination.urls import handler400, handler403, handler404, handler500
from coordination.urls import urlpatterns as portal
from library.store.declared import QueuedForm, add_queued
from library.store.views import store_of
from tests.toys.models import Postcard
from tests.toys.postmen import DIES, POSTMEN

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class PostcardForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    place = forms.ChoiceField(choices=[("benapole", "বেনাপোল"), ("putkhali", "পুটখালী")])
    women = forms.IntegerField(min_value=0)
    says = forms.CharField(max_length=500)
    photo = forms.ImageField(required=False)

    def clean_says(self) -> str:
        says: str = self.cleaned_data["says"]
        if "01711" in says:
            raise forms.ValidationError("কোনো ফোন নম্বর লিখবেন না।")
        return says


def may(viewer: Viewer) -> bool:
    return PartyMember.objects.filter(
        user__ref=getattr(viewer.user, "ref", ""), party__code=POSTMEN, period__contains=viewer.at
    ).exists()


def context(_viewer: Viewer) -> dict[str, Any]:
    return {"form": PostcardForm()}


@takes_files
@form_page
def postcard(request: ViewerRequest) -> HttpResponse:
    if not may(request.viewer):
        raise PermissionDenied
    is_queued = request.headers.get("X-Queued") == "1"
    form = PostcardForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made = _store(request.user, form.cleaned_data, request.headers.get("X-Made-At", ""))
        told = {"receipt": str(form.cleaned_data["key"]), "address": reverse("postcards")}
        if (settings.VAR_DIR / DIES).exists():
            (settings.VAR_DIR / DIES).unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return JsonResponse(told, status=201 if made else 200) if is_queued else redirect("postcards")
    if request.method == "POST" and is_queued:
        errors = {name: list(said) for name, said in form.errors.items()}
        return JsonResponse({"receipt": None, "errors": errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    shown: dict[str, Any] = {"form": form, "forms_kept": [POSTCARD], **store_of(request.user)}
    return render(request, "toys/postcard.html", shown, status=422 if form.is_bound else 200)


@transaction.atomic
def _store(author: User, sent: dict[str, Any], made_at: str) -> bool:
    photo, words = sent["photo"], {name: sent[name] for name in ("place", "women", "says")}
    _card, made = Postcard.objects.get_or_create(
        author=author,
        key=sent["key"],
        defaults={**words, "photo_bytes": photo.size if photo else 0, "made_at": made_at},
    )
    return made


def postcards(request: ViewerRequest) -> HttpResponse:
    return render(request, "toys/postcards.html", {"cards": Postcard.objects.filter(author=request.user)})


POSTCARD = QueuedForm(
    name="postcard",
    words="পোস্টকার্ড",
    page="postcard",
    template="toys/postcard_form.html",
    context=context,
    may=may,
    sent="postcards",
)
add_queued(POSTCARD)

urlpatterns = [
    path("postcards/", postcards, name="postcards"),
    path("postcards/new/", postcard, name="postcard"),
    *portal,
]
