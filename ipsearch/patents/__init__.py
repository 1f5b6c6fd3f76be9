"""Patent search: what a searcher wrote, asked of any engine; families, facets, similar documents, export."""
