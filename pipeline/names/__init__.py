"""Places, actors and their mentions, resolved against a gazetteer and a lexicon of actors."""
