"""The full-text index of a release: written with it; searched, suggested from, asked by errors."""
