"""`python -m ncgraph` is the command `ncgraph`."""

from ncgraph.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
