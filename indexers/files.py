"""Files as they arrive: plain, packed (:mod:`indexers.packing`), inside a ``.zip``, a ``.tar`` or a packed ``.tar``
(there packed or not), or a folder of these.

The EPO and CNIPA deliver archives whose members are archives, one a document: these are read through as well, one level
deep.

A :class:`Blob` is one readable stream with a name; :func:`walk` lists the blobs below a path, sorted, without opening
more than the directory of an archive. Reading is always streaming. An archive that unpacks to an absurd size stops
with a clear error instead of filling the disk or the memory.
"""

from __future__ import annotations

import io
import lzma
import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, TypeAlias, cast

from indexers.packing import LONGEST_BEGINNING, unpacked_name, unpacker
from indexers.tarfiles import IN_MEMORY, PackedTar, TarArchive, is_tar, open_tar
from ipsearch.errors import InputError
from ipsearch.spreadsheets.filekinds import ENDINGS, archived_document, holds_workbook
from ipsearch.spreadsheets.officeparts import BOMB_FLOOR, BOMB_RATIO, DAMAGED

Archive: TypeAlias = zipfile.ZipFile | TarArchive
INNER = "!/"
"""Between the name of an archive inside an archive and that of its member."""
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NAME_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Blob:
    """One stream: a file, a packed file, or a member of an archive. ``size`` is in stored (packed) bytes.

    A member of an archive inside an archive has both names (``DOC/EP1.zip!/EP1.xml``).
    """

    path: Path
    member: str = ""
    title: str = ""
    size: int = 0

    @property
    def name(self) -> str:
        """The file's own name, repaired where a zip tool wrote it in a legacy code page."""
        return Path(self.title or self.path.name).name

    @property
    def plain_name(self) -> str:
        """The name in small letters without ``.gz`` or the like: its ending says what the unpacked content is."""
        return unpacked_name(self.name.lower())

    @property
    def container(self) -> str:
        """What holds it: the archive and inner folder, or the folder."""
        if not self.member:
            return str(self.path.parent)
        inner = Path(self.title or self.member).parent
        return f"{self.path}!{inner}" if inner.name else str(self.path)

    @property
    def label(self) -> str:
        """How messages name it: ``path`` or ``archive.zip!member``."""
        return f"{self.path}!{self.title or self.member}" if self.member else str(self.path)

    @property
    def list_name(self) -> str:
        """A short name for the list that a file is, from its own name and its folder's.

        Lines of two lists have the same numbers. The same list has the same name the next time it is loaded, also
        packed: ``lists/a.txt``, ``lists/a.txt.gz`` and, in ``lists.zip``, ``a.txt`` or ``lists/a.txt`` are one.
        """
        folder = Path(unpacked_name(self.path.name)).stem if self.member else self.path.resolve().parent.name
        inside = Path(self.title or self.member).parent.name if self.member else ""
        if inside not in ("", folder):
            folder = f"{folder}!{inside}"
        return short_name(f"{folder}/{unpacked_name(self.name)}")

    def open(self) -> BinaryIO:
        """A binary stream over the unpacked content; close it."""
        try:
            if self.member:
                return open_member(open_archive(self.path), self, owned=True)
            raw = self.path.open("rb")
            unpack = unpacker(raw.read(LONGEST_BEGINNING))
            raw.seek(0)
            return raw if unpack is None else _guarded(unpack(raw), self, raw, raw)
        except DAMAGED as error:
            raise _unreadable(self.label, error) from error

    def head(self, size: int = 8192) -> bytes:
        """The first bytes, for recognising the format."""
        with self.open() as stream:
            return stream.read(size)


def short_name(text: str) -> str:
    """A few letters and digits that stand for a text, always the same; two texts share them once in sixty millions."""
    # A file's name need not be Unicode: GBK that a tool unpacked as it was comes as lone surrogates.
    number = zlib.crc32(text.encode("utf-8", "surrogatepass")) % len(_LETTERS) ** _NAME_LENGTH
    return "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(_NAME_LENGTH))


class _Guarded(io.RawIOBase):
    """A stream that counts what it unpacks, and reports damage as an input error with the file's name."""

    def __init__(
        self, stream: IO[bytes], blob: Blob, packed: IO[bytes], owner: Archive | BinaryIO | None, start: int
    ) -> None:
        self._stream, self._blob, self._owner, self._seen = stream, blob, owner, 0
        self._packed, self._start = packed, start

    def readable(self) -> bool:
        return True

    @property
    def stored(self) -> int:
        """Packed bytes that have been read."""
        return max(self._packed.tell() - self._start, 0)

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._stream.read(len(view))
        except (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, OSError) as error:
            raise InputError("file.truncated", place=self._blob.label, error=str(error)) from error
        self._seen += len(data)
        if self._seen > BOMB_FLOOR and self._seen > BOMB_RATIO * max(self._blob.size, 1):
            raise InputError("file.bomb", place=self._blob.label, ratio=BOMB_RATIO, limit=self._seen)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            if self._owner is not None:
                self._owner.close()
        super().close()


def _guarded(
    stream: IO[bytes], blob: Blob, packed: IO[bytes], owner: Archive | BinaryIO | None, start: int | None = None
) -> BinaryIO:
    """``start`` is where ``packed`` begins, if a part of it was read before."""
    guarded = _Guarded(stream, blob, packed, owner, packed.tell() if start is None else start)
    return cast(BinaryIO, io.BufferedReader(guarded, buffer_size=1 << 17))


def inner_name(archive: Archive, member: str) -> str:
    """The archive inside an archive that a member is in, or ""."""
    outer, mark, _ = member.rpartition(INNER)
    return outer if mark and member not in archive.NameToInfo else ""


