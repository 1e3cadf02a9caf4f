"""communique turns reports of diplomatic events into linked data."""

from importlib.metadata import version

__version__ = version("communique")
