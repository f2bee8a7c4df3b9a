"""The portal of the tests with one form more, which phones may keep."""

from coordination.settings.testing import *  # noqa: F403

ROOT_URLCONF = "tests.toys.phone"
