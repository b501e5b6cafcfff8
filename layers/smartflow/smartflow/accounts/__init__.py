"""Accounts: users, sessions, the second factor, password resets, exports, logos, the activity log.

Imports `jobs`, `infra` and `language`.
"""
