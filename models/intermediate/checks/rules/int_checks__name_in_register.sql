-- A class that the text names is in the register, or is what the tables call the amount: the same
-- name in other words, the end of it where the text was read in part, or another name. A register
-- need not have every item: a name differs where the tables name the amount otherwise.
-- Grain: one row per amount of a class in the text.
with

statements as (
    select * from {{ ref('int_statements__resolved') }}
    where subject_path is not null and metric = 'amount'
),

tabled as (
    select
        statements.statement_id,
        min(amounts.code) as code,
        min(register.name) as name,
        min(case when register.is_confirmed then 1 else 0 end) as is_confirmed,
        max(
            case
                when
                    {{ is_prefix(
                        'reverse(' ~ loose_name('statements.subject_key') ~ ')',
                        'reverse(' ~ loose_name('register.label_key') ~ ')'
                    ) }}
                    or {{ loose_name('statements.subject_key') }}
                    = {{ loose_name('amounts.label_key') }}
                    then 1
                else 0
            end
        ) as is_same_name
    from statements
    inner join {{ ref('int_amounts__classified') }} as amounts
        on
            {{ same('statements', 'amounts', ['document_id', 'phase', 'amount_yuan']) }}
            and amounts.classification = 'functional'
    inner join {{ ref('int_classes__unioned') }} as register
        on
            register.classification = 'functional'
            and register.level = 'item'
            and amounts.code = register.code
            and register.is_register_name
            and {{ is_valid_in('register', 'amounts.fiscal_year') }}
    where statements.reason_unused = 'path_not_in_register'
    group by statements.statement_id
),

final as (
    select
        'name_in_register' as rule_id, 'code_label' as check_class, statements.document_id,
        statements.statement_id as place_key,
        coalesce(statements.code, tabled.code) as code,
        statements.subject as label, statements.line, statements.subject as printed_text,
        coalesce(tabled.name, statements.subject) as expected_text,
        case
            when statements.code is not null or tabled.is_same_name = 1 then 'agrees'
            when tabled.is_same_name < tabled.is_confirmed then 'differs'
            else 'not_checkable'
        end as status, statements.statement_id as figure_ids
    from statements
    left join tabled on statements.statement_id = tabled.statement_id
)

select * from final
