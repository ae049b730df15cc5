import { Suspense } from "react";
import { api } from "../../../web/api.ts";
import { MatrixChart } from "../../../web/charts/matrix/matrix-chart.tsx";
import { Button } from "../../../web/kit/action/button.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { instantText } from "../../../web/kit/time/time-text.ts";
import { useZone } from "../../../web/kit/time/zone.ts";
import { Money } from "../../../web/kit/value/money.tsx";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { BookingTabs } from "./booking-tabs.tsx";
import { MatrixTable } from "./matrix-table.tsx";
import { matrixFinding, measures, pictureCells, sortedCreators, spans, type Matrix, type MatrixSort, type Measure } from "./matrix.ts";

/** How many creators the picture has; the table has all. */
const mostRows = 20;

function useChoices() {
  const [as, showAs] = useSearchText("as");
  const [span, showSpan] = useSearchText("span");
  const [model, showModel] = useSearchText("model");
  const [currency, showCurrency] = useSearchText("currency");
  const [cursor, showPage] = useSearchText("before");
  const [sorted, showSort] = useSearchText("sort");
  const measure: Measure = measures.find(({ value }) => value === as)?.value ?? "revenue";
  const horizon = spans.find(({ value }) => value === span)?.value ?? "campaign";
  const key = sorted?.replace(/^-/, "") ?? "total";
  const sort: MatrixSort = { key, direction: sorted === undefined || sorted.startsWith("-") ? "descending" : "ascending" };
  const onSort = ({ key: by, direction }: MatrixSort) => showSort(`${direction === "descending" ? "-" : ""}${by}`);
  const query = {
    horizon,
    ...(model === undefined ? {} : { model }),
    ...(currency === undefined ? {} : { currency }),
    ...(cursor === undefined ? {} : { cursor }),
  };
  return { measure, sort, onSort, query, cursor, showAs, showSpan, showModel, showCurrency, showPage };
}

type Choices = ReturnType<typeof useChoices>;

function Pickers({ matrix, choices }: { readonly matrix: Matrix; readonly choices: Choices }) {
  const { measure, showAs, showSpan, showModel, showCurrency } = choices;
  const { currency, currencies } = matrix;
  const known = currencies.some((each) => each.currency === currency) ? currencies : [...currencies, { currency, campaigns: 0 }];
  const models = matrix.models.map(({ id: value, name: label }) => ({ value, label }));
  return (
    <div className="flex flex-wrap gap-2">
      <Select
        label="Shown"
        isLabelHidden
        options={measures}
        value={measure}
        onChange={(value) => showAs(value === "revenue" ? undefined : value)}
      />
      <Select
        label="Span"
        isLabelHidden
        options={spans}
        value={matrix.horizon}
        onChange={(value) => showSpan(value === "campaign" ? undefined : value)}
      />
      <Select
        label="Model"
        isLabelHidden
        options={models}
        value={matrix.model}
        onChange={(value) => showModel(value === "last_non_direct" ? undefined : value)}
      />
      {known.length > 1 && (
        <Select
          label="Currency"
          isLabelHidden
          options={known.map((each) => ({ value: each.currency, label: `${each.campaigns} campaigns in ${each.currency}` }))}
          value={currency}
          onChange={showCurrency}
        />
      )}
    </div>
  );
}

function Picture({ matrix, choices }: { readonly matrix: Matrix; readonly choices: Choices }) {
  const zone = useZone();
  const { measure, sort } = choices;
  const shown = sortedCreators(matrix.creators, sort, measure).slice(0, mostRows);
  const model = matrix.models.find(({ id }) => id === matrix.model)?.name ?? matrix.model;
  const word = measures.find(({ value }) => value === measure)!.label;
  const unit = measure === "orders" ? "orders" : measure === "return" ? "%" : matrix.currency;
  const left = matrix.creators.length - shown.length;
  return (
    <Card>
      <MatrixChart
        title={matrixFinding(matrix, measure)}
        unit={`${word} in each campaign, in ${unit}; empty: no part, or not known${left > 0 ? `; ${left} more creators are in the table` : ""}`}
        source={`${matrix.source}, model ${model}, ${instantText(matrix.as_of, zone)}`}
        rowHead="Creator"
        rows={shown.map(({ name }) => name)}
        columns={matrix.campaigns.map(({ name }) => name)}
        cells={pictureCells(matrix, shown, measure)}
      />
    </Card>
  );
}

