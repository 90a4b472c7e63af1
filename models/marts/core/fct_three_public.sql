-- The three public expenses: leaves only, so that amounts add up. Where the source splits them no
-- finer, or its finer figures do not add up, the category says so (unsplit, vehicle_unsplit).
-- Grain: one row per document, year, phase, scope and category.
{{ additive_fact(
    fact='three_public',
    key='three_public_id',
    item='category',
) }}
