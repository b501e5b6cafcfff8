"""The money engine: inputs, formulas, estimates, scores, defaults, advice, the portfolio and the working of every figure.

Imports `language`; no database, network or clock, directly or through another module.
"""
