"""Reports: stored, shared, and their content (`document`).

Imports `analyses`, `processes`, `jobs` and what they import.
"""
