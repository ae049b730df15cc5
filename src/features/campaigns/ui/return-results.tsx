import type { ReactNode } from "react";
import { api } from "../../../web/api.ts";
import { BarChart } from "../../../web/charts/bar-chart.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { instantText } from "../../../web/kit/time/time-text.ts";
import { useZone } from "../../../web/kit/time/zone.ts";
import { Explain } from "../../../web/kit/value/explain.tsx";
import { Explanation } from "../../../web/kit/value/explanation.tsx";
import { creditText } from "../../../web/lists/credit-text.ts";
import { Money, moneyText } from "../../../web/kit/value/money.tsx";
import { costKindOptions } from "../../../web/lists/cost-kinds.ts";
import { useParam } from "../../../web/params.ts";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { ShareButton } from "../../../web/sharing/share-button.tsx";
import { CampaignCreators } from "./return-creators.tsx";
import {
  CausedCell,
  CausedPerSpentCell,
  CausedRoiCell,
  horizonWords,
  kindCell,
  MarginCell,
  PerSpentCell,
  returnFinding,
  returnInterval,
  RoiCell,
} from "./return-cells.tsx";
import { returnFile, type Campaign, type CampaignReturn, type HorizonReturn } from "./campaign.ts";

interface Measure {
  readonly key: string;
  readonly label: string;
  readonly formula: string;
  readonly cell: (of: HorizonReturn) => ReactNode;
  readonly isPart?: boolean;
}

const part = (key: string, label: string): Measure => ({
  key,
  label,
  formula: "cost",
  cell: kindCell(key),
  isPart: true,
});

const measures: readonly Measure[] = [
  { key: "revenue", label: "Attributed revenue", formula: "revenue", cell: (of) => <Money value={of.revenue} /> },
  { key: "orders", label: "Attributed orders", formula: "orders", cell: (of) => creditText(of.orders) },
  { key: "new", label: "New customers", formula: "new_customers", cell: (of) => creditText(of.new_customers) },
  { key: "cost", label: "Full cost", formula: "cost", cell: (of) => <Money value={of.cost} /> },
  { key: "commission", label: "Commissions", formula: "commission", cell: (of) => <Money value={of.commission} />, isPart: true },
  ...costKindOptions.map(({ value, all }) => part(value, all)),
  { key: "roi", label: "Return on cost", formula: "roi", cell: (of) => <RoiCell of={of} /> },
  { key: "per", label: "Revenue for 1 spent", formula: "revenue_per_spent", cell: (of) => <PerSpentCell of={of} /> },
  { key: "margin", label: "Contribution margin", formula: "margin", cell: (of) => <MarginCell of={of} part="amount" /> },
  { key: "after", label: "Margin after cost", formula: "after_cost", cell: (of) => <MarginCell of={of} part="after_cost" /> },
  { key: "caused", label: "Revenue it caused", formula: "incremental", cell: (of) => <CausedCell of={of} /> },
  { key: "caused_roi", label: "Return on what it caused", formula: "incremental", cell: (of) => <CausedRoiCell of={of} /> },
  { key: "caused_per", label: "Caused for 1 spent", formula: "incremental", cell: (of) => <CausedPerSpentCell of={of} /> },
];

function MeasureName({ measure, report }: { readonly measure: Measure; readonly report: CampaignReturn }) {
  const { formulas, source, as_of: at } = report;
  const interval = measure.key === "roi" || measure.key === "per" ? { interval: formulas["interval"] } : {};
  if (measure.isPart === true) return <span className="pl-3 text-muted">{measure.label}</span>;
  return (
    <span className="inline-flex items-center gap-1.5 font-medium">
      {measure.label}
      <Explain of={measure.label}>
        <Explanation formula={formulas[measure.formula]} source={source} at={at} version={`model ${report.model}`} {...interval} />
      </Explain>
    </span>
  );
}

function HorizonTable({ report }: { readonly report: CampaignReturn }) {
  const columns: Column<Measure>[] = [
    { key: "name", head: "What", isName: true, cell: (measure) => <MeasureName measure={measure} report={report} /> },
    ...report.horizons.map((of) => ({
      key: of.horizon,
      head: `${horizonWords[of.horizon]}${of.is_over || of.horizon === "lifetime" ? "" : ", so far"}`,
      align: "end" as const,
      cell: (measure: Measure) => measure.cell(of),
    })),
  ];
  return (
    <Table
      caption="Return over three spans"
      isGrid
      columns={columns}
      rows={measures}
      rowKey={(each) => each.key}
      file={returnFile(report, "horizons")}
      empty={null}
    />
  );
}

const series = [
  { key: "revenue", label: "Attributed revenue" },
  { key: "cost", label: "Full cost" },
] as const;

