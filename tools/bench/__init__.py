"""Measures performance against a peer in the same run: `python -m tools.bench [--keep]`."""
