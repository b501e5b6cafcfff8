"""Reading a description: from text to quantities, and from quantities to statements about the process.

No database, network or clock.
"""
