"""Puts the tables' descriptor as JSON into the wheel; the builder of the wheel calls this."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Descriptor(BuildHookInterface):
    """Makes ``natolab/tables/datapackage.json`` from ``data/datapackage.yaml``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file and say where it belongs; an editable install reads the YAML itself."""
        if version == "editable":
            return
        descriptor = Path(self.root, "data", "datapackage.yaml").read_text(encoding="utf-8")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.folder = tempfile.TemporaryDirectory()
        made = Path(self.folder.name, "datapackage.json")
        text = json.dumps(yaml.load(descriptor, loader), ensure_ascii=False, indent=1)
        made.write_text(text, encoding="utf-8")
        build_data["force_include"][str(made)] = "natolab/tables/datapackage.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was written."""
        if version != "editable":
            self.folder.cleanup()
