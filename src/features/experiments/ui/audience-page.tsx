import { MapPinned } from "lucide-react";
import { useState } from "react";
import { api, inForm } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { CreatorPicker } from "../../../web/pickers/creator-picker.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { linesOf, sharesIn } from "./audience-lines.ts";
import type { Audience } from "./dose-words.ts";

const percent = (share: string): string => `${Number((100 * Number(share)).toFixed(2))} %`;

function largest({ shares }: Audience): string {
  const [first] = shares.toSorted((a, b) => Number(b.share) - Number(a.share));
  return first === undefined ? "" : `${first.region}, ${percent(first.share)}`;
}

const columns: Column<Audience>[] = [
  { key: "creator", head: "Creator", isName: true, cell: ({ creator_name: name }) => name },
  { key: "regions", head: "Regions", align: "end", cell: ({ shares }) => shares.length },
  { key: "largest", head: "Most in", isCorner: true, cell: largest },
  {
    key: "all",
    head: "Told in all",
    align: "end",
    cell: ({ in_all: all }) => percent(all),
    explain: "The sum of the shares. What is left to 100 % lives elsewhere, or is not known.",
  },
  {
    key: "told",
    head: "Told",
    align: "end",
    cell: ({ told_at: at, import_id: file }) => (
      <>
        {file === null ? "Typed" : "From a file"}, <DateTime at={at} />
      </>
    ),
  },
];

interface TellProps {
  /** Undefined: one who is to be chosen. */
  readonly audience: Audience | undefined;
  readonly onClose: () => void;
}

function TellForm({ audience, onClose }: TellProps) {
  const tell = api.useMutation("put", "/v1/creator-audiences/{creator_id}", inForm);
  const form = useForm({
    initial: { creator_id: audience?.creator_id as string | undefined, lines: audience === undefined ? "" : linesOf(audience.shares) },
    pointers: { lines: "/shares" },
    submit: ({ creator_id, lines }) =>
      creator_id === undefined
        ? missing("creator_id", "Choose whose audience it is.")
        : tell.mutateAsync({ params: { path: { creator_id } }, body: { shares: sharesIn(lines) } }),
    onDone: onClose,
  });
  const { lines } = form.values;
  const wrong = sharesIn(lines).flatMap((_, at) => {
    const error = form.errorAt(`/shares/${at}/share`) ?? form.errorAt(`/shares/${at}/region`);
    return error === undefined ? [] : [`Line ${at + 1}: ${error}`];
  });
  return (
    <Form form={form} submitLabel="Save">
      {audience === undefined && <CreatorPicker label="Creator" {...form.field("creator_id")} />}
      <Textarea
        label="A region and its share in each line"
        rows={10}
        hint="Such as: Hesse 12.5 %. The names of regions as your sales have them; at most 100 % in all."
        {...form.field("lines")}
        error={wrong[0] ?? form.field("lines").error}
      />
    </Form>
  );
}

/** Where creators' audiences are. */
export function AudiencePage() {
  const to = usePaths();
  const canTell = useIsAtLeast("analyst");
  const { data } = api.useQuery("get", "/v1/creator-audiences");
  const [told, tell] = useState<{ readonly of: Audience | undefined }>();
  const actions = canTell && (
    <>
      <Button onClick={() => tell({ of: undefined })}>Type one</Button>
      <ButtonLink to={to.newImport()} search={{ kind: "audiences" }} variant="primary">
        Import a file
      </ButtonLink>
    </>
  );
  const change = (audience: Audience) => (
    <Button size="small" onClick={() => tell({ of: audience })}>
      Change
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Audiences by region"
        lead="How much of each creator’s audience lives where, as the platform or the creator tells it."
        crumbs={[{ label: "Experiments", to: to.experiments() }]}
        actions={data?.data.length === 0 ? undefined : actions}
      />
      <Table
        caption="Audiences by region"
        columns={columns}
        rows={data?.data}
        rowKey={({ creator_id: id }) => id}
        {...(canTell ? { rowActions: change } : {})}
        empty={
          <EmptyState title="No audiences are known yet" icon={MapPinned} action={actions}>
            Import a table of creator, region and share, or type the shares of one creator. Regions are written as your sales have them.
          </EmptyState>
        }
      />
      <Dialog
        isOpen={told !== undefined}
        onClose={() => tell(undefined)}
        title={told?.of === undefined ? "Where is a creator’s audience?" : `Where is the audience of ${told.of.creator_name}?`}
        lead="All regions at once: what was told before is replaced. Locked plans keep the shares that they were made of."
      >
        {told !== undefined && <TellForm audience={told.of} onClose={() => tell(undefined)} />}
      </Dialog>
    </>
  );
}
