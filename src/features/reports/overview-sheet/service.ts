import type { Sheet, SheetFigure } from "../../sharing/service.ts";
import { bestDayFinding, trafficFinding } from "../findings.ts";
import type { overview as loadOverview } from "../overview/service.ts";

type Overview = Awaited<ReturnType<typeof loadOverview>>;

const labels = {
  revenue: "Revenue",
  orders: "Orders",
  clicks: "Clicks",
  new_customers: "New customers",
  credited_revenue: "Credited to creators",
  commission: "Commission",
  refunded: "Refunded",
} as const;

function figuresOf({ figures }: Overview): SheetFigure[] {
  return Object.entries(labels).map(([name, label]) => {
    const { value, formula, source } = figures[name as keyof typeof labels];
    return { label, kind: typeof value === "number" ? "count" : "money", value, formula, source };
  });
}

/**
 * The overview as it is shown outside of the workspace.
 *
 * @param overview its figures, its days and the creators with the most credit
 * @returns charts of revenue in the brand's own currency, and of clicks and orders; a table of creators
 */
export function overviewSheet(overview: Overview): Sheet {
  const { days, figures, top_creators: creators, model } = overview;
  const currency = figures.revenue.value[0]?.currency ?? null;
  const revenueOf = (day: Overview["days"][number]) => Number(day.revenue.find((each) => each.currency === currency)?.amount ?? 0);
  const byDay = { kind: "line" as const, unit: "a day, by the brand’s clock" };
  return {
    subject: "Overview",
    period: { from: overview.from, to: overview.to, zone: overview.zone },
    as_of: overview.as_of,
    figures: figuresOf(overview),
    charts: [
      {
        ...byDay,
        title: currency === null ? "No revenue in these days" : bestDayFinding(days, currency),
        unit: `Revenue in ${currency ?? "any currency"} ${byDay.unit}, after refunds`,
        source: figures.revenue.source,
        currency,
        series: ["Revenue"],
        points: days.map((day) => ({ label: day.on, values: [revenueOf(day)] })),
      },
      {
        ...byDay,
        title: trafficFinding(days),
        source: `${figures.clicks.source} and ${figures.orders.source}`,
        currency: null,
        series: ["Clicks", "Orders"],
        points: days.map((day) => ({ label: day.on, values: [day.clicks, day.orders] })),
      },
    ],
    tables: [
      {
        title: "Creators with the most credit",
        columns: [
          { title: "Creator", kind: "creator", formula: null },
          { title: "Credited revenue", kind: "money", formula: figures.credited_revenue.formula },
          { title: "Credited orders", kind: "credit", formula: `Shares of orders under the model ${model.name}, added up.` },
          { title: "Paid orders", kind: "count", formula: "Orders of these days for which the pay rule pays this creator." },
          { title: "Commission", kind: "money", formula: figures.commission.formula },
        ],
        rows: creators.map((row) => [row.name, [row.credited_revenue], row.credited_orders, row.paid_orders, row.commission]),
      },
    ],
    notes: [`Credit by the model ${model.name}: ${model.explanation} Who is paid is decided by the pay rule.`],
  };
}
