"""Published numbers: recomputed from what the paper itself prints."""

from timeline.analysis.numbers.audit import STUDY_CHECKS, StudyCheck, audit

__all__ = ["STUDY_CHECKS", "StudyCheck", "audit"]
