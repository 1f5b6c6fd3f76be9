"""Sources of patent documents, one module a format."""
