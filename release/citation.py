"""How a release is cited: ``CITATION.cff`` filled in, and the same for the archive Zenodo.

cffconvert would make the second from the first; its newest release is of 2021 and needs a version
of jsonschema that the packages of the tests exclude.
"""

from __future__ import annotations

import json
from typing import Any

import yaml

from release.sources import Sources


def cff(sources: Sources) -> bytes:
    """Return ``CITATION.cff`` with the day of the release, and with the addresses if there are."""
    known = {
        "date-released": sources.date,
        "repository-code": sources.repository,
        "url": sources.site,
    }
    filled = sources.citation | {key: value for key, value in known.items() if value}
    return yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=100).encode()


def zenodo(sources: Sources) -> bytes:
    """Return ``.zenodo.json``, from which Zenodo takes title, authors and terms of a release."""
    citation = sources.citation
    text = citation["preferred-citation"]["license"]
    metadata: dict[str, Any] = {
        "title": citation["title"],
        "version": sources.version,
        "publication_date": sources.date,
        "upload_type": citation["type"],
        "description": f"<p>{citation['abstract']}</p>\n"
        f"<p>Code: {citation['license']}. Text and figures: {text}. "
        "Tables: the terms of their sources, which the descriptor of the data gives.</p>",
        "creators": [_creator(author) for author in citation["authors"]],
        "license": citation["license"],
        "keywords": citation["keywords"],
        "access_right": "open",
    }
    if sources.repository:
        address = {"identifier": sources.repository, "relation": "isSupplementTo", "scheme": "url"}
        metadata["related_identifiers"] = [address]
    return (json.dumps(metadata, ensure_ascii=False, indent=2) + "\n").encode()


def _creator(author: dict[str, str]) -> dict[str, str]:
    """Return an author, a person or a group, as Zenodo lists creators."""
    names = (author.get(part) for part in ("family-names", "given-names"))
    creator = {"name": author.get("name") or ", ".join(name for name in names if name)}
    if "affiliation" in author:
        creator["affiliation"] = author["affiliation"]
    if "orcid" in author:
        creator["orcid"] = author["orcid"].rsplit("/", 1)[-1]
    return creator
