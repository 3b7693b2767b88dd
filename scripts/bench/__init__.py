"""What is fast, and by how much: cases whose two sides are measured in one run, so that their ratio holds anywhere.

``make bench`` runs all cases, ``make bench BENCH="no-change jobs"`` some; ``--long`` adds those that take long. It prints a
table in Markdown. A case is a module with ``rows()`` and one row of ``CASES`` or ``LONG_CASES``.
"""

CASES = {
    "start": "scripts.bench.start",
    "no-change": "scripts.bench.no_change",
    "one-word": "scripts.bench.one_word",
    "pdf-vs-bare": "scripts.bench.pdf_vs_bare",
    "one-document": "scripts.bench.one_document",
    "jobs": "scripts.bench.jobs",
    "commands": "scripts.bench.commands",
    "preview": "scripts.bench.preview",
}
LONG_CASES = {
    "openings": "scripts.bench.openings",
    "pdf-memory": "scripts.bench.pdf_memory",
    "validate": "scripts.bench.validate",
}
