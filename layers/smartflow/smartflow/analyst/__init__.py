"""From a description to an analysis: the draft's schema, the tool catalogue, and the two analysts, rules and language model.

Imports `engine` and `language`; `model` imports `infra` as well. This file imports nothing, so that a function which only
reads stored results loads no analyst.
"""
