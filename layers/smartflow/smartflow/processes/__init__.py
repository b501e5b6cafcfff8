"""Business processes: their data and figures, categories, the dashboard.

Imports `engine`, `infra` and `language`.
"""
