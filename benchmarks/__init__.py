"""Benchmarks: each module is a command that prints a table. Results are recorded in docs/benchmarks.md."""
