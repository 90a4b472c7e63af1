-- This build, of a project without marts of quality.
insert into history.dq_build by name
select
    $build_id as build_id,
    $kind as kind,
    $built_at as built_at,
    $version as version,
    $code_sha256 as code_sha256,
    $set_aside as set_aside
