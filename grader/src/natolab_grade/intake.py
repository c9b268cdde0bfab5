"""Who handed in what: from the zip of Canvas or Moodle, or from a plain folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from . import archives, notebooks
from .archives import Entry, Limits, RefusedError
from .flags import Flag

# Canvas (lib/content_zipper.rb): sortable name, LATE if so, user, attachment, file's name.
CANVAS = re.compile(r"(?P<name>[^/]+?)(?P<late>_LATE)?_(?P<id>\d+)_(?P<file>\d+)_(?P<rest>[^/]+)")
CANVAS_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?(?P<name>anon)_(?P<id>[^/_]+)_(?P<file>\d+)_(?P<rest>[^/]+)"
)
CANVAS_TEXT = re.compile(
    r"(?P<name>[^/]+?)(?P<late>_LATE)?_(?P<id>\d+)_(?P<rest>(?:text|link)\.html)"
)
# Moodle (mod/assign/classes/downloader.php): full name, number of the participant, kind; then a
# folder or, by a setting of the teacher, the file's name. Before 4.1 the folder ended in "_".
MOODLE = re.compile(
    r"(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_?/|_)(?P<rest>.+)"
)
# So far into a file without the usual ending it is looked for cells.
MAX_SNIFF = 1_000_000
IGNORED = re.compile(r"(^|/)(__MACOSX/|\.ipynb_checkpoints/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")


@dataclass
class Submission:
    """What one student handed in.

    Parameters
    ----------
    student : str
        Key of the student, safe as the name of a folder.
    name : str
        Name as the course system writes it.
    lms_id : str or None
        Number of the user in Canvas, or of the participant in Moodle.
    late : bool
        Whether the course system marks it late.
    received : datetime or None
        When it was handed in, where that is known.
    file_time : datetime or None
        When the notebook was last changed, where it lies in a folder that kept it.
    files : tuple of str
        Names of all files.
    notebook : bytes or None
        The notebook that is graded.
    notebook_name : str or None
        Its name.
    beside : dict
        Other files in the notebook's folder, or below it, by the path from there.
    flags : list of Flag
        What a human must know.
    """

    student: str
    name: str
    lms_id: str | None = None
    late: bool = False
    received: datetime | None = None
    file_time: datetime | None = None
    files: tuple[str, ...] = ()
    notebook: bytes | None = None
    notebook_name: str | None = None
    beside: dict[str, bytes] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """What a teacher's list may call the student, the surest first."""
        return [self.student, *([self.lms_id] if self.lms_id else []), self.name]

    def flag(self, kind: str, sentence: str) -> None:
        """Note what a human must look at."""
        self.flags.append(Flag(self.student, kind, sentence))


@dataclass
class _Handed:
    """Files of one student, as they are found."""

    name: str
    lms_id: str | None
    late: bool = False
    files: list[tuple[str, Entry]] = field(default_factory=list)


def collect(
    place: Path,
    likeness: Callable[[notebooks.Handed], float],
    limits: Limits | None = None,
) -> list[Submission]:
    """Return one submission for each student who handed in anything.

    Parameters
    ----------
    place : Path
        Zip of Canvas or Moodle, or a folder: of such a zip unpacked, with a folder for each
        student, or with files named by student. It is only read.
    likeness : callable
        How much a notebook resembles the release, from 0 to 1: of several the likest is graded.
    limits : Limits, optional
        How much is read.

    Returns
    -------
    list of Submission
        In the order of the students' keys.
    """
    limits = limits or Limits()
    entries = [e for e in archives.listing(place, limits) if not IGNORED.search(e.name)]
    if place.is_dir() and len(entries) == 1 and entries[0].name.lower().endswith(".zip"):
        inner = place / entries[0].name
        if _system([e for e in archives.listing(inner, limits) if not IGNORED.search(e.name)]):
            return collect(inner, likeness, limits)
    students: dict[str, _Handed] = {}
    system = _system(entries)
    for entry in entries:
        found = next((m for p in system if (m := p.fullmatch(entry.name))), None)
        if found:
            key, name = f"{found['name']}_{found['id']}", found["name"]
            handed = students.setdefault(key, _Handed(name, found["id"]))
            handed.late |= bool(found.groupdict().get("late"))
            rest = found["rest"]
        else:
            first, _, rest = entry.name.strip("/\\").partition("/")
            key = first if rest else PurePosixPath(first).stem
            handed = students.setdefault(key, _Handed(key, None))
            rest = rest or first
        handed.files.append((rest, entry))
    if not students:
        raise ValueError(f"{place} holds no submission; name the zip or folder with all of them.")
    keys: dict[str, str] = {}
    return [
        _submission(_key(key, keys), students[key], likeness, limits) for key in sorted(students)
    ]


