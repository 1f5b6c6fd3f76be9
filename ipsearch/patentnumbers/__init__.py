"""Numbers of patent documents: read as offices print and people type them, and one key for each."""
