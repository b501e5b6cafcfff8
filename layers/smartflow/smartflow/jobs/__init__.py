"""The job engine: work that is accepted now and done in the background, exactly once in effect.

Imports `infra` and `language`.
"""
