"""Sources: one file per feed, and the loop that loads them."""
