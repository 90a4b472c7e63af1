-- What is known of every published build. Columns are only ever added.
-- Grain: one row per build.
create schema if not exists history;
drop table if exists history.dq_build;
create table history.dq_build (
    build_id varchar primary key,
    kind varchar not null,
    built_at timestamp not null,
    version varchar not null,
    code_sha256 varchar not null,
    documents bigint,
    units bigint,
    amounts bigint,
    numbers_printed bigint,
    figures_unaccounted bigint,
    unmapped bigint,
    set_aside bigint,
    checks bigint,
    agrees bigint,
    agrees_within_rounding bigint,
    differs bigint,
    not_checkable bigint,
    faults bigint,
    faults_by_severity map(varchar, bigint)
);
