"""The job engine: work that is accepted now and done in the background, exactly once in effect.

The row decides what happens to a job; a message in the queue only says that there is one. Imports `infra`.
"""
