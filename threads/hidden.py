"""Whether what a thread is called stands anywhere: what its title says is told in no list and no sum then."""

from django.db.models import Q

from access.erasure.passages import is_mark, said_in_marks
from threads.models import Thread


def hides_title(thread: Thread) -> bool:
    """Whether a passage of its title is covered, or its title was erased: what it said stands nowhere."""
    is_covered = thread.title_in_full or thread.title_bn_in_full
    return bool(is_covered or is_mark(thread.title) or is_mark(thread.title_bn))


# The same of rows of threads.
SAYS_TITLE = Q(title_in_full="", title_bn_in_full="") & ~said_in_marks("title") & ~said_in_marks("title_bn")
