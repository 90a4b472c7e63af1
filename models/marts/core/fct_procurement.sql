-- Government procurement: the purchases of the procurement table, or by category as the text gives
-- them where its document prints no such table. beneficiary all is additive; what went to small,
-- medium or micro enterprises (sme, micro) is part of it, micro part of sme, and never added to
-- it: is_additive says so.
-- Grain: one row per document, fiscal year, phase, scope, category, project, purchase, fund and
-- beneficiary.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

leaves as (
    select * from {{ ref('int_amounts__leaves') }}
),

purchases as (
    select * from {{ ref('statement_purchases') }}
),

chosen as (
    select * from {{ ref('int_years__chosen') }}
    where fact = 'procurement'
),

years as (
    select * from {{ ref('int_years__derived') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

bought as (
    select
        amounts.*,
        amounts.label_folded as purchase_name
    from amounts
    inner join leaves on amounts.amount_id = leaves.amount_id
    where
        amounts.table_type = 'procurement'
        and leaves.is_leaf
        and amounts.year_printed is null
),

-- the line next above a purchase names its project
named as (
    select
        bought.amount_id,
        projects.label_folded as project_name,
        row_number() over (
            partition by bought.amount_id
            order by length(projects.tree_path) desc, projects.amount_id
        ) as nearness
    from bought
    inner join amounts as projects
        on
            bought.group_id = projects.group_id
            and projects.row_kind = 'line'
            and length(projects.tree_path) < length(bought.tree_path)
            and {{ is_prefix('projects.tree_path', 'bought.tree_path') }}
),

categorised as (
    select
        bought.amount_id,
        purchases.category,
        row_number() over (partition by bought.amount_id order by purchases.priority) as choice
    from bought
    inner join purchases on bought.purchase_name like purchases.pattern
),

printed as (
    select
        bought.document_id,
        bought.unit_id,
        bought.fiscal_year,
        bought.phase,
        bought.scope,
        coalesce(categorised.category, 'unsplit') as category,
        named.project_name,
        bought.purchase_name,
        bought.fund_source,
        'all' as beneficiary,
        sum(bought.amount_yuan) as amount_yuan,
        max(bought.rounding_unit_yuan) as rounding_unit_yuan,
        'table' as basis,
        {{ least_sure_reading('bought.reading') }} as reading,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        {{ joined_text('bought.amount_id') }} as evidence_amount_ids,
        cast(null as {{ dbt.type_string() }}) as evidence_statement_ids
    from bought
    left join named
        on
            bought.amount_id = named.amount_id
            and named.nearness = 1
    left join categorised
        on
            bought.amount_id = categorised.amount_id
            and categorised.choice = 1
    group by
        bought.document_id,
        bought.unit_id,
        bought.fiscal_year,
        bought.phase,
        bought.scope,
        categorised.category,
        named.project_name,
        bought.purchase_name,
        bought.fund_source
),

stated as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        item as category,
        'all' as beneficiary,
        amount_yuan,
        rounding_unit_yuan,
        basis,
        amount_low_yuan,
        amount_high_yuan,
        evidence_statement_ids
    from chosen
    union all
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        'unsplit' as category,
        item as beneficiary,
        min(amount_yuan) as amount_yuan,
        min(rounding_unit_yuan) as rounding_unit_yuan,
        basis,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        min(evidence_statement_ids) as evidence_statement_ids
    from years
    where item_type = 'procurement' and item in ('sme', 'micro') and basis = 'text'
    group by document_id, unit_id, fiscal_year, phase, scope, item, basis
),

unioned as (
    select * from printed
    union all
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        category,
        cast(null as {{ dbt.type_string() }}) as project_name,
        cast(null as {{ dbt.type_string() }}) as purchase_name,
        cast(null as {{ dbt.type_string() }}) as fund_source,
        beneficiary,
        amount_yuan,
        rounding_unit_yuan,
        basis,
        cast(null as {{ dbt.type_string() }}) as reading,
        amount_low_yuan,
        amount_high_yuan,
        cast(null as {{ dbt.type_string() }}) as evidence_amount_ids,
        evidence_statement_ids
    from stated
),

sourced as (
    select
        unioned.*,
        coalesce(unioned.reading, {{ reading_of_text('documents.reader') }}) as read_by,
        documents.is_current as document_is_current,
        documents.fiscal_year as document_year,
        documents.stage as document_stage
    from unioned
    inner join documents on unioned.document_id = documents.document_id
),

ranked as (
    select
        *,
        {{ is_best_source(['unit_id', 'fiscal_year', 'phase', 'scope', 'beneficiary']) }}
            as is_best_source
    from sourced
),

final as (
    select
        {{ surrogate_key([
            'document_id', 'fiscal_year', 'phase', 'scope', 'category', 'project_name',
            'purchase_name', 'fund_source', 'beneficiary',
        ]) }} as procurement_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        category,
        project_name,
        purchase_name,
        fund_source,
        beneficiary,
        beneficiary = 'all' as is_additive,
        {{ money('amount_yuan') }} as amount_yuan,
        rounding_unit_yuan,
        basis,
        amount_low_yuan,
        amount_high_yuan,
        document_id,
        document_is_current as is_current,
        is_best_source,
        {{ is_widest_scope(['unit_id', 'fiscal_year', 'phase', 'beneficiary'], "'complete'") }}
            as is_widest_scope,
        evidence_amount_ids,
        evidence_statement_ids,
        read_by as reading
    from ranked
)

select * from final
