import type { Sheet, SheetColumn, SheetValue } from "../../sharing/service.ts";
import type { campaignReport } from "../campaign/service.ts";

type CampaignReturn = Awaited<ReturnType<typeof campaignReport>>;
type Part = CampaignReturn["creators"][number]["horizons"][number];

const words = { campaign: "Campaign’s days", days_90: "90 days", lifetime: "Lifetime" } as const;

const listed = (money: { amount: string; currency: string } | null): SheetValue => (money === null ? null : [money]);

const columns = (first: SheetColumn, { formulas }: CampaignReturn): SheetColumn[] => [
  first,
  { title: "Orders", kind: "credit", formula: formulas.orders },
  { title: "Revenue", kind: "money", formula: formulas.revenue },
  { title: "Full cost", kind: "money", formula: formulas.cost },
  { title: "Return", kind: "ratio", formula: formulas.roi },
  { title: "at least", kind: "ratio", formula: formulas.interval },
  { title: "at most", kind: "ratio", formula: formulas.interval },
];

const cells = (name: string, of: Part): SheetValue[] => [
  name,
  of.orders,
  listed(of.revenue),
  listed(of.cost),
  of.roi,
  of.interval?.low ?? null,
  of.interval?.high ?? null,
];

/** What came back for what was spent, in a sentence. */
function chartFinding(campaign: Part | undefined): string {
  const perSpent = campaign?.revenue_per_spent ?? null;
  return perSpent === null ? "Revenue beside cost" : `The campaign’s days brought ${Number(perSpent).toFixed(2)} back for every 1 spent`;
}

/**
 * A campaign's return as it is shown outside of the workspace.
 *
 * @param report its three spans and its creators
 * @param of the campaign's name, and its days
 * @returns a table of the spans, with intervals, and one of creators within the campaign's days
 */
export function campaignSheet(
  report: CampaignReturn,
  { name, period }: { readonly name: string; readonly period: NonNullable<Sheet["period"]> },
): Sheet {
  const { horizons, creators, currency, source, formulas } = report;
  const campaign = horizons.find(({ horizon }) => horizon === "campaign");
  const known = horizons.filter((of) => of.revenue !== null && of.cost !== null);
  const label = (of: { readonly horizon: keyof typeof words; readonly is_over: boolean }): string =>
    `${words[of.horizon]}${of.is_over || of.horizon === "lifetime" ? "" : ", so far"}`;
  const account = (formula: keyof typeof formulas) => ({ formula: formulas[formula], source });
  const chart = {
    title: chartFinding(campaign),
    unit: `Attributed revenue after refunds, and full cost, in ${currency}`,
    source,
    kind: "bars" as const,
    currency,
    series: ["Attributed revenue", "Full cost"],
    points: known.map((of) => ({ label: label(of), values: [Number(of.revenue!.amount), Number(of.cost!.amount)] })),
  };
  return {
    subject: name,
    period,
    as_of: report.as_of,
    figures:
      campaign === undefined
        ? []
        : [
            { label: "Attributed revenue", kind: "money", value: listed(campaign.revenue), ...account("revenue") },
            { label: "Attributed orders", kind: "credit", value: campaign.orders, ...account("orders") },
            { label: "Full cost", kind: "money", value: listed(campaign.cost), ...account("cost") },
            { label: "Return on cost", kind: "ratio", value: campaign.roi, ...account("roi") },
          ],
    charts: known.length === 0 ? [] : [chart],
    tables: [
      {
        title: "Return over three spans",
        columns: columns({ title: "Span", kind: "span", formula: null }, report),
        rows: horizons.map((of) => cells(label(of), of)),
      },
      {
        title: "By creator, in the campaign’s days",
        columns: columns({ title: "Creator", kind: "creator", formula: null }, report),
        rows: creators.map((creator) =>
          cells(
            creator.name,
            creator.horizons.find(({ horizon }) => horizon === "campaign")!,
          ),
        ),
      },
    ],
    notes: [
      `Credit by the model ${report.models.find(({ id }) => id === report.model)?.name ?? report.model}. “At least” and “at most” are the interval of 95 % by the chance of which orders come.`,
      ...report.rates.map(({ base, quote, rate, on, source: by }) => `Converted at 1 ${base} = ${rate} ${quote} (${on}, ${by}).`),
    ],
  };
}
