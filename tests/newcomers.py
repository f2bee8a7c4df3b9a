"""People who have come already: with an account whose address or number is theirs."""

from access.models import User
from partners.actions import introduce
from partners.models import Person
from tests.cast import NOW


def known(*, label_en: str, label_bn: str = "", email: str = "", mobile: str = "") -> Person:
    """Somebody of this office who signs in."""
    user = User.objects.create_user(
        email=email or None,
        mobile=mobile or None,
        label_en=label_en,
        label_bn=label_bn,
        email_proved_at=NOW if email else None,
        mobile_proved_at=NOW if mobile else None,
    )
    return introduce(label_en=label_en, label_bn=label_bn, user=user)
