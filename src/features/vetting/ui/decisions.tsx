import { api, inForm, type Pages } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { RadioCards } from "../../../web/kit/input/radio-cards.tsx";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { decisions, type Decision } from "./words.ts";
import { FileDown } from "lucide-react";
import { useDownload } from "../../../web/client/download.ts";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { handleText, platformLabel } from "../../../web/pickers/platforms.ts";
import { usePaths } from "../../../web/session.ts";

type Choice = Decision["decision"];

const options = (Object.keys(decisions) as Choice[]).map((value) => ({
  value,
  label: decisions[value].label,
  hint: decisions[value].hint,
}));

interface DecisionDialogProps {
  readonly creator: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Records what is decided of a creator, with the reason; the evidence is copied by the server. */
export function DecisionDialog({ creator, onClose }: DecisionDialogProps) {
  const decide = api.useMutation("post", "/v1/creators/{id}/vetting-decisions", inForm);
  const form = useForm({
    initial: { decision: undefined as Choice | undefined, reason: "" },
    submit: async ({ decision, reason }): Promise<unknown> => {
      if (decision === undefined) return missing("decision", "Choose one.");
      return decide.mutateAsync({ params: { path: { id: creator.id } }, body: { decision, reason } });
    },
    onDone: () => {
      showDone("The decision is on record.");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Decide on ${creator.name}`}
      lead="The newest scores and findings are copied with it. A decision is never changed; a later one replaces it."
    >
      <Form form={form} submitLabel="Record decision" onCancel={onClose}>
        <RadioCards label="Decision" options={options} {...form.field("decision")} />
        <Textarea label="Why" maxLength={2000} {...form.field("reason")} />
      </Form>
    </Dialog>
  );
}

/** A decision in a word. */
export const DecisionBadge = ({ decision }: { readonly decision: Decision["decision"] }) => (
  <Badge tone={decisions[decision].tone}>{decisions[decision].done}</Badge>
);

const scoreOf = ({ platform, handle, score }: Decision["scores"][number]): string => {
  const account = { platform: platform as Parameters<typeof platformLabel>[0], handle };
  return `${platformLabel(account.platform)} ${handleText(account)}: ${score ?? "no score"}`;
};

const scoreText = ({ scores, erased_at: erasedAt }: Decision): string => {
  if (erasedAt !== null) return "erased";
  return scores.length === 0 ? "none" : scores.map(scoreOf).join(", ");
};

const columns = (hasName: boolean): Column<Decision>[] => [
  ...(hasName ? [{ key: "name", head: "Creator", isName: true, cell: (row: Decision) => row.creator_name }] : []),
  { key: "decision", head: "Decision", isCorner: true, cell: ({ decision }) => <DecisionBadge decision={decision} /> },
  { key: "reason", head: "Why", canWrap: true, cell: ({ reason }) => reason },
  { key: "by", head: "By", cell: ({ decided_by: by }) => by },
  { key: "at", head: "When", cell: ({ decided_at: at }) => <DateTime at={at} /> },
  { key: "scores", head: "Scores then", canWrap: true, cell: scoreText },
  {
    key: "findings",
    head: "Findings then",
    align: "end",
    cell: ({ findings }) => (findings === null ? "erased" : <Count value={findings} />),
  },
];

interface DecisionTableProps {
  readonly pages: Pages<Decision>;
  readonly caption: string;
  /** Of all creators: with their names, each row leading to the creator's scorecards. */
  readonly isOfAll?: boolean;
}

/** Decisions with what they rested on. */
export function DecisionTable({ pages, caption, isOfAll = false }: DecisionTableProps) {
  const to = usePaths();
  const download = useDownload();
  const evidence = ({ id, creator_name: name, erased_at: erasedAt }: Decision) =>
    erasedAt === null && (
      <IconButton
        icon={FileDown}
        label={`Download the evidence on ${name}`}
        onClick={() => download.mutate({ from: `/v1/vetting-decisions/${id}/evidence`, fileName: `${id}-evidence.json` })}
      />
    );
  return (
    <Table
      {...pages}
      caption={caption}
      columns={columns(isOfAll)}
      rowKey={({ id }) => id}
      {...(isOfAll ? { rowPath: (row: Decision) => to.creatorVetting(row.creator_id) } : {})}
      rowActions={evidence}
      empty={null}
    />
  );
}
