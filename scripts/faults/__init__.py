"""What happens when things break, shown on real clusters: loaders and nodes that are killed, and every message.

Each module is a program that starts its own cluster (``scripts/elastic``), removes it, and prints a table:

    python -m scripts.faults.kill_loader | kill_node | messages

Run them at the root of the checkout. They need what ``make es`` needs. docs/reliability.md has their output.
"""
