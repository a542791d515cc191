"""Ways in and out of the journal: the lossless export."""
