"""Batch jobs: a whole list of marks against the register."""
