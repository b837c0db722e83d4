"""Names of a request, broad and narrow, by which faults and holds find it."""

from __future__ import annotations

from collections.abc import Mapping


def labels_of(params: Mapping[str, str], files: Mapping[str, object]) -> tuple[str, ...]:
    """The action first, then its sub-kinds: `upload`, `upload-chunk`, `upload-chunk-last`; `query-allimages`."""
    action = params.get("action", "")
    labels = [action]
    if action == "upload":
        labels += _upload_labels(params, files)
    elif action == "query":
        for kind in ("meta", "list", "prop"):
            labels += [f"query-{name}" for name in params.get(kind, "").split("|") if name]
    return tuple(labels)


def _upload_labels(params: Mapping[str, str], files: Mapping[str, object]) -> list[str]:
    if "checkstatus" in params:
        return ["upload-checkstatus"]
    if "chunk" in files:
        offset, size = params.get("offset", "0"), getattr(files["chunk"], "size", 0)
        ends = offset.isdigit() and str(int(offset) + size) == params.get("filesize")
        place = "last" if ends else "first" if offset == "0" else "middle"
        return ["upload-chunk", f"upload-chunk-{place}"]
    if "filekey" in params or "sessionkey" in params:
        return ["upload-publish"]
    return ["upload-stash"] if "stash" in params else ["upload-file"]
