"""Batch jobs: a whole list of marks against the register, and the register against itself."""
