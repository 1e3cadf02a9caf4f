"""How a thing is cited, for the programs that keep bibliographies."""
