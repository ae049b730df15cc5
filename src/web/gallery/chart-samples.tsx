import { BarChart } from "../charts/bar-chart.tsx";
import { LineChart } from "../charts/line-chart.tsx";
import { creatorsByModel, creators, creditByModel, models, ordersADay } from "./chart-figures.ts";
import { StackedBar } from "../charts/stacked-bar.tsx";

/** The charts, with made-up figures. */
export function ChartSamples() {
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <BarChart
        title="Ana began twice as many purchases as she closed"
        unit="Revenue credited, EUR, before refunds"
        interval="whiskers: 95 % interval"
        source="orders by Shopify webhook, 1 to 20 Nov 2026"
        groupHead="Creator"
        series={models}
        groups={creatorsByModel}
      />
      <StackedBar
        title="Who gets the credit for this order depends on the model"
        unit="Share of one order's credit"
        source="touches before the order, recorded 20 Nov 2026"
        rowHead="Model"
        series={creators}
        rows={creditByModel}
      />
      <LineChart
        title="Orders a day have doubled since the end of October"
        unit="Orders a day"
        interval="band: 95 % interval"
        source="orders by Shopify webhook; 31 Oct is missing"
        series={[{ key: "all", label: "Orders" }]}
        points={ordersADay}
        format={(value) => value.toLocaleString("en-GB", { maximumFractionDigits: 0 })}
      />
    </div>
  );
}
