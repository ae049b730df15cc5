import { Ban, Plus, RefreshCw } from "lucide-react";
import { useState } from "react";
import { api, inForm, usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Money, moneyText } from "../../../web/kit/value/money.tsx";
import { daysLater } from "../../../kernel/civil.ts";
import { VoidDialog } from "../../../web/lists/void-dialog.tsx";
import { WithInterval } from "../../../web/lists/with-interval.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { EnterReuseDialog } from "./enter-reuse-dialog.tsx";
import { basisText, placeText, type Reuse, type ReuseValue } from "./reuse.ts";

type Value = ReuseValue["values"][number];

function Worth({ of }: { readonly of: Pick<Reuse, "amount" | "low" | "high"> }) {
  if (of.low === null || of.high === null) return <Money value={of.amount} />;
  const ends = (
    <>
      <Money value={of.low} /> to <Money value={of.high} />
    </>
  );
  return (
    <WithInterval interval={ends}>
      <Money value={of.amount} />
    </WithInterval>
  );
}

const valueColumns = (formulas: ReuseValue["formulas"]): Column<Value>[] => [
  { key: "basis", head: "Known by", isName: true, cell: ({ basis }) => basisText(basis) },
  {
    key: "amount",
    head: "Worth",
    align: "end",
    isCorner: true,
    cell: (value) => <Worth of={value} />,
    explain: Object.values(formulas).join(" "),
  },
  { key: "uses", head: "Uses", align: "end", cell: ({ uses }) => <Count value={uses} /> },
  { key: "creators", head: "Creators", align: "end", cell: ({ creators }) => <Count value={creators} /> },
];

const useColumns: Column<Reuse>[] = [
  { key: "creator", head: "Content of", isName: true, cell: ({ creator_name: name }) => name },
  { key: "amount", head: "Worth", align: "end", isCorner: true, cell: (reuse) => <Worth of={reuse} /> },
  { key: "basis", head: "Known by", cell: ({ basis }) => basisText(basis) },
  { key: "place", head: "Used in", cell: ({ used_in: place }) => placeText(place) },
  {
    key: "days",
    head: "Days",
    cell: ({ from_on: from, until_on: until }) => (
      <>
        <Day on={from} /> {until === null ? "until now" : <>to {<Day on={daysLater(until, -1)} />}</>}
      </>
    ),
  },
  {
    key: "source",
    head: "Source",
    canWrap: true,
    cell: ({ source, reference, note }) => [source, reference, note].filter((text) => text !== null && text !== "").join("; "),
  },
];

function VoidReuse({ reuse, onClose }: { readonly reuse: Reuse; readonly onClose: () => void }) {
  const voiding = api.useMutation("post", "/v1/campaigns/{id}/content-reuses/{reuse_id}/void", inForm);
  const path = { id: reuse.campaign_id, reuse_id: reuse.id };
  return (
    <VoidDialog
      title={`Void ${moneyText(reuse.amount)} for ${placeText(reuse.used_in).toLowerCase()}?`}
      what="The use"
      submitLabel="Void use"
      onVoid={(reason) => voiding.mutateAsync({ params: { path }, body: { reason } })}
      onClose={onClose}
    />
  );
}

/** What a campaign's content was worth where it was used again: a line of its own, beside the return and never in it. */
export function ReuseSection() {
  const id = useParam("campaign");
  const canWrite = useIsAtLeast("manager");
  const { data: campaign } = api.useSuspenseQuery("get", "/v1/campaigns/{id}", { params: { path: { id } } });
  const { data: line } = api.useSuspenseQuery("get", "/v1/campaigns/{id}/content-reuse-value", { params: { path: { id } } });
  const uses = usePages("/v1/campaigns/{id}/content-reuses", { path: { id }, query: { limit: 100 } });
  const [isEntering, setEntering] = useState(false);
  const [voiding, setVoiding] = useState<Reuse>();
  const enter = canWrite && (
    <Button icon={Plus} onClick={() => setEntering(true)}>
      Enter reuse
    </Button>
  );
  const voidButton = (reuse: Reuse) => (
    <IconButton icon={Ban} label={`Void ${moneyText(reuse.amount)} of ${reuse.creator_name}`} onClick={() => setVoiding(reuse)} />
  );
  const isNone = line.values.length === 0;
  return (
    <Section
      title="Content used again"
      lead="What creators’ content was worth in ads, mails or on product pages. A line of its own: neither revenue nor return has any of it."
      actions={isNone ? undefined : enter}
    >
      {isNone ? (
        <EmptyState title="No reuse entered" icon={RefreshCw} action={enter}>
          Where their content runs in an ad or stands on a product page, say what making it would have cost, what a licence would have, or
          what a split test measured. As long as nothing is entered, it is not known.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <Table
            caption="Worth of content used again"
            columns={valueColumns(line.formulas)}
            rows={line.values}
            rowKey={({ basis, currency }) => `${basis} ${currency}`}
            file={tableFile("/v1/campaigns/{id}/content-reuse-value", { path: { id }, table: "values" })}
            empty={null}
          />
          <Table
            {...uses}
            caption={`Uses of content of ${campaign.name}`}
            columns={useColumns}
            rowKey={(reuse) => reuse.id}
            {...(canWrite ? { rowActions: voidButton } : {})}
            empty={null}
          />
        </div>
      )}
      {isEntering && <EnterReuseDialog campaign={campaign} onClose={() => setEntering(false)} />}
      {voiding !== undefined && <VoidReuse reuse={voiding} onClose={() => setVoiding(undefined)} />}
    </Section>
  );
}
