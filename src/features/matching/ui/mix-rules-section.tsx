import { Pencil } from "lucide-react";
import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { PercentInput } from "../../../web/kit/input/percent-input.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { RulesHead, whyField } from "./rules-head.tsx";
import { goalWords, numberText, shareText, type Goal, type MixRules } from "./words.ts";

const goals = Object.keys(goalWords) as Goal[];
type Size = MixRules["sizes"][number];

const sizeName = ({ tier, from_followers: from }: Size): string => `${tier[0]!.toUpperCase()}${tier.slice(1)}, from ${numberText(from)}`;

const columnsOf = ({ shares }: MixRules): Column<Size>[] => [
  { key: "tier", head: "Size", isName: true, cell: sizeName },
  ...goals.map((goal): Column<Size> => ({
    key: goal,
    head: goalWords[goal],
    align: "end",
    cell: ({ tier }) => shareText(shares[goal][tier] ?? 0),
  })),
];

const cellKey = (goal: Goal, at: number) => `${goal}_${at}`;

/** Shares of names that the ladder does not have stay as they are. */
function sharesOf(held: MixRules, values: Readonly<Record<string, string | undefined>>): MixRules["shares"] {
  const of = (goal: Goal) => ({
    ...held.shares[goal],
    ...Object.fromEntries(held.sizes.map(({ tier }, at) => [tier, Number(values[cellKey(goal, at)])])),
  });
  return { awareness: of("awareness"), leads: of("leads"), sales: of("sales"), authority: of("authority") };
}

function useMixForm(held: MixRules, onClose: () => void) {
  const set = api.useMutation("put", "/v1/mix-rules", inForm);
  const cells = goals.flatMap((goal) => held.sizes.map(({ tier }, at) => ({ key: cellKey(goal, at), goal, tier })));
  const shares = Object.fromEntries(cells.map(({ key, goal, tier }) => [key, String(held.shares[goal][tier] ?? 0)]));
  const initial: Record<string, string | undefined> = { ...shares, tilt: String(held.tilt), source: "" };
  const placeOf = ({ goal, tier }: { readonly goal: Goal; readonly tier: string }) => `shares/${goal}/${tier}`;
  return useForm({
    initial,
    submit: (values) => {
      const open = cells.find(({ key }) => values[key] === undefined);
      if (open !== undefined) return missing(placeOf(open), "Write a share.");
      if (values["tilt"] === undefined) return missing("tilt", "Write a share.");
      const body = { shares: sharesOf(held, values), tilt: Number(values["tilt"]), source: values["source"] ?? "" };
      return set.mutateAsync({ body: { ...body, replaces: held.set_at } });
    },
    pointers: Object.fromEntries(cells.map((cell) => [cell.key, `/${placeOf(cell)}`])),
    onDone: () => {
      showDone("The shares are set.");
      onClose();
    },
  });
}

function MixRulesDialog({ held, onClose }: { readonly held: MixRules; readonly onClose: () => void }) {
  const form = useMixForm(held, onClose);
  const { value, onChange, ...why } = form.field("source");
  return (
    <Dialog isOpen isWide onClose={onClose} title="Shares of a budget" lead="What does not add up to 100 % is scaled to it.">
      <Form form={form} submitLabel="Set shares" onCancel={onClose}>
        {goals.map((goal) => (
          <fieldset key={goal} className="min-w-0">
            <legend className="mb-1 font-medium">{goalWords[goal]}</legend>
            <div className="grid items-start gap-3 sm:grid-cols-3 lg:grid-cols-5">
              {held.sizes.map((size, at) => (
                <PercentInput key={size.tier} label={sizeName(size)} {...form.field(cellKey(goal, at))} />
              ))}
            </div>
          </fieldset>
        ))}
        <PercentInput
          label="Tilt"
          hint="How far own results for money move the shares: 0 % not at all, 100 % in proportion."
          {...form.field("tilt")}
        />
        <TextInput {...whyField} {...why} value={value ?? ""} onChange={onChange} />
      </Form>
    </Dialog>
  );
}

/** The shares of a budget that a mix starts from. */
export function MixRulesSection() {
  const { data: held } = api.useSuspenseQuery("get", "/v1/mix-rules");
  const canWrite = useIsAtLeast("manager");
  const [isChanging, setChanging] = useState(false);
  const change = canWrite && (
    <Button icon={Pencil} onClick={() => setChanging(true)}>
      Change shares
    </Button>
  );
  return (
    <Section
      title="How a mix begins"
      lead={`Shares of a budget by goal and size; what results bring for money moves them with a tilt of ${shareText(held.tilt)}.`}
      actions={change}
    >
      <div className="flex flex-col gap-3">
        <RulesHead kind="mix" rules={held} />
        <Table
          caption="Shares by goal and size"
          columns={columnsOf(held)}
          rows={held.sizes}
          rowKey={({ tier }) => tier}
          empty={<p className="text-muted">The workspace’s ladder has no sizes.</p>}
        />
      </div>
      {isChanging && <MixRulesDialog held={held} onClose={() => setChanging(false)} />}
    </Section>
  );
}
