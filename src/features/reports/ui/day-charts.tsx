import { LineChart } from "../../../web/charts/line-chart.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { calendarDayText, instantText } from "../../../web/kit/time/time-text.ts";
import { useZone } from "../../../web/kit/time/zone.ts";
import { locale } from "../../../web/kit/value/locale.ts";
import { moneyText } from "../../../web/kit/value/money.tsx";
import { useWorkspace } from "../../../web/session.ts";
import { amountIn, axisMoney, sizeOf, type Overview } from "./figures.ts";

type Day = Overview["days"][number];

const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
/** There is no half an order: a line between whole numbers has no label. */
const wholeOnly = (value: number): string => (Number.isInteger(value) ? count(value) : "");

function bestDay(days: readonly Day[], currency: string): string {
  const best = days.reduce((most, day) => (amountIn(day.revenue, currency) > amountIn(most.revenue, currency) ? day : most), days[0]!);
  const amount = amountIn(best.revenue, currency);
  if (amount === 0n) return `No revenue in ${currency} in these days`;
  return `The best day was ${calendarDayText(best.on)} with ${moneyText({ amount: amount.toString(), currency })}`;
}

function clicksAndOrders(days: readonly Day[]): string {
  const clicks = days.reduce((sum, day) => sum + day.clicks, 0);
  const orders = days.reduce((sum, day) => sum + day.orders, 0);
  if (clicks === 0) return `${count(orders)} orders, no clicks`;
  return `${count(clicks)} clicks and ${count(orders)} orders, day by day`;
}

/** Revenue and traffic day by day, in the brand's zone. */
export function DayCharts({ overview }: { readonly overview: Overview }) {
  const { currency } = useWorkspace();
  const zone = useZone();
  const { days, figures } = overview;
  const asOf = instantText(overview.as_of, zone);
  const file = tableFile("/v1/reports/overview", { query: { from: overview.from, to: overview.to }, table: "days" });
  const points = (value: (day: Day) => number) => days.map((day) => ({ on: day.on, value: value(day) }));
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Card>
        <LineChart
          title={bestDay(days, currency)}
          unit={`Revenue a day in ${currency}, after refunds`}
          source={`${figures.revenue.source}, ${asOf}`}
          series={[{ key: "revenue", label: "Revenue" }]}
          points={{ revenue: points((day) => sizeOf(amountIn(day.revenue, currency))) }}
          format={axisMoney(currency)}
          file={file}
        />
      </Card>
      <Card>
        <LineChart
          title={clicksAndOrders(days)}
          unit="A day, by the brand’s clock"
          source={`${figures.clicks.source} and ${figures.orders.source}, ${asOf}`}
          series={[
            { key: "clicks", label: "Clicks" },
            { key: "orders", label: "Orders" },
          ]}
          points={{ clicks: points((day) => day.clicks), orders: points((day) => day.orders) }}
          format={wholeOnly}
          file={file}
        />
      </Card>
    </div>
  );
}
