-- An amount is divided where its table has columns for its parts: in no sum of its line does it
-- stand without any.
-- Grain: one row per line and identity.
with

identities as (
    select *, min(term_role) over (partition by head_key, measure) as first_role
    from {{ ref('int_checks__row_identity') }}
),

final as (
    select
        'parts_blank' as rule_id, 'missing_amount' as check_class,
        identities.document_id, identities.head_key,
        identities.rule_id || ' ' || heads.line_id || ' ' || identities.measure as place_key,
        'part' as term_role, {{ amount_of('identities') }}
    from identities
    inner join {{ ref('int_checks__lines_printed') }} as heads
        on identities.head_key = heads.line_key
    where identities.first_role = 'printed' and identities.value <> 0
)

select * from final
