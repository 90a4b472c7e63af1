"""Tests by how long they take: unit, warehouse, slow; and what they share."""
