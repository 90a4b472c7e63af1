-- Terms of what the text of an edition states against the edition before it: an amount that no
-- table prints, and that both state once of the same thing. What a table prints is held against
-- the table of the edition before.
-- Grain: one row per statement of an edition that has one before it, and of that one.
with

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

-- a withdrawn edition leaves a gap in the numbers
editions as (
    select
        document_id,
        lag(document_id) over (
            partition by unit_id, fiscal_year, stage
            order by edition
        ) as older_id
    from documents
),

tied as (
    select distinct statement_id
    from {{ ref('int_checks__text_ties') }}
),

facts as (
    select facts.*
    from {{ ref('int_checks__stated_facts') }} as facts
    left join tied on facts.figure_id = tied.statement_id
    where
        facts.metric = 'amount'
        and facts.precision_rank = 1
        and tied.statement_id is null
),

pairs as (
    select
        newer.document_id,
        newer.head_key,
        newer.figure_id,
        newer.value,
        newer.low,
        newer.high,
        older.figure_id as older_figure_id,
        older.value as older_value,
        older.low as older_low,
        older.high as older_high
    from editions
    inner join facts as newer on editions.document_id = newer.document_id
    inner join facts as older
        on
            editions.older_id = older.document_id
            and newer.fiscal_year = older.fiscal_year
            and newer.phase = older.phase
            and newer.scope = older.scope
            and newer.item_type = older.item_type
            and newer.item = older.item
            and coalesce(newer.side, '') = coalesce(older.side, '')
),

final as (
    select
        'edition_text' as rule_id,
        'revision' as check_class,
        document_id,
        head_key,
        'printed' as term_role,
        figure_id,
        value,
        low,
        high
    from pairs
    union all
    select
        'edition_text' as rule_id,
        'revision' as check_class,
        document_id,
        head_key,
        'part' as term_role,
        older_figure_id as figure_id,
        older_value as value,
        older_low as low,
        older_high as high
    from pairs
)

select * from final
