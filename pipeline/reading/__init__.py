"""Files of any format as raw texts with metadata, or the reason why not."""
