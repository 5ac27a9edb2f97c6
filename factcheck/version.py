"""The version, where reading it costs nothing (`importlib.metadata` takes longer than the whole answer)."""

__version__ = "0.1.0"
