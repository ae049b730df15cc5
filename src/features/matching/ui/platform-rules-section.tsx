import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { PlatformRuleDialog } from "./platform-rule-dialog.tsx";
import { conditionText, pointsOf } from "./platform-rule-draft.ts";
import { RemoveRuleDialog } from "./remove-rule-dialog.tsx";
import { RulesHead } from "./rules-head.tsx";
import type { PlatformRule } from "./words.ts";

const columns: Column<PlatformRule>[] = [
  {
    key: "says",
    head: "Rule",
    isName: true,
    canWrap: true,
    cell: ({ says, source }) => (
      <span className="flex min-w-56 flex-col">
        {says}
        <span className="text-xs font-normal text-muted">{source}</span>
      </span>
    ),
  },
  { key: "when", head: "Speaks when", canWrap: true, cell: ({ when }) => conditionText(when) },
  {
    key: "points",
    head: "Points",
    canWrap: true,
    cell: ({ points }) =>
      pointsOf(points)
        .map(({ label, value }) => `${label} ${value > 0 ? `+${value}` : value}`)
        .join(", "),
    explain: "They are added up by platform over the rules that speak.",
  },
];

/** Where a rule is changed: its place among the others; a place after the last is a new one. */
type Place = { readonly at: number; readonly isRemoval: boolean };

/** By which rules platforms are advised. */
export function PlatformRulesSection() {
  const { data: held } = api.useSuspenseQuery("get", "/v1/platform-rules");
  const set = api.useMutation("put", "/v1/platform-rules", inForm);
  const canWrite = useIsAtLeast("manager");
  const [place, setPlace] = useState<Place>();
  const close = () => setPlace(undefined);
  const put = (rules: readonly PlatformRule[], source: string) =>
    set.mutateAsync({ body: { rules: [...rules], source, replaces: held.set_at } });
  const actions = (rule: PlatformRule) => {
    const at = held.rules.indexOf(rule);
    return (
      <>
        <IconButton icon={Pencil} label={`Change “${rule.says}”`} onClick={() => setPlace({ at, isRemoval: false })} />
        <IconButton icon={Trash2} label={`Remove “${rule.says}”`} onClick={() => setPlace({ at, isRemoval: true })} />
      </>
    );
  };
  return (
    <Section
      title="Which platforms"
      lead="Each rule that speaks gives its points to platforms."
      actions={
        canWrite && (
          <Button icon={Plus} onClick={() => setPlace({ at: held.rules.length, isRemoval: false })}>
            Add rule
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <RulesHead kind="platforms" rules={held} />
        <Table
          caption="Rules on platforms"
          columns={columns}
          rows={held.rules}
          rowKey={({ id }) => id}
          {...(canWrite ? { rowActions: actions } : {})}
          empty={<p className="text-muted">No rule: no platform is advised.</p>}
        />
      </div>
      {place?.isRemoval === false && <PlatformRuleDialog rules={held.rules} at={place.at} onPut={put} onClose={close} />}
      {place?.isRemoval === true && (
        <RemoveRuleDialog
          what={held.rules[place.at]!.says}
          onRemove={(why) => put(held.rules.toSpliced(place.at, 1), why)}
          onClose={close}
        />
      )}
    </Section>
  );
}
