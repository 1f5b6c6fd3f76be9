"""One edit of a registered name, of every kind that a copyist or a rule of examination knows."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence

from ipsearch.text.glyph import look_alikes
from ipsearch.text.sound import syllables
from ipsearch.text.tables import simplified

FIRST_HAN = 0x3400
"""Below it the table of simplified forms has radicals, which nobody writes."""
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
WEAK = ("集团", "牌", "旗舰店", "科技", "王", "有限公司", "之家", " Ltd", " Group", " Inc")


class Editor:
    """Edits names by chance, with the characters of a register as material."""

    def __init__(self, names: Sequence[str], seed: int) -> None:
        self._chance = random.Random(seed)
        self._names = names
        self._characters = sorted({c for n in names for c in n if "一" <= c <= "鿿"})
        self._homophones: defaultdict[str, list[str]] = defaultdict(list)
        for char in self._characters:
            for syllable in syllables(char):
                self._homophones[syllable].append(char)
        self._traditional = {s: chr(code) for code, s in simplified().items() if code >= FIRST_HAN}
        self.kinds: dict[str, Callable[[str], str]] = {
            "substitution": self._substitute,
            "insertion": self._insert,
            "deletion": self._delete,
            "swap": self._swap,
            "reorder": self._reorder,
            "homophone": self._homophone,
            "look-alike": self._look_alike,
            "traditional": lambda n: "".join(self._traditional.get(c, c) for c in n),
            "containment": lambda n: self._chance.choice(self._names)[:2] + n,
            "weak element": lambda n: n + self._chance.choice(WEAK),
            "pinyin": lambda n: "".join((syllables(c) or (c,))[0] for c in n),
        }

    def edit(self) -> tuple[str, str, str]:
        """A kind of edit, a registered name, and the name after the edit."""
        kind = self._chance.choice(list(self.kinds))
        name = self._chance.choice(self._names)
        return kind, name, self.kinds[kind](name)

    def _place(self, name: str) -> int:
        return self._chance.randrange(len(name))

    def _unit(self, like: str) -> str:
        return self._chance.choice(self._characters if "一" <= like <= "鿿" else LETTERS)

    def _substitute(self, name: str) -> str:
        i = self._place(name)
        return name[:i] + self._unit(name[i]) + name[i + 1 :]

    def _insert(self, name: str) -> str:
        i = self._place(name)
        return name[:i] + self._unit(name[i]) + name[i:]

    def _delete(self, name: str) -> str:
        i = self._place(name)
        return name[:i] + name[i + 1 :] if len(name) > 1 else name

    def _swap(self, name: str) -> str:
        i = self._place(name)
        return name[:i] + name[i + 1 : i + 2] + name[i] + name[i + 2 :]

    def _reorder(self, name: str) -> str:
        return "".join(self._chance.sample(name, len(name)))

    def _homophone(self, name: str) -> str:
        i = self._place(name)
        sounds = syllables(name[i])
        choice = self._homophones[self._chance.choice(sounds)] if sounds else [name[i]]
        return name[:i] + self._chance.choice(choice or [name[i]]) + name[i + 1 :]

    def _look_alike(self, name: str) -> str:
        i = self._place(name)
        return name[:i] + self._chance.choice([*look_alikes(name[i])] or [name[i]]) + name[i + 1 :]
