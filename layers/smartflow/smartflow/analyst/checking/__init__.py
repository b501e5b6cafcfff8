"""Checking a draft before anybody sees it: evidence, number lock, placeholders, language.

Imports `analyst.reading`; no database, network or clock.
"""
