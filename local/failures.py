"""Failures that a person at the terminal can do something about, as one clear sentence."""


class StackError(Exception):
    """The stack cannot start or go on; the message says why and what to do, and is shown without a traceback."""
