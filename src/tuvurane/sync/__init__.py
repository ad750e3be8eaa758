"""The phones' door: the catalogue of record kinds, push and pull."""
