"""Whether a text with a hash differs from it because a passage was erased."""

from access.models import ErasedText


def is_erased_text(sha256: str) -> bool:
    """Whether a text has this hash because a passage was erased: of it, or of what it quotes."""
    return ErasedText.objects.filter(sha256_after=sha256).exists()
