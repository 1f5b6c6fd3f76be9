"""Write ``docs/patent-fields.md``: the fields of a patent query and their codes in every dialect.

python -m scripts.make_field_table
"""

from __future__ import annotations

from pathlib import Path

from ipsearch.fields import fields
from ipsearch.query.dialects.detect import DIALECTS

OUT = Path(__file__).resolve().parents[1] / "docs" / "patent-fields.md"


def table() -> str:
    """The page."""
    lines = [
        "# Fields of a patent query (检索字段)",
        "",
        "Made by `scripts/make_field_table.py` from `ipsearch/fields.py`. Codes may be written in upper or lower case;",
        "the first one is what translations write.",
        "",
        f"| field | 字段 | {' | '.join(DIALECTS)} |",
        f"|---|---|{'---|' * len(DIALECTS)}",
    ]
    for field in fields().values():
        codes = (" ".join(f"`{code}`" for code in field.codes.get(name, ())) for name in DIALECTS)
        lines.append(f"| {field.en} | {field.zh} | {' | '.join(codes)} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    OUT.write_text(table(), "utf-8")
