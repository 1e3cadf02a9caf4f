"""Librarians' work: candidates, decisions, exports, and identity over time."""