/** Revenue beside cost, span by span. */
function ReturnChart({ report }: { readonly report: CampaignReturn }) {
  const zone = useZone();
  const known = report.horizons.filter((of) => of.revenue !== null && of.cost !== null);
  if (known.every((of) => of.revenue?.amount === "0" && of.cost?.amount === "0")) return null;
  const bar = (money: { amount: string; currency: string }) => ({ value: Number(money.amount), text: moneyText(money) });
  return (
    <Card>
      <BarChart
        title={returnFinding(report)}
        unit={`Attributed revenue after refunds, and full cost, in ${report.currency}`}
        interval={returnInterval(report)}
        source={`${report.source}, ${instantText(report.as_of, zone)}`}
        groupHead="Span"
        series={series}
        groups={known.map((of) => ({
          key: of.horizon,
          label: horizonWords[of.horizon],
          bars: { revenue: bar(of.revenue!), cost: bar(of.cost!) },
        }))}
      />
    </Card>
  );
}

function Rates({ report }: { readonly report: CampaignReturn }) {
  if (report.rates.length === 0) return null;
  const texts = report.rates.map((rate) => `1 ${rate.base} = ${Number(rate.rate)} ${rate.quote} (${rate.on}, ${rate.source})`);
  return (
    <p className="text-sm text-muted">
      Converted into {report.currency}: {texts.join("; ")}.
    </p>
  );
}

/** Where what the campaign caused is known from. */
function CausedSources({ report }: { readonly report: CampaignReturn }) {
  const stated = report.horizons.flatMap(({ horizon, incremental }) => (incremental === null ? [] : [{ horizon, ...incremental }]));
  if (stated.length === 0) return null;
  const texts = stated.map(
    ({ horizon, source, level }) => `${horizonWords[horizon].toLowerCase()} by ${source} (interval of ${Number(level) * 100} %)`,
  );
  return <p className="text-sm text-muted">What it caused is stated: {texts.join("; ")}.</p>;
}

/** Two campaigns of the same creators on the same days count the same orders; each answers for itself. */
function Overlaps({ report }: { readonly report: CampaignReturn }) {
  const to = usePaths();
  if (report.overlaps.length === 0) return null;
  return (
    <Notice tone="neutral" title="Other campaigns count the same orders">
      They share days and creators with this one, so do not add their returns up:{" "}
      {report.overlaps.map(({ campaign_id: id, name }, at) => (
        <span key={id}>
          {at > 0 && ", "}
          <TextLink to={to.campaign(id)}>{name}</TextLink>
        </span>
      ))}
      . To keep them apart, give each its own creators, days or programs.
    </Notice>
  );
}

function MissingRates({ report }: { readonly report: CampaignReturn }) {
  if (report.missing_rates.length === 0) return null;
  return (
    <Notice tone="warn" title={`There is no rate of exchange from ${report.missing_rates.join(", ")} into ${report.currency}`}>
      Sums with these currencies are not known until a rate is added under Settings, Accounting. A part of the whole would be a wrong
      answer.
    </Notice>
  );
}

function Payback({ report }: { readonly report: CampaignReturn }) {
  if (report.horizons.every((of) => of.roi === null)) return null;
  const by = report.payback_by === "margin" ? "contribution margin" : "revenue (the margin is not known for every order)";
  return (
    <p>
      {report.payback_on === null ? (
        "Not paid back yet"
      ) : (
        <>
          Paid back on <Day on={report.payback_on} />
        </>
      )}
      <span className="text-muted">, counted by {by}.</span>{" "}
      <Explain of="Payback">
        <Explanation formula={report.formulas["payback"]} source={report.source} at={report.as_of} />
      </Explain>
    </p>
  );
}

/** What a campaign brought and cost, over three spans and by creator. */
export function CampaignResults({ campaign }: { readonly campaign: Campaign }) {
  const id = useParam("campaign");
  const [chosen, choose] = useSearchText("model");
  const query = chosen === undefined ? {} : { model: chosen };
  const { data: report } = api.useSuspenseQuery("get", "/v1/campaigns/{id}/return", { params: { path: { id }, query } });
  const options = report.models.map((model) => ({ value: model.id, label: model.name }));
  const picker = (
    <Select
      label="Model"
      isLabelHidden
      options={options}
      value={report.model}
      onChange={(model) => choose(model === "last_non_direct" ? undefined : model)}
    />
  );
  const explanation = report.models.find((model) => model.id === report.model)?.explanation;
  return (
    <>
      <Section
        title="What did it cost and bring?"
        lead={explanation}
        actions={
          <>
            <ShareButton asked={{ report: "campaign", campaign_id: id, model: report.model }} />
            {picker}
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <MissingRates report={report} />
          <Overlaps report={report} />
          <ReturnChart report={report} />
          <HorizonTable report={report} />
          <Payback report={report} />
          <p className="text-sm text-muted">
            A customer counts for the campaign that their first order came by, and for every later one whose links or codes they use:
            lifetimes of several campaigns do not add up.
          </p>
          <CausedSources report={report} />
          <Rates report={report} />
        </div>
      </Section>
      <CampaignCreators report={report} campaign={campaign} />
    </>
  );
}
