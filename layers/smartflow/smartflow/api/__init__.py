"""HTTP for the `*_api` functions: routes, validation, strict JSON, idempotency, the texts of problems, and the check that a request
came through CloudFront.

Imports `infra` and `language`. Only functions import `api.http`.
"""
