"""The duplicate check: candidates (recall), rules and score (precision), verdict with reasons."""
