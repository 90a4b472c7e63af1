-- Terms of what the text of an edition states against the edition before it: an amount that no
-- table prints, and that both state once of the same thing. What a table prints is held against
-- the table of the edition before.
-- Grain: one row per statement of an edition that has one before it, and of that one.
with

facts as (
    select * from {{ ref('int_checks__stated_facts') }}
    where
        metric = 'amount' and precision_rank = 1
        and figure_id not in (
            select tied.statement_id from {{ ref('int_checks__text_ties') }} as tied
        )
),

pairs as (
    select
        newer.document_id, newer.head_key,
        {% for edition in ['newer', 'older'] -%}
            {{ edition }}.figure_id as {{ edition }}_id,
            {% for end in ['value', 'low', 'high'] -%}
                {{ edition }}.{{ end }} as {{ edition }}_{{ end }},
            {% endfor -%}
        {% endfor -%}
        'edition_text' as rule_id
    from {{ ref('int_checks__editions') }} as editions
    inner join facts as newer on editions.document_id = newer.document_id
    inner join facts as older
        on
            editions.older_id = older.document_id
            and {{ same('newer', 'older', [
                'fiscal_year', 'phase', 'scope', 'item_type', 'item',
            ]) }}
            and coalesce(newer.side, '') = coalesce(older.side, '')
),

final as (
    {{ sides_of('pairs', [
        'rule_id', "'revision' as check_class", 'document_id', 'head_key',
    ], printed='newer', part='older') }}
)

select * from final
