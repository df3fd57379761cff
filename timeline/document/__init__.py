"""Documents: YAML and JSON to cases and studies, and back."""

from timeline.document.comments import ignores_in, read_ignores
from timeline.document.json_schema import schema
from timeline.document.reader import loads, read_case, read_cases
from timeline.document.rewriter import rewrite, update_case
from timeline.document.source import SUFFIXES
from timeline.document.study import (
    dumps_study,
    holds_study,
    is_study_text,
    loads_studies,
    read_studies,
    read_study,
)
from timeline.document.writer import dumps, dumps_json, write_case
from timeline.model.case import Case
from timeline.model.study import Study

__all__ = [
    "SUFFIXES",
    "Case",
    "Study",
    "dumps",
    "dumps_json",
    "dumps_study",
    "holds_study",
    "ignores_in",
    "is_study_text",
    "loads",
    "loads_studies",
    "read_case",
    "read_cases",
    "read_ignores",
    "read_studies",
    "read_study",
    "rewrite",
    "schema",
    "update_case",
    "write_case",
]
