import { Plus, Trash2, Wallet } from "lucide-react";
import { useState } from "react";
import { localDay } from "../../../kernel/zone.ts";
import { api, inForm, usePages } from "../../../web/api.ts";
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
import { Money, moneyText } from "../../../web/kit/value/money.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { useWorkspace } from "../../../web/session.ts";
import { channelNames, type ChannelCost, type CostedChannel } from "./channels.ts";

const columns: Column<ChannelCost>[] = [
  { key: "channel", head: "Channel", cell: (cost) => channelNames[cost.channel] },
  { key: "amount", head: "Amount", align: "end", isCorner: true, cell: (cost) => <Money value={cost.amount} /> },
  { key: "from", head: "First day", cell: (cost) => <Day on={cost.from_on} /> },
  { key: "to", head: "Until before", cell: (cost) => <Day on={cost.to_on} /> },
  { key: "note", head: "Note", isName: true, cell: (cost) => cost.note, canWrap: true },
];

const channelOptions = Object.entries(channelNames).map(([value, label]) => ({ value: value as CostedChannel, label }));

function EnterDialog({ onClose }: { readonly onClose: () => void }) {
  const { currency, zone } = useWorkspace();
  const enter = api.useMutation("post", "/v1/channel-costs", inForm);
  const today = localDay(Date.now(), zone);
  const form = useForm({
    initial: {
      channel: "paid" as CostedChannel,
      amount: undefined as string | undefined,
      from_on: `${today.slice(0, 7)}-01`,
      to_on: today,
      note: "",
    },
    submit: ({ amount, ...rest }) =>
      amount === undefined
        ? missing("amount", "Write the amount.")
        : enter.mutateAsync({ body: { ...rest, amount: { amount, currency } } }),
    onDone: () => {
      showDone("The cost is entered.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title="Enter a channel's cost" lead="It is spread evenly over its days.">
      <Form form={form} submitLabel="Enter cost" onCancel={onClose}>
        <Select label="Channel" options={channelOptions} {...form.field("channel")} />
        <MoneyInput label="Amount" currency={currency} {...form.field("amount")} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <DateInput label="First day" {...form.field("from_on")} />
          <DateInput label="Until before" hint="The day after the last one." {...form.field("to_on")} />
        </div>
        <TextInput label="Note" isOptional maxLength={1000} autoComplete="off" {...form.field("note")} />
      </Form>
    </Dialog>
  );
}

function TakeOutDialog({ cost, onClose }: { readonly cost: ChannelCost; readonly onClose: () => void }) {
  const archive = api.useMutation("post", "/v1/channel-costs/{id}/archive", {
    onSuccess: () => {
      showDone("The cost is taken out.");
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Take ${moneyText(cost.amount)} for ${channelNames[cost.channel].toLowerCase()} out?`}
      confirmLabel="Take out cost"
      isDangerous
      isBusy={archive.isPending}
      onConfirm={() => archive.mutate({ params: { path: { id: cost.id } } })}
    >
      It leaves the comparison. The audit log keeps it; to bring it back, enter it again.
    </ConfirmDialog>
  );
}

/** What other channels cost, as somebody entered it. */
export function ChannelCostsSection() {
  const canWrite = useIsAtLeast("manager");
  const costs = usePages("/v1/channel-costs", { query: { limit: 100 } });
  const [isEntering, setEntering] = useState(false);
  const [leaving, setLeaving] = useState<ChannelCost>();
  const enter = canWrite && (
    <Button icon={Plus} onClick={() => setEntering(true)}>
      Enter cost
    </Button>
  );
  const takeOut = (cost: ChannelCost) => (
    <IconButton icon={Trash2} label={`Take ${channelNames[cost.channel].toLowerCase()} out`} onClick={() => setLeaving(cost)} />
  );
  return (
    <Section
      title="Costs of other channels"
      lead="What creators cost comes from commissions, programs and campaigns."
      actions={costs.rows?.length === 0 ? undefined : enter}
    >
      <Table
        {...costs}
        caption="Costs of other channels"
        columns={columns}
        rowKey={(cost) => cost.id}
        {...(canWrite ? { rowActions: takeOut } : {})}
        empty={
          <EmptyState title="No costs of other channels" icon={Wallet} action={enter}>
            Enter what advertising, mails and the like cost, and a new customer of theirs can be set beside one of your creators'.
          </EmptyState>
        }
      />
      {isEntering && <EnterDialog onClose={() => setEntering(false)} />}
      {leaving !== undefined && <TakeOutDialog cost={leaving} onClose={() => setLeaving(undefined)} />}
    </Section>
  );
}
