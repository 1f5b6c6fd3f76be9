"""Source ``cnipa``: the bulk packages of the China National Intellectual Property Administration (商标数据开放包).

A package is a zip or a folder of tables: the base holds one filing year, a patch what changed in one month. See
``docs/cnipa-packages.md``.
"""

from __future__ import annotations

from indexers.base import Source
from indexers.cnipa.merge import merge
from indexers.cnipa.package import group, read, sniff

SOURCE = Source("cnipa", read=read, sniff=sniff, group=group, partial=True, merge=merge)
