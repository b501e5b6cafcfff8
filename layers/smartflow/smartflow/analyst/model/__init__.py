"""The analyst that asks a language model: masking, prompts, the conversation and the client.

Imports `analyst.checking` and `infra`. Only the analysis worker imports `client`, which needs the provider's library.
"""
