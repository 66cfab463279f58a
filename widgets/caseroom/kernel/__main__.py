"""python -m caseroom.kernel -f CONNECTION_FILE: a kernel started from nothing."""

import argparse
import os
from pathlib import Path

from caseroom.kernel.cells import run_cells
from caseroom.kernel.process import NOTEBOOK, new_shell, serve

parser = argparse.ArgumentParser(prog="python -m caseroom.kernel", description=__doc__)
parser.add_argument("-f", dest="connection_file", required=True, help="Jupyter's connection file")
connection_file = parser.parse_args().connection_file
serve(connection_file, run_cells(new_shell(), Path(os.environ[NOTEBOOK])))
