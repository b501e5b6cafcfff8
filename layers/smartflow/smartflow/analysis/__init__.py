"""From a description in plain words to an analysis whose every claim is checked: pure code, no input or output.

Import the modules themselves (`smartflow.analysis.schema`, `.finish`, …): this file loads nothing, so that a function
which only reads stored results pays for nothing else.
"""
