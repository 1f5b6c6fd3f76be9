"""Every message a user can meet, in Chinese and English, each with what would be right.

One table, so that wording is uniform and a test can prove that each code is raised somewhere and each raise has a
code. Placeholders are filled from :attr:`ipsearch.errors.Problem.values`.
"""

from ipsearch.messages import batches, engines, generations, patents, queries, records
from ipsearch.messages.message import Message

__all__ = ["MESSAGES", "Message"]

MESSAGES: dict[str, Message] = {
    **records.MESSAGES,
    **engines.MESSAGES,
    **generations.MESSAGES,
    **batches.MESSAGES,
    **queries.MESSAGES,
    **patents.MESSAGES,
}
