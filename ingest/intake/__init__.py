"""Intake: the files of a steward in; rows, a published warehouse and a report of each file out."""
