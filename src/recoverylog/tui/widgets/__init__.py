"""What screens are made of. A widget knows values and colours, never the journal."""
