import { StackedBar } from "../../../web/charts/stacked-bar.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { instantText } from "../../../web/kit/time/time-text.ts";
import { useZone } from "../../../web/kit/time/zone.ts";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Explain } from "../../../web/kit/value/explain.tsx";
import { moneyText } from "../../../web/kit/value/money.tsx";
import { seenTouches, shareSize, shareText, touchLabel, type Shares, type Story } from "./story.ts";

interface Row {
  readonly key: string;
  readonly label: string;
  readonly isPaid: boolean;
  readonly isRest: boolean;
  readonly shares: Shares;
}

/** Heads of narrow columns; the chart below has the names in full. */
const shortNames: Readonly<Record<string, string>> = {
  first: "First",
  last: "Last",
  last_non_direct: "Last non-direct",
  position_40_20_40: "40/20/40",
  time_decay_7d: "Time decay",
};

const hasShare = (shares: Shares): boolean => shares.some((share) => share.share !== "0");

/** The touches, numbered as in the timeline, and what none of them explains. */
function rowsOf(story: Story): Row[] {
  const touches = seenTouches(story).map((touch, index) => ({
    key: `${index}`,
    label: `${index + 1}. ${touchLabel(touch)}`,
    isPaid: touch.is_paid,
    isRest: false,
    shares: touch.shares,
  }));
  const rest = { key: "rest", label: "Unattributed", isPaid: false, isRest: true, shares: story.unattributed };
  return hasShare(story.unattributed) || touches.length === 0 ? [...touches, rest] : touches;
}

function Share({ shares, model }: { readonly shares: Shares; readonly model: string }) {
  const own = shares.find((each) => each.model === model);
  const text = shareText(shares, model);
  if (own === undefined || own.share === "0") return <span className="text-muted">0 %</span>;
  return <span title={`${own.share} of the order: ${moneyText(own.revenue)}`}>{text}</span>;
}

function CreditChart({ story, rows }: { readonly story: Story; readonly rows: readonly Row[] }) {
  const zone = useZone();
  return (
    <Card>
      <StackedBar
        title={seenTouches(story).length === 1 ? "With one touch, every model agrees" : "Who gets the credit depends on the model"}
        unit="Share of this order’s credit"
        source={`touches before the order, ${instantText(story.as_of, zone)}`}
        rowHead="Model"
        series={rows.map((row) => ({ key: row.key, label: row.label, isRest: row.isRest }))}
        rows={story.models.map((model) => ({
          key: model.id,
          label: model.name,
          parts: Object.fromEntries(
            rows.map((row) => [row.key, { size: shareSize(row.shares, model.id), text: shareText(row.shares, model.id) }]),
          ),
        }))}
      />
    </Card>
  );
}

/** Each model's answer to who gets credit for this order: a table and a picture of it. */
export function CreditSection({ story }: { readonly story: Story }) {
  const rows = rowsOf(story);
  const columns: Column<Row>[] = [
    {
      key: "touch",
      head: "Touch",
      isName: true,
      cell: (row) => (
        <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
          {row.label}
          {row.isPaid && <Badge tone="good">Paid</Badge>}
        </span>
      ),
    },
    ...story.models.map((model): Column<Row> => ({
      key: model.id,
      head: shortNames[model.id] ?? model.name,
      align: "end",
      cell: (row) => <Share shares={row.shares} model={model.id} />,
    })),
  ];
  return (
    <Section
      title="Credit under each model"
      lead={`${seenTouches(story).length === 0 ? "No touch is known before this order." : "For reports only."} Who is paid is decided by the pay rule, above.`}
      actions={
        <Explain of="Credit under each model">
          <KeyValueList entries={story.models.map((model) => ({ label: model.name, value: model.explanation }))} />
        </Explain>
      }
    >
      <div className="flex flex-col gap-5">
        <Table
          caption="Credit by touch and model"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.key}
          file={tableFile("/v1/conversions/{id}/story", { path: { id: story.order.id }, table: "shares" })}
          isGrid
          empty={null}
        />
        {seenTouches(story).length > 0 && <CreditChart story={story} rows={rows} />}
      </div>
    </Section>
  );
}
