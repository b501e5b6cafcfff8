"""The content of a report: the document tree, its texts and its plain forms (text, Markdown, JSON, CSV).

Imports `analyst.schema`, `engine` and `language`; no database, network or clock.
"""
