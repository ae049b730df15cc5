import { Sparkline } from "../charts/sparkline.tsx";
import { CodeBlock } from "../kit/page/code-block.tsx";
import { KeyValueList } from "../kit/page/key-value-list.tsx";
import { DateTime } from "../kit/time/date-time.tsx";
import { Day } from "../kit/time/day.tsx";
import { Badge } from "../kit/value/badge.tsx";
import { Count } from "../kit/value/count.tsx";
import { IdText } from "../kit/value/id-text.tsx";
import { Money, Unknown } from "../kit/value/money.tsx";
import { Percent, Ratio } from "../kit/value/percent.tsx";
import { Stat, Stats } from "../kit/value/stat.tsx";
import { Status } from "../kit/value/status.tsx";

const at = "2026-11-20T13:05:00Z";
const orders = { formula: "Paid orders of the program's creators", source: "Shopify webhooks, complete", at };
const roi = {
  formula: "(revenue − cost) ÷ cost",
  source: "Orders and costs recorded here",
  at,
  version: "roi-1",
  interval: "none: a sum, not an estimate",
  note: "Revenue that would have come anyway is in it. The attribution page tells the two apart.",
};
const statuses = ["paid", "pending", "provisional", "earned", "cancelled", "reversed", "test", "running", "disabled"];

function StatSamples() {
  return (
    <Stats>
      <Stat label="Orders" value={<Count value={1284} />} detail="+12 % on October" explanation={orders} />
      <Stat label="Revenue" value={<Money value={{ amount: "9834210", currency: "EUR" }} />} explanation={orders} />
      <Stat label="Cost" value={<Money value={{ amount: "1840055", currency: "EUR" }} />} detail="six kinds" explanation={orders} />
      <Stat label="Return on investment" value={<Ratio value={4.3445} digits={0} />} explanation={roi} />
    </Stats>
  );
}

const facts = [
  { label: "Order", value: <IdText value="ord_01h455vb4pex5vsknk084sn02q" what="order id" /> },
  { label: "Placed", value: <DateTime at={at} /> },
  { label: "Known to the day", value: <DateTime at={at} precision="day" /> },
  { label: "Valid from", value: <Day on="2026-11-01" /> },
  { label: "Total", value: <Money value={{ amount: "12345678901234567", currency: "EUR" }} /> },
  { label: "In yen, in dinar", value: <MoneyPair /> },
  { label: "Taken back", value: <Money value={{ amount: "-250", currency: "EUR" }} sign="always" /> },
  { label: "Commission", value: <Percent rate="0.125" /> },
  { label: "Unit cost", value: <Unknown /> },
  { label: "Last 30 days", value: <Sparkline label="Orders a day, 3 to 12, last 30 days" values={[3, 4, 4, 6, null, 5, 7, 9, 8, 12]} /> },
];

function MoneyPair() {
  return (
    <>
      <Money value={{ amount: "1980", currency: "JPY" }} /> · <Money value={{ amount: "1980", currency: "KWD" }} />
    </>
  );
}

/** Numbers, times, states. */
export function ValueSamples() {
  return (
    <>
      <StatSamples />
      <div className="flex flex-wrap items-center gap-2">
        {statuses.map((status) => (
          <Status key={status} value={status} />
        ))}
        <Badge tone="accent">New customer</Badge>
      </div>
      <KeyValueList entries={facts} />
      <CodeBlock label="Snippet" code={'<script async src="https://go.example.com/v.js" data-site="site_4k2"></script>'} />
    </>
  );
}
