"""Lets the tests of this folder import the reports that are made for them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