/** What nobody's row has, and what experiments said of whole campaigns. */
function BesidesRows({ matrix }: { readonly matrix: Matrix }) {
  const wholes = matrix.campaigns.filter((each) => each.cost_of_whole !== null);
  const caused = matrix.campaigns.filter((each) => each.incremental !== null);
  return (
    <div className="flex flex-col gap-1 text-sm text-muted">
      {wholes.length > 0 && (
        <p>
          In nobody’s row, and in the totals of their campaigns: costs of a campaign as a whole (
          {wholes.map((each, at) => (
            <span key={each.campaign_id}>
              {at > 0 && ", "}
              {each.name} <Money value={each.cost_of_whole} />
            </span>
          ))}
          ).
        </p>
      )}
      {caused.map((each) => (
        <p key={each.campaign_id}>
          {each.name} caused <Money value={each.incremental!.revenue} /> by {each.incremental!.source},{" "}
          {Number(each.incremental!.level) * 100} %: <Money value={each.incremental!.low} /> to <Money value={each.incremental!.high} />. No
          experiment tells its creators apart here.
        </p>
      ))}
      {matrix.rates.length > 0 && (
        <p>
          Converted at{" "}
          {matrix.rates.map((rate) => `1 ${rate.base} = ${Number(rate.rate)} ${rate.quote} (${rate.on}, ${rate.source})`).join("; ")}.
        </p>
      )}
    </div>
  );
}

function Pages({ matrix, choices }: { readonly matrix: Matrix; readonly choices: Choices }) {
  const { cursor, showPage } = choices;
  if (cursor === undefined && matrix.next_cursor === null) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {matrix.next_cursor !== null && <Button onClick={() => showPage(matrix.next_cursor!)}>Campaigns before these</Button>}
      {cursor !== undefined && <Button onClick={() => showPage(undefined)}>Newest campaigns</Button>}
    </div>
  );
}

function Compared({ choices }: { readonly choices: Choices }) {
  const { measure, sort, onSort, query } = choices;
  const { data: matrix } = api.useSuspenseQuery("get", "/v1/reports/creators-by-campaign", { params: { query } });
  const isTwice = matrix.total.again.orders !== "0" || matrix.creators.some(({ again }) => again.orders !== "0");
  return (
    <div className="flex flex-col gap-4">
      <Pickers matrix={matrix} choices={choices} />
      {matrix.missing_rates.length > 0 && (
        <Notice tone="warn" title={`There is no rate of exchange from ${matrix.missing_rates.join(", ")} into ${matrix.currency}`}>
          Sums with these currencies are not known until a rate is added under Settings, Accounting.
        </Notice>
      )}
      {isTwice && (
        <Notice tone="neutral" title="Some campaigns count the same orders">
          Each campaign’s column is what it says of itself. Sums over campaigns count such an order once, for the campaign that began first,
          and say what they left out.
        </Notice>
      )}
      {matrix.creators.length > 0 && <Picture matrix={matrix} choices={choices} />}
      <MatrixTable matrix={matrix} measure={measure} sort={sort} onSort={onSort} query={query} />
      <BesidesRows matrix={matrix} />
      <Pages matrix={matrix} choices={choices} />
    </div>
  );
}

/** What each creator brought and cost in each campaign, side by side. */
export function ByCampaignPage() {
  const to = usePaths();
  const choices = useChoices();
  return (
    <>
      <PageHeader
        title="Who do I book again?"
        lead="Each creator’s part in each campaign: one good week is not a habit."
        crumbs={[{ label: "Campaigns", to: to.campaigns() }]}
      />
      <BookingTabs />
      <Suspense fallback={<PageSkeleton />}>
        <Compared choices={choices} />
      </Suspense>
    </>
  );
}
