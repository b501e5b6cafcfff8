"""Errors that the user at the terminal can act on, as one clear sentence."""


class StackError(Exception):
    """The stack cannot start or continue; the message says why and what to do, and is shown without a traceback."""
