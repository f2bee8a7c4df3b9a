"""Reads of threads: their list, one of them opened, and what oversight knows of."""

from threads.queries.known import KNOWN_THREADS
from threads.queries.lists import THREADS, TO_ACKNOWLEDGE, UNREAD
from threads.queries.requests import REQUESTS
from threads.queries.rows import ThreadRow, thread_lines

__all__ = ["KNOWN_THREADS", "REQUESTS", "THREADS", "TO_ACKNOWLEDGE", "UNREAD", "ThreadRow", "thread_lines"]
