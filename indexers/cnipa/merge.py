"""What a patch (a monthly package) means for the record that is stored.

A month holds what changed: a column or a goods entry that is not there has not been deleted. Fields that the patch
leaves empty keep the stored value, goods are replaced one by one, and the status is derived again from the whole.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from indexers.base import Rejected
from indexers.cnipa.fields import BASIC
from indexers.cnipa.kind import kind_of
from indexers.cnipa.record import CO_OWNER, FORM, FRAGMENT, GROUP_NOTE, SOLID, groups_of, odd_groups
from indexers.cnipa.status import DERIVED, with_status
from indexers.merge import given_fields, merge_goods, orphan
from ipsearch.records import Event, MarkKind, Party, Trademark


def merge(stored: Trademark | None, patch: Trademark) -> Trademark | Rejected:
    """The record after the patch.

    Args:
        stored: what is known of this registration, ``None`` if nothing.
        patch: what a package says of it.

    Returns:
        The merged record, or a :class:`Rejected` (``record.orphan``) if the patch has no basic row and there is
        nothing to complete.
    """
    if stored is None:
        if FRAGMENT in patch.notes:
            return orphan(patch, "CNIPA", BASIC.title)
        return patch
    goods = merge_goods(stored.goods, patch.goods)
    notes = _notes(stored.notes, patch.notes)
    fields = given_fields(patch) | {
        "status": stored.status, "status_code": stored.status_code, "status_date": stored.status_date,
        "kind": _kind(stored, patch, notes), "goods": goods, "groups": groups_of(goods) or stored.groups,
        "applicants": _applicants(stored, patch),
        "agents": _agents(stored.agents, patch.agents),
        "events": _events(stored.events, patch.events),
        "notes": (*notes, *odd_groups(goods)),
    }  # fmt: skip
    merged = msgspec.structs.replace(stored, **fields)
    derived = with_status(merged)
    # Another source may know more than a package can say: a cancellation, or a registration without its dates.
    keeps = stored.status not in DERIVED or (
        derived.status == "pending" and stored.status in ("registered", "published")
    )
    return merged if keeps else derived


def _kind(stored: Trademark, patch: Trademark, notes: Sequence[str]) -> MarkKind:
    """The form that both state; that a patch has a name and no form says nothing against the stored one."""
    if patch.kind == "unknown":
        return stored.kind
    form, solid = (next((n.removeprefix(name) for n in notes if n.startswith(name)), "") for name in (FORM, SOLID))
    if form or solid:
        return kind_of(patch.mark or stored.mark, form, solid)
    return stored.kind if stored.mark else patch.kind


def _agents(stored: tuple[Party, ...], patch: tuple[Party, ...]) -> tuple[Party, ...]:
    """The patch's agents; a month whose table of agents lacks a code does not take the agent's name away."""
    known = {agent.identifier: agent for agent in stored if agent.identifier}
    return tuple(p if p.name else known.get(p.identifier, p) for p in patch) or stored


def _applicants(stored: Trademark, patch: Trademark) -> tuple[Party, ...]:
    """Owner and co-owners are separate tables: a change of one says nothing of the other."""
    owners, shared = _split(stored)
    new_owners, new_shared = _split(patch)
    return (new_owners or owners) + (new_shared or shared)


def _split(record: Trademark) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    names = {event.text for event in record.events if event.code == CO_OWNER}
    shared = tuple(p for p in record.applicants if p.name in names)
    return tuple(p for p in record.applicants if p.name not in names), shared


def _events(stored: tuple[Event, ...], patch: tuple[Event, ...]) -> tuple[Event, ...]:
    """The patch's events, and the stored ones of codes that it does not speak of."""
    spoken = {event.code for event in patch}
    return (*(event for event in stored if event.code not in spoken), *patch)


def _notes(stored: tuple[str, ...], patch: tuple[str, ...]) -> tuple[str, ...]:
    """The patch's notes, and the stored ones of columns that it does not speak of; those on goods follow from these."""
    spoken = {note.partition(": ")[0] for note in patch}
    kept = (note for note in stored if note.partition(": ")[0] not in spoken)
    notes = (*kept, *(note for note in patch if note != FRAGMENT))
    return tuple(note for note in notes if not note.startswith(GROUP_NOTE))
