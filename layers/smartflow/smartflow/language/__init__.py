"""Languages of the product: the one `Language`, texts in all of them, formats of numbers and dates, search keys.

Imports nothing of the package and no database, network or clock.
"""