class _Inner(zipfile.ZipFile):
    """An archive over a copy that goes with it."""

    def __init__(self, copy: IO[bytes]) -> None:
        self._copy = copy
        super().__init__(copy)

    def close(self) -> None:
        super().close()
        self._copy.close()


def open_inner(archive: Archive, name: str, path: Path) -> zipfile.ZipFile:
    """An archive that is a member of another one."""
    copy = cast(IO[bytes], tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 - the archive over it closes it
    try:
        info = archive.getinfo(name)
        assert archive.fp is not None
        with _guarded(archive.open(info), Blob(path, name, size=info.compress_size), archive.fp, None) as stream:
            shutil.copyfileobj(stream, copy, 1 << 20)
        return _Inner(copy)
    except DAMAGED as error:
        copy.close()
        raise _unreadable(f"{path}!{name}", error) from error
    except InputError:
        copy.close()
        raise


def open_member(archive: Archive, blob: Blob, *, owned: bool = False) -> BinaryIO:
    """A stream over a member of an archive; ``owned`` closes the archive with it."""
    try:
        if name := inner_name(archive, blob.member):
            inner = open_inner(archive, name, blob.path)
            if owned:
                archive.close()
            archive, owned = inner, True
        assert archive.fp is not None
        stream = archive.open(blob.member.removeprefix(f"{name}{INNER}") if name else blob.member)
        start = archive.fp.tell()
        member = _guarded(stream, blob, archive.fp, archive if owned else None)
        unpack = unpacker(_beginning(member))
        return member if unpack is None else _guarded(unpack(member), blob, archive.fp, member, start)
    except DAMAGED as error:
        raise _unreadable(blob.label, error) from error


def _beginning(stream: BinaryIO) -> bytes:
    """The first bytes of a stream at its beginning; damage that shows at once closes it."""
    try:
        return cast(io.BufferedReader, stream).peek(LONGEST_BEGINNING)[:LONGEST_BEGINNING]
    except InputError:
        stream.close()
        raise


def stored_position(stream: BinaryIO) -> int:
    """How many stored (packed) bytes of its blob a stream of :meth:`Blob.open` has read, for progress."""
    raw = stream.raw if isinstance(stream, io.BufferedReader) else None
    return raw.stored if isinstance(raw, _Guarded) else stream.tell()


def _unreadable(label: str, error: Exception) -> InputError:
    return InputError("file.unreadable", place=label, error=str(error))


def walk(path: Path) -> Iterator[Blob]:
    """Every blob below ``path``, in a stable order: by name, in a packed ``.tar`` as they stand in it. Hidden files are
    left out, in folders and in archives."""
    if not path.exists():
        raise InputError("file.missing", place=str(path))
    if path.is_dir():
        for root, folders, names in os.walk(path):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            for name in sorted(names):
                if not name.startswith("."):
                    yield from _file(Path(root) / name)
    else:
        yield from _file(path)


def _file(path: Path) -> Iterator[Blob]:
    """A file, or the members of the archive that it is. One that cannot be opened is a file; its readers say why."""
    try:
        stated = path.stat()
        # What a file holds is found out by opening it more than once; a pipe would wait for another writer for ever.
        if not stat.S_ISREG(stated.st_mode):
            raise InputError("file.no_file", place=str(path))
        whole = Blob(path, size=stated.st_size)
        archive = _archive_of(path)
    except OSError as error:
        raise _unreadable(str(path), error) from error
    if archive is None:
        yield whole
        return
    with archive:
        # A workbook by another name, or a document: what is in it are no files to whoever has it.
        if holds_workbook(names := archive.namelist()) or archived_document(names):
            yield whole
            return
        listed = archive.infolist()
        for info in listed if isinstance(archive, PackedTar) else sorted(listed, key=lambda i: i.filename):
            if not info.is_dir() and not _hidden(info.filename):
                yield from _member(path, archive, info)


def _archive_of(path: Path) -> Archive | None:
    try:
        return None if path.name.lower().endswith(ENDINGS) else opened_archive(path)
    except InputError:
        return None


def open_archive(path: Path) -> Archive:
    """The archive that a file is. Raises what ``DAMAGED`` lists."""
    return open_tar(path) if is_tar(path) else zipfile.ZipFile(path)


def opened_archive(path: Path) -> Archive | None:
    """The archive that a file is, to be closed; None if it is none, ``InputError`` ``file.unreadable`` if it is
    damaged."""
    if not (is_tar(path) or zipfile.is_zipfile(path)):
        return None
    try:
        return open_archive(path)
    except DAMAGED as error:
        raise _unreadable(str(path), error) from error


def _hidden(member: str) -> bool:
    """Whether a system hides a member, such as ``__MACOSX/._a.csv``: not a table, but what a Mac knows of one."""
    return any(part.startswith(".") and part.strip(".") for part in member.split("/"))


def _member(path: Path, archive: Archive, info: zipfile.ZipInfo) -> Iterator[Blob]:
    """A member, or those of the archive that it is."""
    name = repair_name(info)
    if info.filename.lower().endswith(".zip"):
        try:
            with open_inner(archive, info.filename, path) as inner:
                within = sorted(inner.infolist(), key=lambda one: one.filename)
        except InputError as error:
            if error.problem.code == "file.bomb":
                raise
        else:
            for one in within:
                if not one.is_dir() and not _hidden(one.filename):
                    title = f"{name}{INNER}{repair_name(one)}"
                    yield Blob(path, f"{info.filename}{INNER}{one.filename}", title, one.compress_size)
            return
    yield Blob(path, info.filename, name, info.compress_size)


def repair_name(info: zipfile.ZipInfo) -> str:
    """The member's name: without the UTF-8 flag zipfile reads code page 437, Chinese tools wrote UTF-8 or GBK."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
