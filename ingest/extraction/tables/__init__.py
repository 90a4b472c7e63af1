"""Tables: found by their titles, read by the meaning of their headings, placed by identities.

`finding` says where they are, `rows` reads them by the columns of `heads` and the words of `words`,
`placing` decides what their text leaves open, and `scanned` what to believe of a picture. `model`
has what they hand to each other.
"""
