"""What is raised before the first visitor comes."""

import subprocess
import sys

import pytest

SERVING = """
import resource
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 200))
from classroom.limits import raise_descriptor_limit
raise_descriptor_limit()
raise_descriptor_limit()
print(*resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_server_may_open_as_many_files_as_the_system_allows() -> None:
    told = subprocess.run([sys.executable, "-c", SERVING], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["200", "200"]
