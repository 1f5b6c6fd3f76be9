"""Engines: where documents are kept and queries are run.

``base`` says what every backend does, ``memory`` does it by definition, ``embedded`` with Tantivy on the local disk.
Importing this package imports no engine.
"""
