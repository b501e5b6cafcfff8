"""Business processes: what is stored of them, their figures, categories, the dashboard.

Imports `engine`, `api`, `infra` and `language`.
"""
