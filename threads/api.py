"""What programs read of threads, and the steps they take: those of the pages, by the same actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from access.api.declaring import Api, Collection, Download, Found, Inside, Make, Part, Single, Step, as_it_is
from access.api.etags import Version
from access.api.fields import Said
from access.choosing.bodies import FewerReadersBody, MoreReadersBody
from access.choosing.choices import Chosen, behind, resolve
from access.choosing.words import readers_stand
from access.models import User
from access.rules.engine import VIEW, RefusedError, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.cells import as_they_are
from access.toolkit.errors import Mendable
from access.toolkit.versions import said_by
from partners.audiences import PERSON
from partners.models import Organisation
from threads import actions
from threads.access import AUDIENCE, MORE_READERS, OF_MESSAGES, OF_STORIES, audience_of
from threads.attached import file_of, serve_file, show_files
from threads.bodies import (
    AcknowledgedBody,
    EditBody,
    EditPostBody,
    IssueBody,
    MessageTextBody,
    NotAcknowledgedBody,
    PostBody,
    PostTextBody,
    PostWordingBody,
    StartBody,
    StoryBody,
    ThreadBody,
    ThreadInFullBody,
    said,
    thread_bodies,
)
from threads.figures.api import COLLECTIONS, OF_OWN_FIGURES
from threads.forms import EditForm, EditPostForm, as_shown, post_as_shown
from threads.imports import actions as imports
from threads.imports.api import INBOX
from threads.message_forms import ChangeMessageForm, message_as_shown
from threads.models import Post, PostVersion, Thread
from threads.queries import THREADS
from threads.queries.acknowledged import ACKNOWLEDGED, NOT_ACKNOWLEDGED
from threads.queries.messages import issuing_bodies
from threads.queries.opened import OF_THREAD, POSTS, find_thread, wordings_of
from threads.request_api import LIST, OF_A_REQUEST, REFUSED
from threads.returns.api import LIST as RETURNS_LIST
from threads.returns.api import OF_A_RETURN
from threads.returns.api import WITHOUT as OF_RETURNS
from threads.story_api import OF_A_CONSENT, consent_of
from threads.updates.actions import answer_abuse, narrow_reports
from threads.updates.api import CORRECT, collection, update_of
from threads.updates.forms import CorrectForm, update_as_shown


def as_read(thread: Thread) -> dict[str, Any]:
    """What makes a thread another one for whoever changes it: its texts, and all else of a key message and of
    a field update.
    """
    if thread.kind == Thread.Kind.FIELD_UPDATE:
        return update_as_shown(thread)
    return message_as_shown(thread) if thread.kind == Thread.Kind.KEY_MESSAGE else as_shown(thread)


def _message(thread: Thread) -> Said | None:
    if thread.kind != Thread.Kind.KEY_MESSAGE:
        return None
    return Said(thread.key_message, **message_as_shown(thread))


def _in_full(viewer: Viewer, thread: Thread) -> Any:
    parties = list(
        thread.readers.filter(until=None).order_by("since", "pk").values_list("party_id", flat=True)
    )
    chosen = behind(parties)
    words = readers_stand(chosen, parties, audience_of(thread), viewer.at, is_internal=thread.is_internal)
    return said(
        thread,
        text=Post.objects.get(thread=thread, is_first=True).text,
        read_by=str(words),
        readers=_readers_told(thread, chosen),
        key_message=_message(thread),
        field_update=update_of(thread),
        consent=consent_of(thread),
        may=[step.name for step in STEPS if step.may not in OF_THREAD or getattr(thread, f"can_{step.may}")],
    )


def _readers_told(thread: Thread, chosen: Chosen) -> list[str]:
    """Who was named as a person is told to whoever may take it away from them, and to nobody else."""
    if thread.can_narrow or chosen.is_everyone:  # type: ignore[attr-defined]
        return chosen.values
    return [one.value for one in chosen.options if one.kind != PERSON]


def _posts_in_full(viewer: Viewer, posts: Sequence[Post]) -> Sequence[Post]:
    if posts:
        show_files(viewer, posts[0].thread, posts)
    return posts


def _find_post(viewer: Viewer, ref: str, action: str = VIEW) -> Post:
    return get_permitted(
        viewer, Post, ref, action, records=Post.objects.select_related("organisation", "quoted", "thread")
    )


def _wordings(viewer: Viewer, post: Post) -> Sequence[PostVersion]:
    return list(wordings_of(viewer, post.thread, [post.pk]))


def _post_in_full(viewer: Viewer, post: Post) -> Post:
    return _posts_in_full(viewer, [post])[0]


def _may_start(viewer: Viewer) -> None:
    if not viewer.is_in_network:
        raise RefusedError("start", Thread())


def _start(*, by: User, at: datetime, readers: Sequence[str], **typed: Any) -> Thread:
    return actions.start(by=by, at=at, readers=resolve(Viewer(by, at), readers, AUDIENCE), **typed)


def _may_issue(viewer: Viewer) -> None:
    if not issuing_bodies(viewer):
        raise RefusedError("issue_key_message", Organisation())


def _issue(*, by: User, at: datetime, readers: Sequence[str], **typed: Any) -> Thread:
    return actions.issue_message(by=by, at=at, readers=resolve(Viewer(by, at), readers, OF_MESSAGES), **typed)


def _tell_story(*, by: User, at: datetime, readers: Sequence[str], **typed: Any) -> Thread:
    return actions.tell_story(by=by, at=at, readers=resolve(Viewer(by, at), readers, OF_STORIES), **typed)


def _answer(*, by: User, thread: Thread, at: datetime, quoted: str = "", **typed: Any) -> Post:
    post = Post.objects.filter(thread=thread, ref=quoted).first() if quoted else None
    if quoted and post is None:
        raise Mendable(_("The post you answer is not there any more."), "quoted", "gone")
    return actions.post(by=by, thread=thread, at=at, quoted=post, **typed)


def _widen(*, by: User, thread: Thread, at: datetime, readers: Sequence[str]) -> Thread:
    chosen = resolve(Viewer(by, at), readers, MORE_READERS)
    return actions.widen(by=by, thread=thread, readers=chosen, at=at)


def _narrow(*, by: User, thread: Thread, at: datetime, reader: str) -> Thread:
    """Of those who read it, the one that is called so."""
    for one in thread.readers.filter(until=None).select_related("party"):
        if reader in behind([one.party_id]).values:
            return actions.narrow(by=by, thread=thread, reader=one.party, at=at)
    raise Mendable(_("They do not read this any more."), "reader", "gone")


STEPS = (
    Step("answer", "thread_post", "post", actions.post, "A reader answers", PostTextBody, _answer),
    Step(
        "edit",
        "thread_edit",
        "edit",
        actions.edit,
        "The author changes title and text",
        EditBody,
        needs_version=True,
    ),
    Step(
        "change-message",
        "key_message_change",
        "edit",
        actions.change_message,
        "The office changes its key message",
        MessageTextBody,
        needs_version=True,
    ),
    CORRECT,
    Step(
        "more-readers",
        "thread_widen",
        "widen",
        actions.widen,
        "The author lets more people read it",
        MoreReadersBody,
        _widen,
    ),
    Step(
        "fewer-readers",
        "thread_narrow",
        "narrow",
        actions.narrow,
        "The author takes it away from some",
        FewerReadersBody,
        _narrow,
    ),
    Step("close", "thread_close", "close", actions.close, "The author ends it"),
    Step("reopen", "thread_reopen", "reopen", actions.reopen, "The author goes on with it"),
    Step(
        "acknowledge",
        "thread_acknowledge",
        "acknowledge",
        actions.acknowledge,
        "Acknowledge it, as you read it, for the organisations you answer for",
        needs_version=True,
    ),
    Step("follow", "thread_follow", "follow", actions.follow, "Be told of new posts"),
    Step("unfollow", "thread_unfollow", "follow", actions.unfollow, "Be told no more"),
    Step("mute", "thread_mute", "follow", actions.mute, "Have it count among nothing that is unread"),
)
OF_FORMS = {**EditForm.base_fields, **ChangeMessageForm.base_fields, **CorrectForm.base_fields}
OF_A_THREAD = Single(
    "threads/<str:ref>/",
    page="thread",
    called="thread",
    find=find_thread,
    says=_in_full,
    body=ThreadInFullBody,
    summary="One discussion",
    version=Version(as_read, said_by(OF_FORMS, as_read)),
    followed=Thread,
    parts=(
        Part("posts", _posts_in_full, PostBody, "Its posts, the latest first", listing=POSTS),
        Part(
            "acknowledged",
            as_they_are,
            AcknowledgedBody,
            "The organisations that have acknowledged the text that stands",
            page="thread_acknowledged",
            listing=ACKNOWLEDGED,
        ),
        Part(
            "not-acknowledged",
            as_they_are,
            NotAcknowledgedBody,
            "The organisations that are asked and have not",
            page="thread_not_acknowledged",
            listing=NOT_ACKNOWLEDGED,
        ),
    ),
    steps=STEPS,
    downloads=(Download("thread_file", serve_file, "A file of one of its posts"),),
    noted_as=as_it_is,
)
STORIES = Make(
    "story_new",
    actions.tell_story,
    "Tell a success story",
    StoryBody,
    OF_A_THREAD,
    name="success-story",
    does=_tell_story,
    asks=_may_start,
)
BETWEEN_TWO = (
    "what a program carries lies in its logs and with whoever keeps it; a concern is told by a person"
)
SHEETS = tuple(getattr(imports, name) for name in imports.__all__)

API = Api(
    own=(REFUSED,),
    lists=(
        Collection(
            "threads/",
            THREADS,
            ThreadBody,
            "Discussions you may read",
            thread_bodies,
            makes=(
                Make(
                    "thread_new",
                    actions.start,
                    "Start a discussion",
                    StartBody,
                    OF_A_THREAD,
                    does=_start,
                    asks=_may_start,
                ),
                STORIES,
                Make(
                    "key_message_new",
                    actions.issue_message,
                    "Issue a key message",
                    IssueBody,
                    OF_A_THREAD,
                    name="key-message",
                    does=_issue,
                    asks=_may_issue,
                ),
            ),
            is_noted=True,
        ),
        LIST,
        collection(OF_A_THREAD, _may_start),
        *COLLECTIONS,
        RETURNS_LIST,
    ),
    records=(
        OF_A_THREAD,
        OF_A_REQUEST,
        OF_A_CONSENT,
        OF_A_RETURN,
        OF_OWN_FIGURES,
        Single(
            "posts/<str:ref>/",
            page="post",
            called="post",
            find=_find_post,
            says=_post_in_full,
            body=PostBody,
            summary="One post of a discussion",
            found={"ref": Found("posts")},
            parts=(
                Part(
                    "wordings",
                    _wordings,
                    PostWordingBody,
                    "How it read before it was changed, as far as you read it then",
                ),
            ),
            version=Version(post_as_shown, said_by(EditPostForm.base_fields, post_as_shown)),
            steps=(
                Step(
                    "edit",
                    "post_edit",
                    "edit",
                    actions.edit_post,
                    "Its author changes it",
                    EditPostBody,
                    needs_version=True,
                ),
                Step(
                    "take-back", "post_take_back", "take_back", actions.take_back, "Its author takes it back"
                ),
                Step("delete", "post_delete", "delete", actions.delete_post, "Its author deletes it"),
                Step(
                    "remove",
                    "post_file_remove",
                    "delete",
                    actions.remove_file,
                    "Whoever may delete it takes a file off it",
                    inside=Inside("files/<str:file>/", file_of),
                ),
            ),
            noted_as=lambda post: post.thread,
        ),
    ),
    inboxes=(INBOX,),
    without={
        **dict.fromkeys(SHEETS, "a sheet is mapped and looked at on its pages; a program sends each update"),
        **OF_RETURNS,
        actions.end_lapsed: "nobody does it: the day on which a consent runs out ends the story by itself",
        narrow_reports: "nobody does it: whoever left the body is taken out by the worker",
        answer_abuse: "a link to where people are abused would lie in the logs of a program",
        actions.mark_read: "a program that fetches a discussion has not read it in anybody's place",
        actions.tell_concern: BETWEEN_TWO,
        actions.answer_concern: BETWEEN_TWO,
        actions.add_to_concern: BETWEEN_TWO,
        actions.open_thread: "oversight opens one on its page, where the purpose is typed by a person",
    },
)
