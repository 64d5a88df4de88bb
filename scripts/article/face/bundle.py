"""MkDocs hook: packs the built site into one file that opens without a network."""

import shutil
from pathlib import Path
from typing import Any


def on_post_build(config: Any) -> None:
    """Write the zip beside the site."""
    root = Path(config.config_file_path).parent
    if Path(config.site_dir).parent == root:
        shutil.make_archive(str(root / "$slug"), "zip", config.site_dir)
