-- Whom the free fields of an order may name: each text as it is compared, as a handle without @, and the last part of an address.
create function named_in_fields(metadata jsonb) returns text[]
  language sql immutable parallel safe
  return array(
    select distinct p.part
    from jsonb_each(metadata) f
    cross join lateral (select lower(trim(f.value #>> '{}')) as said) s
    cross join lateral (values
      (s.said),
      (ltrim(s.said, '@')),
      (ltrim(substring(rtrim(split_part(split_part(s.said, '?', 1), '#', 1), '/') from '[^/]*$'), '@'))) p(part)
    where jsonb_typeof(f.value) = 'string' and length(p.part) between 1 and 320);

-- Erasing a person finds the few orders that name them, however many orders have free fields. Owned by orders.
create index conversions_naming on conversions using gin (named_in_fields(metadata)) where metadata <> '{}';
