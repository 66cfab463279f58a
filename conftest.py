"""What the tests of the kit and of the cases share."""

import nbval.kernel
from hypothesis import settings
from jupyter_client.manager import KernelManager

from tests.kernels import by_files

nbval.kernel.KernelManager = by_files(KernelManager)

# the same examples every run, and no stopwatch: a busy machine must not fail a test
settings.register_profile("fast", deadline=None, derandomize=True, max_examples=60, database=None)
settings.load_profile("fast")
