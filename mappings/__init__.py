"""Index mappings in Elasticsearch's syntax, one file per index; other engines derive their schema from them.

``loader`` reads them. A field is one of four kinds: ``keyword`` (whole tokens), ``text`` (tokens with positions, split
at white space only, because all analysis is done before), ``integer`` (dates as yyyymmdd), ``stored`` (comes back,
cannot be searched).
"""
