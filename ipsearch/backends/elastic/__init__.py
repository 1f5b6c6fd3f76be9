"""The Elasticsearch backend: the same answers from a cluster, for registers that do not fit one machine.

A generation is an index ``<prefix>-<generation>``; the alias ``<prefix>-<family>`` points to the live one; what else is
known of generations, and who writes, is in the index ``<prefix>-state``. The only package that knows the client.
"""

from ipsearch.backends.elastic.backend import ElasticBackend
from ipsearch.backends.elastic.bulk import BulkOptions
from ipsearch.backends.elastic.writer import WriterOptions

__all__ = ["BulkOptions", "ElasticBackend", "WriterOptions"]
