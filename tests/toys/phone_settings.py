"""The portal of the tests, with a server that may die once it has stored what a phone sent."""

from coordination.settings.testing import *  # noqa: F403
from coordination.settings.testing import MIDDLEWARE

MIDDLEWARE = [*MIDDLEWARE, "tests.toys.dying.dies_after_storing"]
