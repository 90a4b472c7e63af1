"""Mingzhang's ingest: disclosures in, extracted rows out, and the warehouse built from them."""
