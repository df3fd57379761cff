"""Time-to-event endpoints of a case, with bounds, reasons and censoring rules."""

from timeline.analysis.endpoints.adam import ADAM_COLUMNS, adam_rows
from timeline.analysis.endpoints.beyond import BeyondProgression, treatment_beyond_progression
from timeline.analysis.endpoints.derive import ENDPOINTS, endpoint, endpoint_named, endpoints
from timeline.analysis.endpoints.in_words import COLUMNS, endpoints_text
from timeline.analysis.endpoints.result import Alternative, EndpointResult, Status
from timeline.analysis.endpoints.rows import case_from_rows, cases_from_tables

__all__ = [
    "ADAM_COLUMNS",
    "COLUMNS",
    "ENDPOINTS",
    "Alternative",
    "BeyondProgression",
    "EndpointResult",
    "Status",
    "adam_rows",
    "case_from_rows",
    "cases_from_tables",
    "endpoint",
    "endpoint_named",
    "endpoints",
    "endpoints_text",
    "treatment_beyond_progression",
]
