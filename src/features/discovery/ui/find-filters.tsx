import { ListFilter } from "lucide-react";
import { Button } from "../../../web/kit/action/button.tsx";
import { Switch } from "../../../web/kit/input/switch.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { FilterGroup } from "./filter-group.tsx";
import type { Values } from "./filter-rule.tsx";
import { chosenValues, fields, toggled, valueLabel } from "./find-query.ts";
import type { Find } from "./use-find.ts";

/** How many creators found have which value. */
export interface Facet {
  readonly field: string;
  readonly values: readonly { readonly value: string; readonly name: string; readonly creators: number }[];
}

const shownValues = 6;

function FacetCounts({ facet, find }: { readonly facet: Facet; readonly find: Find }) {
  const chosen = new Set(chosenValues(find.draft, facet.field));
  const label = fields[facet.field]?.label ?? "";
  if (facet.values.length === 0) return null;
  return (
    <section aria-label={label}>
      <h2 className="text-sm font-medium text-muted">{label}</h2>
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
      <FilterGroup group={find.draft} values={values} depth={0} onChange={find.change} />
      {find.excluding.length > 0 && (
        <Switch
          label="Leave out who is on an excluded list"
          hint={`Excluded: ${lists}.`}
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
