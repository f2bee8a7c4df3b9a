"""By which words posts are found."""

from access.models import SearchRow


class PostSearch(SearchRow):
    """By which words a post is found: its text, and what its thread is called. The thread's rule decides."""

    records, told = "threads_post", "search_told_of_posts"
    readers = "search_readers_of_posts"
