"""Languages of the product: `Language`, texts in each of them, formats of numbers and dates, search keys.

Imports nothing of the package and no database, network or clock.
"""
