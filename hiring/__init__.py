"""Job postings, interview kits and cost estimates for healthcare hiring, from role definitions in YAML."""

__version__ = "0.1.0"
