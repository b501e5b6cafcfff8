"""The analyst that needs no language model: rules over what was read from the text."""
