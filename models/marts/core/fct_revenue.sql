-- Revenue by source: leaves only, so that amounts add up to the printed total, carryover included.
-- Grain: one row per document, year, phase, scope and revenue source.
{{ additive_fact(
    fact='revenue',
    key='revenue_id',
    item='revenue_source',
) }}
