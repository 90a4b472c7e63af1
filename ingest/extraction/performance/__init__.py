"""The reader of performance tables: targets, self-evaluations, and the money in their headers.

It recognises three families by the words in their headings: one row per indicator, targets of two
periods side by side, and self-evaluations. What it knows of words lies in the seeds named
``performance_*``; the code holds the layouts alone.
"""
