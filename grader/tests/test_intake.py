"""Who handed in what, from the forms that course systems and teachers have."""

from __future__ import annotations

import json
import stat
import zipfile

import pytest
from natolab_grade import archives, intake, skeleton

from tests.support import toy

TOY = toy.Toy()
RELEASE = TOY.release(3)
SOLVED = json.dumps(TOY.solved(3)).encode()
STUB = json.dumps(RELEASE).encode()
OTHER = json.dumps({"cells": [{"cell_type": "code", "source": "1"}], "nbformat": 4}).encode()


def collect(place, limits=None):
    found = intake.collect(place, lambda handed: skeleton.likeness(handed, RELEASE), limits)
    return {submission.student: submission for submission in found}


def pack(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_zip_of_canvas_gives_students_numbers_and_lateness(tmp_path):
    place = pack(
        tmp_path / "submissions.zip",
        {
            "doejane_1001_55501_toy.ipynb": SOLVED,
            "müllerjürgen_LATE_1002_55502_toy-1.ipynb": SOLVED,
            "van_der_berg_1003_55503_my_work_12_34_x.ipynb": SOLVED,
            "roejohn_1004_text.html": b"<p>I could not upload it.</p>",
        },
    )
    found = collect(place)
    assert {key: (s.lms_id, s.late, s.notebook_name) for key, s in found.items()} == {
        "doejane_1001": ("1001", False, "toy.ipynb"),
        "müllerjürgen_1002": ("1002", True, "toy-1.ipynb"),
        "van_der_berg_1003": ("1003", False, "my_work_12_34_x.ipynb"),
        "roejohn_1004": ("1004", False, None),
    }
    (flag,) = found["roejohn_1004"].flags
    assert flag.kind == "no notebook" and "text.html" in flag.sentence


def test_anonymous_zip_of_canvas(tmp_path):
    place = pack(tmp_path / "s.zip", {"LATE_anon_aB3xY_55_toy.ipynb": SOLVED})
    (found,) = collect(place).values()
    assert (found.lms_id, found.late) == ("aB3xY", True)


@pytest.mark.parametrize(
    "name",
    [
        "Jane Doe_1001_assignsubmission_file_/toy.ipynb",
        "Jane Doe_1001_assignsubmission_file/toy.ipynb",
        "Jane Doe_1001_assignsubmission_file/week 1/toy.ipynb",
        "Jane Doe_1001_assignsubmission_file_toy.ipynb",
    ],
)
def test_zip_of_moodle_in_each_of_its_forms(tmp_path, name):
    (found,) = collect(pack(tmp_path / "s.zip", {name: SOLVED})).values()
    assert (found.student, found.name, found.lms_id) == ("Jane Doe_1001", "Jane Doe", "1001")
    assert found.notebook == SOLVED


def test_text_typed_into_moodle_belongs_to_the_same_student(tmp_path):
    place = pack(
        tmp_path / "s.zip",
        {
            "Jane Doe_1001_assignsubmission_file/toy.ipynb": SOLVED,
            "Jane Doe_1001_assignsubmission_onlinetext/onlinetext.html": b"<p>Sorry</p>",
        },
    )
    (found,) = collect(place).values()
    assert set(found.files) == {"toy.ipynb", "onlinetext.html"}


def test_plain_folder_of_folders_and_of_files(tmp_path):
    (tmp_path / "anna" / "week 1").mkdir(parents=True)
    (tmp_path / "anna" / "week 1" / "toy.ipynb").write_bytes(SOLVED)
    (tmp_path / "Łukasz Żółć.ipynb").write_bytes(SOLVED)
    (tmp_path / "ben").mkdir()
    (tmp_path / "ben" / "essay.docx").write_bytes(b"...")
    found = collect(tmp_path)
    assert {key: one.notebook is not None for key, one in found.items()} == {
        "anna": True,
        "ben": False,
        "Łukasz Żółć": True,
    }


def test_unpacked_zip_and_zip_in_a_folder_are_read_as_the_course_systems_own(tmp_path):
    files = {"doejane_1001_55501_toy.ipynb": SOLVED, "roe_1002_55502_toy.ipynb": SOLVED}
    unpacked, packed = tmp_path / "unpacked", tmp_path / "packed"
    unpacked.mkdir()
    packed.mkdir()
    for name, content in files.items():
        (unpacked / name).write_bytes(content)
    pack(packed / "submissions.zip", files)
    assert {"doejane_1001", "roe_1002"} == set(collect(unpacked)) == set(collect(packed))


def test_archive_that_a_student_packed_is_looked_into(tmp_path):
    inner = pack(tmp_path / "hw.zip", {"work/toy.ipynb": SOLVED, "__MACOSX/work/._toy.ipynb": b"x"})
    place = pack(tmp_path / "s.zip", {"doejane_1_2_hw.zip": inner.read_bytes()})
    (found,) = collect(place).values()
    assert found.notebook == SOLVED and not found.flags


@pytest.mark.parametrize("name", ["../toy.ipynb", "/etc/toy.ipynb", "C:\\toy.ipynb", "a/../../b"])
def test_path_out_of_an_archive_is_refused_for_that_student_alone(tmp_path, name):
    inner = pack(tmp_path / "hw.zip", {name: SOLVED})
    place = pack(
        tmp_path / "s.zip",
        {"roe_1_2_hw.zip": inner.read_bytes(), "doe_2_3_toy.ipynb": SOLVED},
    )
    found = collect(place)
    assert found["doe_2"].notebook == SOLVED
    assert found["roe_1"].notebook is None
    assert found["roe_1"].flags[0].kind == "refused"
    sentence = found["roe_1"].flags[0].sentence
    assert "absolute" in sentence or "out of" in sentence


def test_link_in_archive_and_folder_is_not_followed(tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(SOLVED)
    folder = tmp_path / "in"
    (folder / "anna").mkdir(parents=True)
    (folder / "anna" / "toy.ipynb").symlink_to(secret)
    (folder / "ben").symlink_to(tmp_path)
    found = collect(folder)
    assert found["anna"].notebook is None and "link" in found["anna"].flags[0].sentence
    assert found["ben"].notebook is None

    link = zipfile.ZipInfo("toy.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "hw.zip", "w") as archive:
        archive.writestr(link, str(secret))
    place = pack(tmp_path / "s.zip", {"doe_1_2_hw.zip": (tmp_path / "hw.zip").read_bytes()})
    (one,) = collect(place).values()
    assert one.notebook is None and "link" in one.flags[0].sentence


def test_archive_that_claims_to_be_large_is_refused_unread(tmp_path):
    inner = pack(tmp_path / "hw.zip", {"toy.ipynb": SOLVED})
    place = pack(tmp_path / "s.zip", {"doe_1_2_hw.zip": inner.read_bytes()})
    (one,) = collect(place, archives.Limits(total_mb=0.001)).values()
    assert one.notebook is None
    assert "at most 0.001 MB" in one.flags[0].sentence


def test_archive_with_too_many_files_is_refused(tmp_path):
    inner = pack(tmp_path / "hw.zip", {f"{n}.txt": b"" for n in range(11)})
    place = pack(tmp_path / "s.zip", {"doe_1_2_hw.zip": inner.read_bytes()})
    (one,) = collect(place, archives.Limits(files=10)).values()
    assert "11 files" in one.flags[0].sentence


def test_damaged_archive_is_named_and_the_others_go_on(tmp_path):
    place = pack(tmp_path / "s.zip", {"doe_1_2_hw.zip": b"PK\x03\x04", "roe_2_3_t.ipynb": SOLVED})
    found = collect(place)
    assert found["roe_2"].notebook and "cannot be read" in found["doe_1"].flags[0].sentence


def test_of_several_notebooks_the_likest_is_taken_and_said(tmp_path):
    (tmp_path / "anna").mkdir()
    for name, content in {"zz.ipynb": OTHER, "stub.ipynb": STUB, "done.ipynb": SOLVED}.items():
        (tmp_path / "anna" / name).write_bytes(content)
    (one,) = collect(tmp_path).values()
    assert one.notebook_name == "done.ipynb"
    assert "stub.ipynb" in one.flags[0].sentence and "zz.ipynb" in one.flags[0].sentence


def test_notebook_under_another_ending_is_found(tmp_path):
    (tmp_path / "anna").mkdir()
    (tmp_path / "anna" / "toy.ipynb.txt").write_bytes(SOLVED)
    (one,) = collect(tmp_path).values()
    assert one.notebook == SOLVED


def test_files_beside_the_notebook_come_with_it(tmp_path):
    (tmp_path / "anna" / "work" / "data").mkdir(parents=True)
    (tmp_path / "anna" / "work" / "toy.ipynb").write_bytes(SOLVED)
    (tmp_path / "anna" / "work" / "data" / "own.csv").write_bytes(b"a\n1\n")
    (tmp_path / "anna" / "letter.txt").write_bytes(b"Dear teacher")
    (one,) = collect(tmp_path).values()
    assert one.beside == {"data/own.csv": b"a\n1\n"}


def test_keys_are_safe_and_nobody_shares_one(tmp_path):
    names = ["a/toy.ipynb", "A/toy.ipynb", "..%2f/toy.ipynb"]
    found = collect(pack(tmp_path / "s.zip", dict.fromkeys(names, SOLVED)))
    assert len({key.casefold() for key in found}) == 3
    assert not any("/" in key or key.startswith(".") for key in found)


def test_nothing_handed_in_is_changed(tmp_path):
    (tmp_path / "anna").mkdir()
    file = tmp_path / "anna" / "toy.ipynb"
    file.write_bytes(SOLVED)
    file.chmod(0o400)
    before = file.stat()
    collect(tmp_path)
    after = file.stat()
    assert (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)


@pytest.mark.parametrize("content", [b"", b"no zip"])
def test_place_that_is_no_zip_says_so(tmp_path, content):
    (tmp_path / "s.zip").write_bytes(content)
    with pytest.raises(ValueError, match="neither a folder nor a zip"):
        collect(tmp_path / "s.zip")


def test_empty_folder_and_missing_place_say_so(tmp_path):
    with pytest.raises(ValueError, match="holds no submission"):
        collect(tmp_path)
    with pytest.raises(FileNotFoundError, match="name the zip"):
        collect(tmp_path / "nowhere")
