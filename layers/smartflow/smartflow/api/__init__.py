"""HTTP for the `*_api` functions: routes, validation, strict JSON, idempotency, the texts of problems, the way in through CloudFront.

Imports `infra` and `language`. Only functions import `api.http`.
"""
