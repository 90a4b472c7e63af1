-- Expenditure by functional class and nature: leaves only, so that amounts add up. Of the tables
-- of a document that tell of one scope, one is the source: the finest. A code may be a class or a
-- section where nothing finer is printed or adds up, and is null where not even the classes do.
-- Grain: one row per document, year, phase, scope, functional code, spending nature and fund.
{{ additive_fact(
    fact='functional_expenditure',
    key='functional_expenditure_id',
    item='functional_code',
    split=['spending_nature', 'fund_source'],
    register='functional_classification',
    class_key_name='functional_class_key',
) }}
