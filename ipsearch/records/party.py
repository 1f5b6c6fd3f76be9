"""Who applies, holds, invents or represents."""

from __future__ import annotations

import msgspec


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An applicant, holder or agent (申请人 / 注册人 / 代理人), as the office writes it."""

    name: str = ""
    name_en: str = ""
    address: str = ""
    address_en: str = ""
    country: str = ""
    identifier: str = ""

    @property
    def shown(self) -> str:
        """What stands for the party where there is room for one name."""
        return self.name or self.name_en or self.identifier
