"""Query languages of patent searchers, one module each."""
