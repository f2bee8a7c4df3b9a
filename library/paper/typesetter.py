"""Sets one paper and ends: a program of its own, so that its time and its memory have an end.

The typesetter keeps what it worked out for the next ten papers (some 70 MB for a long one), and cannot be
stopped from within. Reads what to set as JSON from its input, writes the PDF to its output.
"""

import json
import resource
import sys
from typing import Any, Literal

import typst

# For reading programs: tagged, with language and title.
STANDARD: Literal["ua-1"] = "ua-1"


def set_paper(asked: dict[str, Any]) -> bytes:
    """Return the PDF. A typeface that is not there is an error: nothing is set in another one."""
    for kind, most in ((resource.RLIMIT_CPU, asked["seconds"]), (resource.RLIMIT_AS, asked["memory"])):
        resource.setrlimit(kind, (most, most))
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[asked["typefaces"]]
    )
    template: bytes = asked["template"].encode()
    pdf, warnings = typst.compile_with_warnings(
        template,
        font_paths=fonts,
        sys_inputs={"paper": json.dumps(asked["paper"])},
        pdf_standards=STANDARD,
        format="pdf",
    )
    if warnings:
        raise RuntimeError("; ".join(warning.message for warning in warnings))
    return pdf


if __name__ == "__main__":
    sys.stdout.buffer.write(set_paper(json.load(sys.stdin.buffer)))
