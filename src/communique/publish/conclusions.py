"""The seam to inference."""

from communique.infer.closure import infer_into

__all__ = ["infer_into"]
