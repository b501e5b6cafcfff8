"""The analyst that needs no language model: rules over what was read from the text.

Imports `analyst.checking` and `analyst.reading`; no database, network or clock.
"""
