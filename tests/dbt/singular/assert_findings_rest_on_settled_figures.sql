-- No finding rests on an amount that may stand in several columns, nor on a statement that another
-- contradicts where no table bears it out: whoever publishes a document is not to be asked about
-- what was perhaps misread. What is said of the unit of money alone needs no settled amount.
{{ config(group='checks') }}

with

findings as (
    select
        document_id,
        check_id,
        check_class
    from {{ ref('fct_check') }}
    where status = 'differs' and rule_id not like 'edition%'
),

verdicts as (
    select
        check_id,
        {{ each_of('evidence_figure_ids') }} as figure_id
    from {{ ref('int_checks__contested') }}
    where evidence_figure_ids is not null
),

figures as (
    select
        check_id,
        figure_id
    from {{ ref('int_checks__figures') }}
    union
    select
        check_id,
        figure_id
    from verdicts
),

open_figures as (
    select
        amount_id as figure_id,
        'ambiguous' as reason
    from {{ ref('stg_raw__amounts') }}
    where placement = 'ambiguous'
    union all
    select
        statement_id as figure_id,
        reason_unused as reason
    from {{ ref('int_statements__resolved') }}
    where reason_unused = 'contradicted'
)

select
    findings.document_id,
    findings.check_id,
    open_figures.reason
from findings
inner join figures on findings.check_id = figures.check_id
inner join open_figures on figures.figure_id = open_figures.figure_id
where not (open_figures.reason = 'contradicted' and findings.check_class = 'unit_slip')
