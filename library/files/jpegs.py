"""A JPEG that lies in another file keeps its points as they are, and loses what it says beside them: when,
where and with what it was taken, and what is tied to its end.
"""

import re

from library.files.refusals import Refused, Why

_END, _SCAN = 0xD9, 0xDA
# Without a length: the start, and what a scan is cut into.
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_APPLICATIONS, _COMMENT = range(0xE0, 0xF0), 0xFE
# What a reader needs to paint it: its density, its colours, and how they were turned.
_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
# Between the points a marker is whatever is no point and no cut.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def without_notes(content: bytes) -> bytes:
    """Return it from its start to its first end, without a segment that says more than how to paint it."""
    begin = content.find(b"\xff\xd8")
    if begin < 0:
        raise Refused(Why.BROKEN)
    kept, at = [content[begin : begin + 2]], begin + 2
    while (found := _MARKER.search(content, at)) is not None:
        at = found.end()
        marker = content[at - 1]
        if marker == _END:
            break
        if marker in _BARE:
            continue
        end = at + int.from_bytes(content[at : at + 2], "big")
        if end < at + 2 or end > len(content):
            raise Refused(Why.BROKEN)
        if not _tells(marker, content[at + 2 : end]):
            kept.append(content[at - 2 : end])
        if marker == _SCAN:
            points = _MARKER.search(content, end)
            until = len(content) if points is None else points.start()
            kept.append(content[end:until])
            end = until
        at = end
    return b"".join([*kept, bytes((0xFF, _END))])


def _tells(marker: int, said: bytes) -> bool:
    if marker in _APPLICATIONS:
        return marker not in _KEPT or not said.startswith(_KEPT[marker])
    return marker == _COMMENT
