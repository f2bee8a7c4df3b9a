"""Two keys for what waits on a phone: one seals and lies there, the other opens and lies with the session.

Whoever writes without a connection has no session to ask, so what seals must be on the phone; whoever finds
the phone must not read it, so what opens never is. Both follow from the portal's secret, as the key of
unsent texts does (`access.accounts.device`): the same from session to session, kept in no table. They follow
as well from the number that a new password and the end of all sessions raise: who carried a key off before
opens nothing that is written afterwards.
"""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils.crypto import salted_hmac

from access.models import User

# So many numbers before the present one still open: nothing is to be lost to whoever signs out a lost phone,
# and then another one.
_BEFORE = 3
# The order of the curve P-256: a private key is a number below it.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True)
class Pair:
    """The keys of one person. `name` says on the phone to which pair something is sealed."""

    name: str
    seals: str
    opens: str


def pair_of(user: User) -> Pair:
    """The pair with which a phone seals now."""
    return _pair(user, settings.SECRET_KEY, user.device_generation)


def pairs_of(user: User) -> list[Pair]:
    """Every pair that opens something: what was sealed before the secret or the number changed, too."""
    now = user.device_generation
    return [
        _pair(user, secret, number)
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        for number in range(now, max(now - _BEFORE, 0) - 1, -1)
    ]


def _pair(user: User, secret: str, number: int) -> Pair:
    # Longer than the order by half, so that no number is likelier than another.
    facts = f"{user.ref}\n{number}"
    digest = salted_hmac("library.store", facts, secret=secret, algorithm="sha384").digest()
    private = ec.derive_private_key(int.from_bytes(digest) % (_ORDER - 1) + 1, ec.SECP256R1())
    seals = private.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    opens = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    name = hashlib.sha256(seals).hexdigest()[:16]
    return Pair(name, base64.b64encode(seals).decode(), base64.b64encode(opens).decode())
