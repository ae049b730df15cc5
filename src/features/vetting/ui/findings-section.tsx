import { Ban, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { api, inForm, usePages } from "../../../web/api.ts";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import type { Finding } from "./words.ts";

const tones = { high: "bad", medium: "warn", low: "neutral" } as const;

function Where({ finding }: { readonly finding: Finding }) {
  const to = usePaths();
  return finding.post_id === null ? "Bio" : <TextLink to={to.post(finding.post_id)}>Post</TextLink>;
}

const columns: Column<Finding>[] = [
  {
    key: "category",
    head: "Found",
    isName: true,
    cell: ({ kind, category }) =>
      kind === "conflict" ? `Competitor: ${category}` : <span className="first-letter:uppercase inline-block">{category}</span>,
  },
  { key: "severity", head: "Weight", isCorner: true, cell: ({ severity }) => <Badge tone={tones[severity]}>{severity}</Badge> },
  { key: "quote", head: "As it was written", canWrap: true, cell: ({ quote }) => <q>{quote}</q> },
  { key: "where", head: "Where", cell: (finding) => <Where finding={finding} /> },
  { key: "on", head: "Written", cell: ({ written_on: on }) => <Day on={on} /> },
];

function DismissDialog({
  creatorId,
  finding,
  onClose,
}: {
  readonly creatorId: string;
  readonly finding: Finding;
  readonly onClose: () => void;
}) {
  const dismiss = api.useMutation("post", "/v1/creators/{id}/safety-findings/{finding_id}/dismiss", inForm);
  const form = useForm({
    initial: { reason: "" },
    submit: ({ reason }) => dismiss.mutateAsync({ params: { path: { id: creatorId, finding_id: finding.id } }, body: { reason } }),
    onDone: () => {
      showDone("The finding is dismissed; scores made from now on leave it out.");
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={`Dismiss “${finding.category}”?`} lead={finding.quote}>
      <Form form={form} submitLabel="Dismiss finding" onCancel={onClose}>
        <TextInput label="Why it is none" maxLength={500} autoComplete="off" {...form.field("reason")} />
      </Form>
    </Dialog>
  );
}

/** What was found in a creator's bio and posts, each with its quote. */
export function FindingsSection({ creatorId }: { readonly creatorId: string }) {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  const [dismissing, setDismissing] = useState<Finding>();
  const findings = usePages("/v1/creators/{id}/safety-findings", { path: { id: creatorId } });
  const dismiss = (finding: Finding) => (
    <IconButton icon={Ban} label={`Dismiss ${finding.category}`} onClick={() => setDismissing(finding)} />
  );
  return (
    <div id="findings" className="scroll-mt-4">
      <Section
        title="Findings"
        lead="Words of your lists and names of competitors, in the bio and in posts of 180 days. Read the quote: words know no irony."
      >
        {findings.rows?.length === 0 ? (
          <EmptyState
            title="Nothing found"
            icon={ShieldCheck}
            action={<TextLink to={to.vettingSettings()}>Competitors and word lists</TextLink>}
          >
            Nothing of your lists was found when the accounts were last scored. What was written by an account that was never scored was not
            read.
          </EmptyState>
        ) : (
          <Table
            {...findings}
            caption="Findings"
            columns={columns}
            rowKey={({ id }) => id}
            {...(canWrite ? { rowActions: dismiss } : {})}
            empty={null}
          />
        )}
        {dismissing !== undefined && <DismissDialog creatorId={creatorId} finding={dismissing} onClose={() => setDismissing(undefined)} />}
      </Section>
    </div>
  );
}
