"""Whether what a thread is called stands anywhere: what its title says is told in no list and no sum then."""

from access.erasure.passages import is_mark
from threads.models import Thread


def hides_title(thread: Thread) -> bool:
    """Whether a passage of its title is covered, or its title was erased: what it said stands nowhere."""
    is_covered = thread.title_in_full or thread.title_bn_in_full
    return bool(is_covered or is_mark(thread.title) or is_mark(thread.title_bn))
