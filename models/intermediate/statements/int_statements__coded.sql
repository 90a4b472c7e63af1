-- The class that the text names: through the names of 类, 款 and 项 that it gives. A subject names
-- a class if its own name and every name before it stand in one branch of the register in that
-- year; is_ambiguous says that the names stand in two branches. A code printed with the names picks
-- the branch, and a class that has not its name is none.
-- Grain: one row per statement whose subject names a class.
with

classes as (
    select * from {{ ref('int_classes__unioned') }}
),

dated as (
    select
        statements.statement_id,
        statements.document_id,
        statements.subject_code,
        coalesce(statements.fiscal_year, documents.fiscal_year) as register_year,
        coalesce(statements.subject_path_key, statements.subject_key) as name_path
    from {{ ref('stg_raw__statements') }} as statements
    inner join {{ ref('stg_raw__documents') }} as documents
        on statements.document_id = documents.document_id
),

-- the names of a path, the last one being the class itself; no path has more than three
name_numbers as (
    select 1 as place
    union all
    select 2 as place
    union all
    select 3 as place
),

names as (
    select
        dated.statement_id,
        dated.register_year,
        dated.subject_code,
        name_numbers.place,
        {{ without_phase(dbt.split_part('dated.name_path', "' / '", 'name_numbers.place')) }}
            as label_key,
        max(name_numbers.place) over (partition by dated.statement_id) as last_place
    from dated
    inner join name_numbers
        on {{ dbt.split_part('dated.name_path', "' / '", 'name_numbers.place') }} <> ''
),

-- how prose names a class: as the register does, or with 支出 after it, which is usual of functional
-- classes (外交 in registers before 2014) and otherwise taken only beside the code
spelled as (
    select
        classification,
        code,
        valid_from_year,
        valid_to_year,
        label_key as spelling,
        true as is_usual
    from classes
    union all
    select
        classification,
        code,
        valid_from_year,
        valid_to_year,
        label_key || '支出' as spelling,
        classification = 'functional' and length(code) = 3 as is_usual
    from classes
),

candidates as (
    select distinct
        names.statement_id,
        names.register_year,
        names.last_place,
        spelled.classification,
        spelled.code
    from names
    inner join spelled
        on
            names.label_key = spelled.spelling
            and (spelled.is_usual or names.subject_code is not null)
            and {{ is_valid_in('spelled', 'names.register_year') }}
            and coalesce(names.subject_code, spelled.code) = spelled.code
            and (
                spelled.classification = 'functional'
                or length(spelled.code) = 3
                or names.last_place > 1
                or names.subject_code is not null
            )
    where names.place = names.last_place
),

supported as (
    select
        candidates.statement_id,
        candidates.classification,
        candidates.code
    from candidates
    left join names
        on
            candidates.statement_id = names.statement_id
            and candidates.last_place > names.place
    left join spelled
        on
            candidates.classification = spelled.classification
            and names.label_key = spelled.spelling
            and spelled.is_usual
            and {{ is_valid_in('spelled', 'names.register_year') }}
            and length(candidates.code) > length(spelled.code)
            and {{ is_prefix('spelled.code', 'candidates.code') }}
    group by
        candidates.statement_id,
        candidates.classification,
        candidates.code,
        candidates.last_place
    having
        count(distinct case when spelled.code is not null then names.place end)
        = candidates.last_place - 1
),

-- a name alone is that of the class where a section of another class has it too (219 repeats them)
topmost as (
    select
        *,
        min(length(code)) over (partition by statement_id, classification) as shortest
    from supported
),

-- an economic class (items have names that mean other things in prose) only where no functional
-- class has the name
registered as (
    select
        statement_id,
        code,
        case
            when classification = 'functional' then 'functional'
            when code like '5%' then 'government'
            else 'departmental'
        end as register
    from topmost
    where shortest > 3 or length(code) = 3
),

counted as (
    select
        statement_id,
        {% for register in ['functional', 'departmental', 'government'] -%}
            sum(case when register = '{{ register }}' then 1 else 0 end)
                as {{ register }}_codes,
            min(case when register = '{{ register }}' then code end) as {{ register }}_code
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from registered
    group by statement_id
),

-- the two economic registers share names (对个人和家庭的补助): a text that elsewhere names classes
-- of one of them alone speaks of that one
spoken as (
    select
        dated.document_id,
        max(counted.departmental_codes) > 0 and max(counted.government_codes) = 0
            as is_departmental,
        max(counted.government_codes) > 0 and max(counted.departmental_codes) = 0
            as is_government
    from counted
    inner join dated on counted.statement_id = dated.statement_id
    where
        counted.functional_codes = 0
        and 0 in (counted.departmental_codes, counted.government_codes)
    group by dated.document_id
),

chosen as (
    select
        counted.statement_id,
        counted.functional_codes,
        counted.functional_code,
        case when coalesce(spoken.is_government, false) then 0 else counted.departmental_codes end
        + case when coalesce(spoken.is_departmental, false) then 0 else counted.government_codes end
            as economic_codes,
        case
            when coalesce(spoken.is_government, false) then counted.government_code
            else coalesce(counted.departmental_code, counted.government_code)
        end as economic_code
    from counted
    inner join dated on counted.statement_id = dated.statement_id
    left join spoken on dated.document_id = spoken.document_id
),

final as (
    select
        statement_id,
        functional_codes > 1 or (functional_codes = 0 and economic_codes > 1) as is_ambiguous,
        case
            when functional_codes = 1 then 'functional'
            when functional_codes = 0 and economic_codes = 1 then 'economic'
        end as classification,
        case
            when functional_codes = 1 then functional_code
            when functional_codes = 0 and economic_codes = 1 then economic_code
        end as code
    from chosen
)

select * from final
