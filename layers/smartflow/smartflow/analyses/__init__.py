"""Analyses of a process: accepting, storing, versions, reviews, comparison, budget and prices of the model, samples.

Imports `analyst`, `processes`, `jobs`, `api` and what they import.
"""
