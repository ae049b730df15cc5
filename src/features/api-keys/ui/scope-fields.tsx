import { Checkbox } from "../../../web/kit/input/checkbox.tsx";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";

interface Area {
  readonly label: string;
  readonly read?: string;
  readonly write?: string;
}

/** Everything a key may be allowed, by what it is about. */
const areas = [
  { label: "Orders and refunds", read: "orders:read", write: "orders:write" },
  { label: "Creators", read: "creators:read", write: "creators:write" },
  { label: "Programs and pay rules", read: "programs:read", write: "programs:write" },
  { label: "Links and codes", read: "links:read", write: "links:write" },
  { label: "Attribution and results", read: "attribution:read", write: "attribution:write" },
  { label: "Commissions and balances", read: "ledger:read", write: "ledger:write" },
  { label: "Imports", read: "imports:read", write: "imports:write" },
  { label: "Webhooks", read: "webhooks:read", write: "webhooks:write" },
  { label: "Stores, domains and settings", read: "workspace:read", write: "workspace:write" },
  { label: "API keys", write: "keys:write" },
  { label: "Audit log", read: "audit:read" },
] as const satisfies readonly Area[];

type Values<T> = T extends { readonly read: infer R } ? R : never;
type Writes<T> = T extends { readonly write: infer W } ? W : never;
/** One scope that can be given to a key. */
export type Scope = Values<(typeof areas)[number]> | Writes<(typeof areas)[number]>;

const reads: readonly Scope[] = areas.flatMap((area) => ("read" in area ? [area.read] : []));

/** Ready sets of scopes. */
const purposes = [
  { value: "shop", label: "A shop that sends orders", hint: "Sends orders and refunds, reads nothing.", scopes: ["orders:write"] },
  { value: "reports", label: "A report that reads", hint: "Reads everything, changes nothing.", scopes: reads },
  { value: "own", label: "Something else", hint: "Choose what it may do.", scopes: undefined },
] as const;

/** What a key is for. */
export type Purpose = (typeof purposes)[number]["value"];

interface ScopeFieldsProps {
  readonly purpose: Purpose;
  readonly onPurpose: (purpose: Purpose) => void;
  readonly value: readonly Scope[];
  readonly onChange: (scopes: readonly Scope[]) => void;
  readonly error: string | undefined;
}

function ScopeBox({
  scope,
  label,
  ...props
}: { readonly scope: Scope; readonly label: string } & Pick<ScopeFieldsProps, "value" | "onChange">) {
  const { value, onChange } = props;
  return (
    <Checkbox
      label={label}
      value={value.includes(scope)}
      onChange={(isOn) => onChange(isOn ? [...value, scope] : value.filter((each) => each !== scope))}
    />
  );
}

function ScopeGrid({ value, onChange, error }: Pick<ScopeFieldsProps, "value" | "onChange" | "error">) {
  const boxes = { value, onChange };
  return (
    <div className="rounded-md border border-line">
      {areas.map((area) => (
        <fieldset key={area.label} className="flex flex-wrap items-center gap-x-4 border-t border-line px-3 py-2 first:border-t-0">
          <legend className="float-left min-w-0 flex-1 basis-full sm:basis-44">{area.label}</legend>
          <div className="w-20">{"read" in area && <ScopeBox {...boxes} scope={area.read} label="Read" />}</div>
          <div className="w-20">{"write" in area && <ScopeBox {...boxes} scope={area.write} label="Change" />}</div>
        </fieldset>
      ))}
      {error !== undefined && <p className="border-t border-line px-3 py-2 text-sm text-bad">{error}</p>}
    </div>
  );
}

/** What a key may do: a ready set, or each thing by itself. */
export function ScopeFields({ purpose, onPurpose, value, onChange, error }: ScopeFieldsProps) {
  const choose = (chosen: Purpose) => {
    onPurpose(chosen);
    const set = purposes.find((each) => each.value === chosen)?.scopes;
    if (set !== undefined) onChange(set);
  };
  return (
    <div className="flex flex-col gap-3">
      <RadioCards
        label="What it is for"
        options={purposes}
        value={purpose}
        onChange={choose}
        error={purpose === "own" ? undefined : error}
      />
      {purpose === "own" && <ScopeGrid value={value} onChange={onChange} error={error} />}
    </div>
  );
}

/** Scopes in words, for a list: "Orders and refunds (change)". */
export function scopeWords(scopes: readonly string[]): string {
  const has = (scope: string | undefined) => scope !== undefined && scopes.includes(scope);
  if (reads.every((scope) => scopes.includes(scope)) && scopes.length === reads.length) return "Reads everything";
  const known = (areas as readonly Area[]).flatMap((area) => {
    const what = [...(has(area.read) ? ["read"] : []), ...(has(area.write) ? ["change"] : [])];
    return what.length === 0 ? [] : [`${area.label} (${what.join(", ")})`];
  });
  return known.join("; ");
}
