"""The evaluation set: processes in both languages with what a good analysis must find in them."""
