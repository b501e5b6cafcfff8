"""What performance is promised, measured against a peer in the same run: `python -m tools.bench [--keep]`."""
