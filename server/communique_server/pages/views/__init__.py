"""The answer of a query drawn: as bars, on a map, as a graph. All is laid out on the server."""
