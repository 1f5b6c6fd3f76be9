"""Records: what an office publishes, in one form for all offices.

:mod:`~ipsearch.records.trademark` and :mod:`~ipsearch.records.patent` describe one kind of right each. Records are
frozen, typed and carry no behaviour beyond their identity; every other module reads them, none changes them.
"""

from ipsearch.records.headings import (
    BESIDE,
    FIELDS,
    HEADINGS,
    PICTURE,
    field_of,
    fields_of,
    has_mark_column,
    headings_of,
    heads_marks,
    plain_heading,
    refuse_other_mark,
    two_rows,
)
from ipsearch.records.party import Party
from ipsearch.records.patent import (
    DELETED,
    PATENT_TYPES,
    Citation,
    Claim,
    Filing,
    LegalEvent,
    Patent,
    PatentType,
    Related,
    claims_of,
    document_name,
)
from ipsearch.records.trademark import (
    KINDS_WITHOUT_WORDS,
    LONGEST_MARK,
    MARK_KINDS,
    STATUSES,
    Event,
    Goods,
    MarkKind,
    Priority,
    Status,
    Trademark,
)

__all__ = [
    "BESIDE",
    "DELETED",
    "FIELDS",
    "HEADINGS",
    "KINDS_WITHOUT_WORDS",
    "LONGEST_MARK",
    "MARK_KINDS",
    "PATENT_TYPES",
    "PICTURE",
    "STATUSES",
    "Citation",
    "Claim",
    "Event",
    "Filing",
    "Goods",
    "LegalEvent",
    "MarkKind",
    "Party",
    "Patent",
    "PatentType",
    "Priority",
    "Related",
    "Status",
    "Trademark",
    "claims_of",
    "document_name",
    "field_of",
    "fields_of",
    "has_mark_column",
    "headings_of",
    "heads_marks",
    "plain_heading",
    "refuse_other_mark",
    "two_rows",
]
