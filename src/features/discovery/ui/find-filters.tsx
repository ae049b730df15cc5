import { ListFilter } from "lucide-react";
import { Button } from "../../../web/kit/action/button.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Switch } from "../../../web/kit/input/switch.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { FilterRule, type Values } from "./filter-rule.tsx";
import { fields, toggled, type Draft } from "./find-query.ts";
import { valueLabel } from "./find-query.ts";
import type { Find } from "./use-find.ts";

/** How many creators found have which value. */
export interface Facet {
  readonly field: string;
  readonly values: readonly { readonly value: string; readonly name: string; readonly creators: number }[];
}

const joins = [
  { value: "and", label: "all of these" },
  { value: "or", label: "one of these" },
] as const;

const offered = [{ value: "", label: "Add a filter" }, ...Object.entries(fields).map(([value, { label }]) => ({ value, label }))];

function Builder({ find, values }: { readonly find: Find; readonly values: Values }) {
  const { draft, change } = find;
  const put = (rules: Draft["rules"]) => change({ ...draft, rules });
  return (
    <div className="flex flex-col gap-3">
      {draft.rules.length > 1 && (
        <Select label="Creators for whom holds" options={joins} value={draft.join} onChange={(join) => change({ ...draft, join })} />
      )}
      {draft.rules.map((rule, at) => (
        <FilterRule
          key={`${rule.field}${at}`}
          rule={rule}
          values={values}
          onChange={(next) => put(draft.rules.with(at, next))}
          onRemove={() => put(draft.rules.toSpliced(at, 1))}
        />
      ))}
      <Select
        label="Add a filter"
        isLabelHidden
        options={offered}
        value=""
        onChange={(field) => field !== "" && put([...draft.rules, { field, op: "is" }])}
      />
    </div>
  );
}

const shownValues = 6;

function FacetCounts({ facet, find }: { readonly facet: Facet; readonly find: Find }) {
  const chosen = new Set(find.draft.rules.flatMap((rule) => (rule.field === facet.field && rule.op === "is" ? (rule.values ?? []) : [])));
  const label = fields[facet.field]?.label ?? "";
  if (facet.values.length === 0) return null;
  return (
    <section aria-label={label}>
      <h3 className="text-sm font-medium text-muted">{label}</h3>
      <ul>
        {facet.values.slice(0, shownValues).map(({ value, name, creators }) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={chosen.has(value)}
              onClick={() => find.change(toggled(find.draft, facet.field, value))}
              className="flex w-full items-baseline justify-between gap-2 rounded-sm px-1.5 py-0.5 text-left hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent pointer-coarse:py-2"
            >
              <span className="min-w-0 truncate">{valueLabel(facet.field, value, name)}</span>
              <span className="text-sm text-muted">
                <Count value={creators} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is narrowed to, and how many creators found have what. */
export function FindFilters({ find, facets, values }: { readonly find: Find; readonly facets: readonly Facet[]; readonly values: Values }) {
  const lists = find.excluding.map(({ name }) => `“${name}”`).join(", ");
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Builder find={find} values={values} />
      {find.excluding.length > 0 && (
        <Switch
          label="Leave out who nobody wants"
          hint={`Creators on ${lists}.`}
          value={!find.isEverybody}
          onChange={(isOn) => find.setEverybody(isOn ? undefined : "yes")}
        />
      )}
      {find.isNarrowed && (
        <div>
          <Button size="small" icon={ListFilter} onClick={find.clear}>
            Clear search
          </Button>
        </div>
      )}
      <div className="hidden flex-col gap-4 lg:flex">
        {facets.map((facet) => (
          <FacetCounts key={facet.field} facet={facet} find={find} />
        ))}
      </div>
    </div>
  );
}
