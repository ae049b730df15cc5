import { Plus, Trash2, Wallet } from "lucide-react";
import { useState } from "react";
import { localDay } from "../../../kernel/zone.ts";
import { api, inForm, usePages, type ListRow } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { DateInput } from "../../../web/kit/input/date-input.tsx";
import { MoneyInput } from "../../../web/kit/input/money-input.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Money, MoneySums, moneyText } from "../../../web/kit/value/money.tsx";
import { costKindOptions, costKindText } from "../../../web/lists/cost-kinds.ts";
import { CreatorPicker } from "../../../web/pickers/creator-picker.tsx";
import { CreatorName } from "../../../web/pickers/names.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { useWorkspace } from "../../../web/session.ts";
import type { Program } from "./program-dialog.tsx";

type Cost = ListRow<"/v1/programs/{id}/costs">;

const columns: Column<Cost>[] = [
  { key: "kind", head: "Kind", cell: (cost) => costKindText(cost.kind) },
  { key: "amount", head: "Amount", align: "end", isCorner: true, cell: (cost) => <Money value={cost.amount} /> },
  { key: "on", head: "Day", cell: (cost) => <Day on={cost.incurred_on} /> },
  { key: "creator", head: "For", isName: true, cell: (cost) => <CreatorName id={cost.creator_id} none="The program as a whole" /> },
  { key: "note", head: "Note", isName: true, cell: (cost) => cost.note, canWrap: true },
];

interface DialogProps {
  readonly program: Program;
  readonly onClose: () => void;
}

function EnterCostDialog({ program, onClose }: DialogProps) {
  const { currency, zone } = useWorkspace();
  const enter = api.useMutation("post", "/v1/programs/{id}/costs", inForm);
  const form = useForm({
    initial: {
      kind: "fee" as Cost["kind"],
      amount: undefined as string | undefined,
      incurred_on: localDay(Date.now(), zone),
      creator_id: undefined as string | undefined,
      note: "",
    },
    submit: ({ amount, creator_id, ...rest }) =>
      amount === undefined
        ? missing("amount", "Write the amount.")
        : enter.mutateAsync({
            params: { path: { id: program.id } },
            body: { ...rest, amount: { amount, currency }, creator_id: creator_id ?? null },
          }),
    onDone: () => {
      showDone("The cost is entered.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title="Enter cost" lead="Commissions count by themselves; enter what they do not cover.">
      <Form form={form} submitLabel="Enter cost" onCancel={onClose}>
        <Select label="Kind" options={costKindOptions} {...form.field("kind")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <MoneyInput label="Amount" currency={currency} {...form.field("amount")} />
          <DateInput label="Day" {...form.field("incurred_on")} />
        </div>
        <CreatorPicker label="For one creator" isOptional hint="Empty: the program as a whole." {...form.field("creator_id")} />
        <TextInput label="Note" isOptional maxLength={1000} autoComplete="off" {...form.field("note")} />
      </Form>
    </Dialog>
  );
}

function TakeOutDialog({ cost, onClose }: { readonly cost: Cost; readonly onClose: () => void }) {
  const archive = api.useMutation("post", "/v1/programs/{id}/costs/{cost_id}/archive", {
    onSuccess: () => {
      showDone("The cost is taken out.");
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Take ${moneyText(cost.amount)} for ${costKindText(cost.kind).toLowerCase()} out?`}
      confirmLabel="Take out cost"
      isDangerous
      isBusy={archive.isPending}
      onConfirm={() => archive.mutate({ params: { path: { id: cost.program_id, cost_id: cost.id } } })}
    >
      It leaves the sums and the return. The audit log keeps it; to bring it back, enter it again.
    </ConfirmDialog>
  );
}

/** What a program cost besides commissions. */
export function CostsSection({ program }: { readonly program: Program }) {
  const canWrite = useIsAtLeast("manager");
  const costs = usePages("/v1/programs/{id}/costs", { path: { id: program.id }, query: { limit: 100 } });
  const [isEntering, setEntering] = useState(false);
  const [leaving, setLeaving] = useState<Cost>();
  const enter = canWrite && (
    <Button icon={Plus} onClick={() => setEntering(true)}>
      Enter cost
    </Button>
  );
  const takeOut = (cost: Cost) => (
    <IconButton icon={Trash2} label={`Take ${costKindText(cost.kind).toLowerCase()} out`} onClick={() => setLeaving(cost)} />
  );
  const none = (
    <EmptyState title="No costs entered" icon={Wallet} action={enter}>
      Fees, products and working hours belong to the return as much as commissions do. Until they are here, the return is too good.
    </EmptyState>
  );
  return (
    <Section title="Costs" lead="Besides commissions." actions={costs.rows?.length === 0 ? undefined : enter}>
      <Table
        {...costs}
        caption={`Costs of ${program.name}`}
        columns={columns}
        rowKey={(cost) => cost.id}
        {...(canWrite ? { rowActions: takeOut } : {})}
        {...(costs.rows === undefined || costs.hasMore
          ? {}
          : { foot: { kind: "Sum", amount: <MoneySums values={costs.rows.map((cost) => cost.amount)} /> } })}
        empty={none}
      />
      {isEntering && <EnterCostDialog program={program} onClose={() => setEntering(false)} />}
      {leaving !== undefined && <TakeOutDialog cost={leaving} onClose={() => setLeaving(undefined)} />}
    </Section>
  );
}
