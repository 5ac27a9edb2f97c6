"""How the tables of `reference_data/` are made from the raw folder, one module a field of knowledge."""
