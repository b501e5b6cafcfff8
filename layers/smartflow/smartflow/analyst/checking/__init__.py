"""Checking a draft before anyone sees it: evidence, number lock, placeholders, language.

Imports `analyst.reading`; no database, network or clock.
"""
