import { useState } from "react";
import { api, inForm, usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import type { RulesChange } from "./words.ts";

/** Rules that hold, as far as they say who set them. */
export interface HeldRules {
  readonly source: string;
  readonly set_at: string | null;
  readonly set_by: string | null;
}

const columns: Column<RulesChange>[] = [
  { key: "at", head: "When", isName: true, cell: ({ set_at: at }) => <DateTime at={at} /> },
  { key: "by", head: "Who", cell: ({ set_by: by }) => by },
  { key: "what", head: "What", cell: ({ is_default: isDefault }) => (isDefault ? "Back to Vouch’s own" : "Set") },
  { key: "why", head: "Why", canWrap: true, cell: ({ source }) => source },
];

function ChangesDialog({ kind, onClose }: Pick<RulesChange, "kind"> & { readonly onClose: () => void }) {
  const changes = usePages("/v1/matching-rules/{kind}/changes", { path: { kind }, query: { limit: 20 } });
  return (
    <Dialog isOpen isWide onClose={onClose} title="Who changed them" lead="Every set stays on record.">
      <Table
        {...changes}
        caption="Changes of the rules"
        columns={columns}
        rowKey={({ set_at: at }) => at}
        empty={<p className="text-muted">Nobody yet: Vouch’s own hold.</p>}
      />
    </Dialog>
  );
}

function ResetDialog({ kind, onClose }: Pick<RulesChange, "kind"> & { readonly onClose: () => void }) {
  const reset = api.useMutation("post", "/v1/matching-rules/{kind}/reset", inForm);
  const form = useForm({
    initial: { source: "" },
    submit: (body) => reset.mutateAsync({ params: { path: { kind } }, body }),
    onDone: () => {
      showDone("Vouch’s own rules hold.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title="Back to Vouch’s own?" lead="Yours stay on record. Later versions of Vouch may change its own.">
      <Form form={form} submitLabel="Reset rules" onCancel={onClose}>
        <TextInput label="Why?" maxLength={500} autoComplete="off" {...form.field("source")} />
      </Form>
    </Dialog>
  );
}

/** Whose rules hold, since when and why; what was set before; and the way back to the program's own. */
export function RulesHead({ kind, rules }: { readonly kind: RulesChange["kind"]; readonly rules: HeldRules }) {
  const canWrite = useIsAtLeast("manager");
  const [open, setOpen] = useState<"changes" | "reset">();
  const close = () => setOpen(undefined);
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <p className="max-w-[72ch] text-pretty text-muted">
        {rules.set_at === null ? (
          "Vouch’s own. "
        ) : (
          <>
            Set by {rules.set_by}, <DateTime at={rules.set_at} />.{" "}
          </>
        )}
        {rules.source}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => setOpen("changes")}>
          Who changed them
        </Button>
        {canWrite && rules.set_at !== null && (
          <Button size="small" onClick={() => setOpen("reset")}>
            Back to Vouch’s own
          </Button>
        )}
      </div>
      {open === "changes" && <ChangesDialog kind={kind} onClose={close} />}
      {open === "reset" && <ResetDialog kind={kind} onClose={close} />}
    </div>
  );
}

/** The field of every change: why, with the name of whoever makes it. */
export const whyField = {
  label: "Why?",
  hint: "What it rests on. It stays on record with your name.",
  maxLength: 500,
  autoComplete: "off",
} as const;
