"""Reports that are kept and shared.

Imports `analyses`, `processes`, `jobs` and what they import.
"""
