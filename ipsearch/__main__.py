"""``python -m ipsearch``, where the ``ipsearch`` command is not on the path."""

from ipsearch.cli import main

if __name__ == "__main__":
    main()
