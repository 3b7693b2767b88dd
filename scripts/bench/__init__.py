"""Benchmarks: ratios measured within one run, so that they mean something on any machine."""
