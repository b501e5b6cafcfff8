"""Business processes: their data and figures, categories, the dashboard.

Imports `engine`, `api`, `infra` and `language`.
"""
