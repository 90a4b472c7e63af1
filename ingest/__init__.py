"""Mingzhang: disclosures in, a tested warehouse of additive facts out.

The packages stand along the way of a figure, and each imports those before it alone: base, reading,
vocabulary, rows, extraction, warehouse, exports, publication, serving, intake.
"""

__version__ = "0.2.0.dev0"
