"""Training of the reader: labelled texts in, the weights of `smartflow.analyst.reading` out (`make train`)."""
