"""What the tests of the kit and of the cases share."""

import os

import nbval.kernel
from hypothesis import settings
from jupyter_client.manager import KernelManager

from tests.kernels import by_files

nbval.kernel.KernelManager = by_files(KernelManager)

# tornado allows a test five seconds, where a busy machine is slow and not broken
os.environ.setdefault("ASYNC_TEST_TIMEOUT", "90")

# the same examples every run, and no stopwatch: a busy machine must not fail a test
settings.register_profile("fast", deadline=None, derandomize=True, max_examples=60, database=None)
settings.load_profile("fast")
