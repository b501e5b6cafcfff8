"""Infrastructure that the other rooms use: database, AWS, object storage, configuration, logs and metrics, ids, tokens, lists in
pages, problems.

Imports no other room.
"""
