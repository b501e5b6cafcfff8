"""Tools for development: documents made from the code, measurements, screenshots, checks of packages."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

# As on Lambda, the packages of the layers are imported by their names.
sys.path[:0] = [str(ROOT / "layers" / "smartflow"), str(ROOT / "layers" / "rendering")]
