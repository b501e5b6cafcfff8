"""What a report says: the document tree, its words and its plain forms (text, Markdown, JSON, CSV).

Imports `analyst.schema`, `engine` and `language`; no database, network or clock.
"""
