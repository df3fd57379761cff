"""The field's terms: tables written from facts, each row with its source."""
