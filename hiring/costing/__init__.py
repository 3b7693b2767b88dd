"""What a hire costs: pure arithmetic in ``Decimal``; nothing is worded, nothing rounded.

Every amount of one estimate is in the currency of its market. Figures and lines in another currency are left out; nothing
is converted, and nothing is borrowed from another market than the vacancy's own and its parent.
"""
