import { utmNames, utmPresets, type UtmName, type UtmPreset, type UtmRule } from "@vouch/redirect";
import { Select } from "../kit/input/select.tsx";
import { TextInput } from "../kit/input/text-input.tsx";
import { KeyValueList } from "../kit/page/key-value-list.tsx";

/** Templates of UTM parameters by their names. */
export type Utm = { [name in UtmName]?: string | undefined };
type Kind = UtmPreset | "none" | "own";

const kinds: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: "none", label: "None" },
  { value: "ga4_influencer", label: "Google Analytics 4, influencer" },
  { value: "ga4_affiliate", label: "Google Analytics 4, affiliate" },
  { value: "triple_whale", label: "Triple Whale" },
  { value: "own", label: "My own" },
];

const textOf = (rule: Utm): string => utmNames.map((name) => rule[name] ?? "").join("\n");

function kindOf(rule: Utm): Kind {
  const text = textOf(rule);
  if (text.trim() === "") return "none";
  const known = Object.entries(utmPresets).find(([, preset]) => textOf(preset) === text);
  return known === undefined ? "own" : (known[0] as UtmPreset);
}

interface UtmFieldsProps {
  readonly value: Utm;
  readonly onChange: (rule: Utm) => void;
  /** The person writes templates of their own, even while these are still those of a preset. */
  readonly isOwn: boolean;
  readonly onOwn: (isOwn: boolean) => void;
  readonly errorOf: (name: UtmName) => string | undefined;
}

/** The templates of a rule, to be read. */
export function UtmList({ rule }: { readonly rule: UtmRule }) {
  const given = utmNames.filter((name) => rule[name] !== undefined && rule[name] !== "");
  if (given.length === 0) return <span className="text-muted">None</span>;
  return (
    <KeyValueList
      entries={given.map((name) => ({ label: name, value: <code className="font-mono text-sm break-all">{rule[name]}</code> }))}
    />
  );
}

/** What analytics will see of a link's clicks: a ready set of parameters, or one's own. */
export function UtmFields({ value, onChange, isOwn, onOwn, errorOf }: UtmFieldsProps) {
  const kind = isOwn ? "own" : kindOf(value);
  const choose = (chosen: Kind) => {
    onOwn(chosen === "own");
    if (chosen !== "own") onChange(chosen === "none" ? {} : { ...utmPresets[chosen] });
  };
  return (
    <div className="flex flex-col gap-3">
      <Select
        label="UTM parameters"
        hint="What your analytics sees of a click. They never change what is paid."
        options={kinds}
        value={kind}
        onChange={choose}
      />
      {kind === "own" && (
        <>
          <p className="text-sm text-muted">
            {"{creator} {link} {program} {code} {platform}"} are replaced by the names; {"{platform|creator}"} takes the first that is
            known.
          </p>
          <div className="grid items-start gap-3 sm:grid-cols-2">
            {utmNames.map((name) => (
              <TextInput
                key={name}
                label={name}
                isOptional
                isMono
                autoComplete="off"
                maxLength={200}
                value={value[name] ?? ""}
                onChange={(text) => onChange({ ...value, [name]: text })}
                error={errorOf(name)}
              />
            ))}
          </div>
        </>
      )}
      {kind !== "own" && kind !== "none" && (
        <div className="rounded-md bg-sunken p-3 text-sm">
          <UtmList rule={utmPresets[kind]} />
        </div>
      )}
    </div>
  );
}
