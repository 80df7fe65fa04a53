"""Plain text: spans, cleaning with a map back to the raw characters, sentences, tokens, words. No rules, no tables."""