def _system(entries: list[Entry]) -> list[re.Pattern]:
    """Return the patterns of the course system of which most files are named."""
    for patterns in ([MOODLE], [CANVAS_ANONYMOUS, CANVAS, CANVAS_TEXT]):
        named = sum(any(p.fullmatch(entry.name) for p in patterns) for entry in entries)
        if entries and named * 2 > len(entries):
            return patterns
    return []


def _key(name: str, taken: dict[str, str]) -> str:
    """Return a key that is safe as a folder's name and nobody else's."""
    key = unicodedata.normalize("NFC", name)
    key = re.sub(r"[^\w .@+-]", "_", key).strip(" .")[:80] or "student"
    if key.casefold() in taken:
        key = f"{key}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:6]}"
    taken[key.casefold()] = name
    return key


def _submission(key: str, handed: _Handed, likeness: Callable, limits: Limits) -> Submission:
    submission = Submission(key, handed.name, handed.lms_id, handed.late)
    names: list[str] = []
    candidates: list[tuple[float, str, bytes, Entry]] = []
    unreadable: list[str] = []
    unpacked = _unpacked(handed.files, limits, submission.flag)
    for name, entry in unpacked:
        names.append(name)
        ending = PurePosixPath(name).suffix.lower()
        if ending not in (".ipynb", ".json", ".txt", ""):
            continue
        try:
            content = entry.open()
            if ending != ".ipynb" and b'"cells"' not in content[:MAX_SNIFF]:
                continue
            candidates.append((likeness(notebooks.read(content)), name, content, entry))
        except RefusedError as error:
            submission.flag("refused", str(error))
        except notebooks.UnreadableError as error:
            unreadable.append(f"{name}: {error}")
    submission.files = tuple(names)
    if not candidates:
        what = f" ({'; '.join(unreadable)})" if unreadable else ""
        listed = ", ".join(names[:5]) + (" and more" if len(names) > 5 else "")
        submission.flag(
            "no notebook",
            f"No notebook that can be read was handed in{what}; the files are: {listed or 'none'}.",
        )
        return submission
    # Of equally like ones the last name is taken: course systems number what came later.
    _, name, content, entry = max(candidates, key=lambda found: (found[0], found[1]))
    if len(candidates) > 1:
        passed_over = ", ".join(found[1] for found in candidates if found[1] != name)
        submission.flag(
            "several notebooks",
            f"Several notebooks were handed in; {name} resembles the assignment most and was "
            f"graded, not {passed_over}.",
        )
    for sentence in unreadable:
        submission.flag("unreadable", f"A file could not be read; {sentence}")
    submission.notebook, submission.notebook_name = content, name
    notebooks_ = {found[1] for found in candidates}
    others = [(other, entry) for other, entry in unpacked if other not in notebooks_]
    submission.beside = _beside(name, others, limits, submission.flag)
    if entry.modified is not None:
        submission.file_time = datetime.fromtimestamp(entry.modified, UTC)
    return submission


def _beside(
    notebook: str, others: list[tuple[str, Entry]], limits: Limits, flag: Callable
) -> dict[str, bytes]:
    """Return the files that the notebook finds beside it."""
    home = PurePosixPath(notebook).parent
    found: dict[str, bytes] = {}
    for name, entry in others:
        path = PurePosixPath(name)
        if not path.is_relative_to(home) or path.suffix.lower() == ".ipynb":
            continue
        try:
            content = entry.open()
        except RefusedError as error:
            flag("refused", str(error))
            continue
        if len(content) + sum(map(len, found.values())) > limits.beside_mb * archives.MB:
            flag(
                "refused",
                f"The files beside the notebook have more than {limits.beside_mb:g} MB; {name} "
                "was left out.",
            )
            continue
        found[path.relative_to(home).as_posix()] = content
    return found


def _unpacked(files: list[tuple[str, Entry]], limits: Limits, flag: Callable) -> list:
    """Return all files, those of archives that students packed among them."""
    found: list[tuple[str, Entry]] = []
    for name, entry in files:
        if PurePosixPath(name).suffix.lower() != ".zip":
            found.append((name, entry))
            continue
        try:
            packed = archives.inside(name, entry.open(), limits)
        except RefusedError as error:
            flag("refused", str(error))
            continue
        kept = [inner for inner in packed if not IGNORED.search(inner.name)]
        for inner in kept:
            if fault := archives.path_fault(inner.name):
                flag("refused", f"In the archive {name}: {fault} The archive was not read.")
                kept = []
        found += [(f"{name}/{inner.name}", inner) for inner in kept]
    return found
