-- What part of a unit's expenditure each functional class, section and item is, on every level
-- that its leaves reach. A level contains the next: filter on level before adding up. What the
-- text gives of a class itself bounds it beside what its items make: of an implied or derived
-- amount the bounds are those that both allow, and a sum that they exclude gives way to their
-- middle. A class that is added up is whole where the items of the year make up its total, where
-- its own amount says so, or where a table lists them; else its coverage is partial, it is at
-- least what its items make, and at most that and what the total has beyond all items, null where
-- no total is known.
-- Grain: one row per unit, fiscal year, phase, scope and functional code.
with

{{ shares_by_class(
    classification='functional',
    register='functional_classification',
    fact='fct_functional_expenditure',
    code='functional_code',
    measures={
        'amount_yuan': 'sum(amount_yuan)',
        'basic_yuan':
            "sum(case when spending_nature in ('basic', 'personnel', 'public') then amount_yuan end)",
        'project_yuan': "sum(case when spending_nature = 'project' then amount_yuan end)",
        'unsplit_yuan': "sum(case when spending_nature = 'unsplit' then amount_yuan end)",
        'amount_low_yuan': 'sum(amount_low_yuan)',
        'amount_high_yuan': 'sum(amount_high_yuan)',
        'rounding_unit_yuan': 'max(rounding_unit_yuan)',
        'parts':
            'sum(case when length(functional_code) > digits.code_length then 1 else 0 end)',
    },
    told=['basis', 'coverage'],
    named=['level', 'name'],
) }},

-- what the same document says of the class itself, where its own amount is not the only leaf
own as (
    select
        document_id,
        fiscal_year,
        phase,
        scope,
        item as functional_code,
        max(low_yuan) as low_yuan,
        min(high_yuan) as high_yuan
    from {{ ref('int_years__derived') }}
    where item_type = 'functional_expenditure' and low_yuan is not null
    group by document_id, fiscal_year, phase, scope, item
    having max(low_yuan) <= min(high_yuan)
),

unit_totals as (
    select * from {{ ref('fct_unit_total') }}
    where measure = 'current_expenditure'
),

bounded as (
    select
        shares.*,
        shares.parts = 0
        or shares.basis = 'table'
        or shares.coverage in ('complete', 'exceeds')
        or own.functional_code is not null as is_whole,
        coalesce(unit_totals.amount_high_yuan, unit_totals.amount_yuan) - shares.total_yuan
            as beyond_yuan,
        case
            when shares.amount_low_yuan is not null
                then
                    greatest(
                        shares.amount_low_yuan, coalesce(own.low_yuan, shares.amount_low_yuan)
                    )
        end as both_low_yuan,
        case
            when shares.amount_high_yuan is not null
                then
                    least(
                        shares.amount_high_yuan, coalesce(own.high_yuan, shares.amount_high_yuan)
                    )
        end as both_high_yuan
    from shares
    left join own
        on
            shares.document_id = own.document_id
            and shares.fiscal_year = own.fiscal_year
            and shares.phase = own.phase
            and shares.scope = own.scope
            and shares.functional_code = own.functional_code
            and shares.basis <> 'table'
            and {{ intervals_meet(
                'coalesce(shares.amount_low_yuan, shares.amount_yuan)',
                'coalesce(shares.amount_high_yuan, shares.amount_yuan)',
                'own.low_yuan', 'own.high_yuan',
            ) }}
    left join unit_totals
        on
            shares.document_id = unit_totals.document_id
            and shares.fiscal_year = unit_totals.fiscal_year
            and shares.phase = unit_totals.phase
            and shares.scope = unit_totals.scope
),

final as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        functional_code,
        level,
        name,
        {{ money(
            'case when amount_yuan < both_low_yuan or amount_yuan > both_high_yuan'
            ~ ' then (both_low_yuan + both_high_yuan) * 0.5 else amount_yuan end'
        ) }} as amount_yuan,
        {{ money('basic_yuan') }} as basic_yuan,
        {{ money('project_yuan') }} as project_yuan,
        {{ money('unsplit_yuan') }} as unsplit_yuan,
        share_percent,
        basis,
        case when is_whole then coverage else 'partial' end as coverage,
        {{ money(
            'case when is_whole then both_low_yuan else coalesce(both_low_yuan, amount_yuan) end'
        ) }} as amount_low_yuan,
        {{ money(
            'case when is_whole then both_high_yuan'
            ~ ' else coalesce(both_high_yuan, amount_yuan) + greatest(beyond_yuan, beyond_yuan * 0)'
            ~ ' end'
        ) }} as amount_high_yuan,
        rounding_unit_yuan,
        document_id
    from bounded
)

select * from final
