import { Suspense } from "react";
import { api } from "../../../web/api.ts";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { AttributionTabs } from "../../../web/lists/attribution-tabs.tsx";
import type { Days } from "../../../web/pickers/period.ts";
import { PeriodPicker, usePeriod } from "../../../web/pickers/period-picker.tsx";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { ShareButton } from "../../../web/sharing/share-button.tsx";
import { ComparisonChart } from "./comparison-chart.tsx";
import { ComparisonTable } from "./comparison-table.tsx";
import { LensesSection } from "./lenses-section.tsx";
import { ModelsSection } from "./models-section.tsx";
import type { Comparison, Measure } from "./comparison.ts";

const measures = [
  { value: "revenue", label: "As revenue" },
  { value: "orders", label: "As orders" },
] as const;

function ModelWords({ comparison }: { readonly comparison: Comparison }) {
  const to = usePaths();
  return (
    <Card
      title="What each model says"
      lead="All start from the same touches before the order. None of them proves what caused a sale, and none decides pay: the pay rule does."
      actions={<TextLink to={to.market()}>How wrong is my counting?</TextLink>}
    >
      <KeyValueList entries={comparison.models.map((model) => ({ label: model.name, value: model.explanation }))} />
    </Card>
  );
}

function CurrencyChoice({ comparison }: { readonly comparison: Comparison }) {
  const [chosen, choose] = useSearchText("currency");
  const options = [
    { value: comparison.currency, label: `Orders in ${comparison.currency}` },
    ...comparison.other_currencies.map(({ currency, orders }) => ({ value: currency, label: `Orders in ${currency} (${orders})` })),
  ];
  if (options.length < 2) return null;
  return (
    <div className="flex">
      <Select label="Currency" isLabelHidden options={options} value={chosen ?? comparison.currency} onChange={choose} />
    </div>
  );
}

/** Whether credit is shown as revenue or as orders; it lives in the address. */
function useMeasure() {
  const [shown, show] = useSearchText("as");
  const measure: Measure = shown === "orders" ? "orders" : "revenue";
  return { measure, show };
}

function MeasureChoice() {
  const { measure, show } = useMeasure();
  return (
    <Select
      label="Shown as"
      isLabelHidden
      options={measures}
      value={measure}
      onChange={(next) => show(next === "revenue" ? undefined : next)}
    />
  );
}

function Report({ days }: { readonly days: Days }) {
  const [currency] = useSearchText("currency");
  const { measure } = useMeasure();
  const query = { ...days, ...(currency === undefined ? {} : { currency }) };
  const { data: comparison } = api.useSuspenseQuery("get", "/v1/attribution/comparison", { params: { query } });
  const { waiting, other_currencies: others } = comparison;
  return (
    <div className="flex flex-col gap-5">
      <CurrencyChoice comparison={comparison} />
      <ComparisonTable comparison={comparison} measure={measure} />
      {waiting.orders > 0 && <p>{waiting.orders} more orders arrived a moment ago and have no credit yet.</p>}
      {others.length > 0 && currency === undefined && (
        <p className="text-muted">
          Not in this table: {others.map((other) => `${other.orders} orders in ${other.currency}`).join(", ")}. Currencies are compared one
          at a time.
        </p>
      )}
      {comparison.orders > 0 && <ComparisonChart comparison={comparison} measure={measure} />}
      <ModelsSection days={days} currency={currency} measure={measure} />
      <LensesSection days={days} currency={currency} />
      <ModelWords comparison={comparison} />
    </div>
  );
}

/** Every model's answer to the same question, side by side with what was paid. */
export function ComparisonPage() {
  const period = usePeriod();
  const [currency] = useSearchText("currency");
  return (
    <>
      <PageHeader
        title="Attribution"
        guide="which-lens-do-i-believe"
        lead={`${period.text}: who gets credit for the orders, by six models side by side.`}
        actions={
          <>
            <ShareButton asked={{ report: "comparison", ...period.asked, ...(currency === undefined ? {} : { currency }) }} />
            <MeasureChoice />
            <PeriodPicker period={period} />
          </>
        }
      />
      <AttributionTabs />
      <Suspense fallback={<PageSkeleton />}>
        <Report days={period.asked} />
      </Suspense>
    </>
  );
}
