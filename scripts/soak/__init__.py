"""What takes too long for the tests: hostile input by the hour, builds that are killed, large loads, many people in a studio.

``make soak`` runs all, ten minutes each; ``make soak SOAK="fuzz --minutes 60"`` some, for longer. A run is a module with
``run(seconds)``, which raises with what has failed, and one row of ``RUNS``.
"""

RUNS = {
    "fuzz": "scripts.soak.fuzz",
    "kills": "scripts.soak.kills",
    "load": "scripts.soak.load",
    "studio": "scripts.soak.studio",
}
