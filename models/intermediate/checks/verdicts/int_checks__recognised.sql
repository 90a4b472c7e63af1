-- The checks that rest on text recognised from pictures which nothing confirms, and why: a
-- difference of theirs may be the recogniser's and is none of the publisher's.
--   recognised_figure   a figure of it that no sum proves and no check bears out; or its table, or
--                       one that it is held against, lacks a figure that is doubtful; or it is a
--                       recognised sum of lines, of which one may have been lost
--   recognised_text     it compares words, names or numbers of a document that was recognised
-- Grain: one row per check and reason.
with

contested as (
    select * from {{ ref('int_checks__contested') }}
),

figures as (
    select * from {{ ref('int_checks__figures') }}
),

amounts as (
    select
        document_id, amount_id as figure_id, table_index, reading
    from {{ ref('stg_raw__amounts') }}
    where reading <> 'printed'
),

statements as (
    select
        document_id, statement_id as figure_id
    from {{ ref('stg_raw__statements') }}
    where reading <> 'printed'
),

documents as (
    select document_id from amounts
    union
    select document_id from statements
),

doubtful_tables as (
    select distinct
        document_id, table_index
    from amounts
    where reading = 'doubtful'
),

unproved as (
    select figure_id from amounts
    where reading in ('recognised', 'doubtful')
    union
    select figure_id from statements
),

-- a view of some million terms: first those of the figures that are asked for
terms as (
    select
        terms.check_key, terms.figure_id
    from {{ ref('int_checks__linear') }} as terms
    inner join unproved on terms.figure_id = unproved.figure_id
),

borne_out as (
    select distinct terms.figure_id
    from terms
    inner join {{ ref('int_checks__sums') }} as sums on terms.check_key = sums.check_key
    where
        sums.status = 'agrees'
        and sums.check_class <> 'revision'
        and not (sums.printed_value = 0 and sums.expected_value = 0)
),

found as (
    select
        figures.document_id, figures.check_id, 'recognised_figure' as reason
    from figures
    inner join unproved on figures.figure_id = unproved.figure_id
    left join borne_out on figures.figure_id = borne_out.figure_id
    where borne_out.figure_id is null
    union
    select
        figures.document_id, figures.check_id, 'recognised_figure' as reason
    from figures
    inner join {{ ref('stg_raw__amounts') }} as printed on figures.figure_id = printed.amount_id
    inner join doubtful_tables
        on
            printed.document_id = doubtful_tables.document_id
            and printed.table_index = doubtful_tables.table_index
    union
    select
        figures.document_id, figures.check_id, 'recognised_figure' as reason
    from figures
    inner join amounts on figures.figure_id = amounts.figure_id
    where figures.check_class = 'hierarchy' and figures.role = 'printed'
    union
    select
        contested.document_id, contested.check_id, 'recognised_figure' as reason
    from contested
    inner join doubtful_tables on contested.document_id = doubtful_tables.document_id
    where contested.check_class in ('cross_table', 'missing_amount', 'text_vs_table')
    union
    select
        contested.document_id, contested.check_id, 'recognised_text' as reason
    from contested
    inner join documents on contested.document_id = documents.document_id
    left join figures on contested.check_id = figures.check_id
    where figures.check_id is null
),

final as (
    select * from found
)

select * from final
