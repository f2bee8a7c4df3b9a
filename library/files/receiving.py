"""What a file is called reaches the portal as its sender wrote it in Bangla: র‍্যাব is written with a joiner.

Django drops every sign that is not drawn from the name of an upload, before code of ours sees it. A handler
may read what was sent in its place (`handle_raw_input`); ours has Django's own reader do so, which keeps a
joiner between two Bangla signs. Path, line ends, and marks that turn the direction are dropped as before.
"""

import html
import re
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser

from language.text import JOINERS

_JOINING = re.compile(f"(?<=[\u0980-\u09ff])[{JOINERS}](?=[\u0980-\u09ff])")
_APART = re.compile(r"[/\\]")


class _Reader(MultiPartParser):
    def sanitize_file_name(self, file_name: str) -> str | None:
        """As Django's, but for joiners that a Bangla word needs."""
        if super().sanitize_file_name(file_name) is None:
            return None
        last = _APART.split(html.unescape(file_name))[-1]
        needed = {found.start() for found in _JOINING.finditer(last)}
        return "".join(sign for place, sign in enumerate(last) if sign.isprintable() or place in needed)


class KeepsJoiners(FileUploadHandler):
    """Stands before the handlers that keep the bytes, and takes none itself."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> Any:
        """Read the form with our reader, and let the other handlers have its files."""
        assert self.request is not None
        others = [one for one in self.request.upload_handlers if one is not self]
        return _Reader(META, input_data, others, encoding).parse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Take nothing."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keep nothing."""
