"""Lines of templates are short enough to be read beside each other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 160
# A sentence for people stands in one piece, however long: a tag cannot go over two lines.
_SENTENCE = re.compile(
    r"\{% translate (\".*?\"|'.*?')|\{% blocktranslate.*?%\}(.*?)\{% endblocktranslate %\}"
)


def long_lines(folder: Path = ROOT / "templates") -> list[str]:
    """Name the lines that are longer without their sentences: "templates/base.html:12 (171)"."""
    found = []
    for path in sorted(folder.rglob("*.html")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            length = len(_SENTENCE.sub("", line))
            if length > LONGEST:
                found.append(f"{path.relative_to(folder.parent)}:{number} ({length})")
    return found
