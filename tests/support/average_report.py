"""The shortest of the average reports: an order, one length, and no date."""

SHORTEST = """
case: gefitinib-then-alk
events:
  - {diagnosis: lung adenocarcinoma}
  - {test: not stated, found: [EGFR L858R]}
  - {therapy: gefitinib, line: 1, lasted: 72.7 months, stop: progression}
  - {procedure: re-biopsy, type: biopsy, id: rebiopsy}
  - {test: NGS, of: rebiopsy, found: [ALK-R3HDM1, EML4-ALK], not_found: [EGFR L858R]}
  - {therapy: alectinib, line: 2, end: ongoing}
  - {assessment: not stated, response: {wording: excellent response}}
"""
