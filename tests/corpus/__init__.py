"""Made-up disclosures of any number, with the exact rows that are to be read of each."""
