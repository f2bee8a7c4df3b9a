"""By which words posts are found."""

from typing import ClassVar

from django.db import models

from access.models.search import NEWEST_FIRST, SearchRow


class PostSearch(SearchRow):
    """By which words a post is found: its text, and what its thread is called. The thread's rule decides."""

    records, told = "threads_post", "search_told_of_posts"
    readers = "search_readers_of_posts"

    class Meta(SearchRow.Meta):
        indexes: ClassVar[list[models.Index]] = [*SearchRow.Meta.indexes, NEWEST_FIRST]
