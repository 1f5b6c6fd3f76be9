"""Writes ``ipsearch/text/data/similar_groups.tsv`` from a table of similar groups (类似商品和服务区分表).

    python scripts/make_similar_groups.py TABLE.json "11-2018 (as observed)" ipsearch/text/data/similar_groups.tsv

Only facts of the official table are kept: class, group code, group name and edition. The lists of goods are not.
TABLE.json has the form that :func:`ipsearch.text.nice.parse_groups` reads; the edition is given by hand, because the
files in circulation do not name it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ipsearch.text.nice import GroupTable, parse_groups


def rows(table: GroupTable, edition: str) -> list[str]:
    head = "class\tgroup\tname\tedition"
    return [head, *(f"{int(code[:2])}\t{code}\t{table.groups[code]}\t{edition}" for code in sorted(table.groups))]


def main(source: str, edition: str, target: str) -> None:
    with Path(source).open("rb") as stream:
        table = parse_groups(stream)
    Path(target).write_text("\n".join(rows(table, edition)) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(table.groups)} groups -> {target}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
