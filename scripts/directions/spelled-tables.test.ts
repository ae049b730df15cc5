import { describe, expect, it } from "vitest";
import { ownNames, spelledTables } from "./spelled-tables.ts";

describe("the tables that SQL spells", () => {
  it.each([
    ["select 1 from orders", ["orders"]],
    ["SELECT 1 FROM Public.Orders AS o, clicks c, visits", ["orders", "clicks", "visits"]],
    ["select 1 from orders o join lateral (select 1 from lines) l on true left join only clicks c on true", ["orders", "lines", "clicks"]],
    ["insert into orders (id) values (§) on conflict (id) do update set id = excluded.id", ["orders"]],
    ["update orders set paid_at = now() from clicks where true", ["orders", "clicks"]],
    ["delete from orders using clicks where true", ["orders", "clicks"]],
    ["select 1 from orders for update skip locked", ["orders"]],
    ["select 1 from orders o for no key update of o", ["orders"]],
    ["select 1 from orders limit 1 for update", ["orders"]],
    ["select extract(epoch from paid_at), trim(both from name), a is not distinct from b", []],
    ["select 1 from unnest(§::uuid[]) with ordinality u, orders", ["orders"]],
    ["select 1 from generate_series(1, 2)", []],
    ["select 'from nowhere' from orders -- from comments\n /* join remarks */", ["orders"]],
    ["copy clicks (id, at) from stdin", ["clicks"]],
    ["select 1 from § join § on true", []],
    ["merge into orders o using clicks c on true when matched then update set x = 1", ["orders", "clicks"]],
    ["select 1 from (select 1 from visits) v (a), orders join lines using (order_id)", ["visits", "orders", "lines"]],
    ['select 1 from "orders"', ["orders"]],
    ["select 1 from auth.user", ["auth.user"]],
  ])("of `%s` are %j", (sql, tables) => {
    expect(spelledTables(sql).toSorted()).toEqual(tables.toSorted());
  });

  it("are told apart from the names that a query gives to its own parts", () => {
    expect(ownNames("with recursive big as (select 1), small (id) as materialized (select 2) select 1")).toEqual(["big", "small"]);
    expect(ownNames("create temporary table if not exists staged (id uuid)")).toEqual(["staged"]);
  });
});
