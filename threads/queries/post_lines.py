"""A post as the page of its thread shows it: values alone, so that it is drawn once for what it says."""

from datetime import datetime
from typing import NamedTuple

from access.toolkit.drawn import Body, body_of
from threads.models import Post, Thread


class PostLine(NamedTuple):
    """What a post that stands says, and what its reader may do with it by a link."""

    ref: str
    thread: str
    organisation: Body | None
    office_en: str
    office_bn: str
    is_mine: bool
    at: datetime
    text: str
    # Whether it answers another post, and with what that one said; nothing where it is gone.
    is_answer: bool
    quoted: str
    may_answer: bool
    may_edit: bool
    may_delete: bool
    may_cover: bool


def post_line(post: Post, thread: Thread, *, is_mine: bool, stays: bool) -> PostLine:
    """Return a post that stands as its line: `thread` and the post with what their reader may do."""
    goes_on = thread.is_open and not post.is_first
    quoted = post.quoted if post.quoted_id is not None else None
    return PostLine(
        ref=post.ref,
        thread=thread.ref,
        organisation=body_of(post.organisation),
        office_en=post.office_en,
        office_bn=post.office_bn,
        is_mine=is_mine,
        at=post.at,
        text=post.text,
        is_answer=quoted is not None,
        quoted=quoted.text if quoted is not None and quoted.stands else "",
        may_answer=goes_on and thread.can_post,  # type: ignore[attr-defined]
        may_edit=goes_on and not stays and post.can_edit,  # type: ignore[attr-defined]
        may_delete=post.can_delete,  # type: ignore[attr-defined]
        may_cover=not thread.is_internal,
    )
