import { Ban, Plus } from "lucide-react";
import { useState } from "react";
import { api, inForm, usePages } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { More } from "../../../web/kit/parts/more.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { tableFile } from "../../../web/kit/table/table-file.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Explanation } from "../../../web/kit/value/explanation.tsx";
import { Grade, gradeWords } from "../../../web/kit/value/status.tsx";
import { Money, moneyText, Unknown } from "../../../web/kit/value/money.tsx";
import { VoidDialog } from "../../../web/lists/void-dialog.tsx";
import { WithInterval } from "../../../web/lists/with-interval.tsx";
import { useParam } from "../../../web/params.ts";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { QuoteDialog } from "./quote-dialog.tsx";
import { formatWords, numberText, priceWords, type CreatorPrices, type PriceRange, type Quote } from "./words.ts";

const source = "public tables, and the workspace’s own quotes and fees";

function Ends({ low, high }: Pick<NonNullable<PriceRange["range"]>, "low" | "high">) {
  return (
    <>
      <Money value={low} /> to <Money value={high} />
    </>
  );
}

const columnsOf = ({ formulas }: CreatorPrices): Column<PriceRange>[] => [
  {
    key: "kind",
    head: "What for",
    isName: true,
    canWrap: true,
    cell: ({ kind, unit, why_not: why }) => (
      <span className="flex min-w-40 flex-col">
        {priceWords[kind]}
        <span className="text-xs font-normal text-muted">{unit === "piece" ? "a piece" : "a piece and month"}</span>
        {why !== null && <span className="text-xs font-normal text-muted">{why}</span>}
      </span>
    ),
  },
  {
    key: "range",
    head: "Likely price",
    align: "end",
    isCorner: true,
    cell: ({ range, why_not: why }) =>
      range === null ? (
        <Unknown reason={why ?? "not known"} />
      ) : (
        <WithInterval interval={<Ends low={range.low} high={range.high} />}>
          <Money value={range.middle} />
        </WithInterval>
      ),
    explain: <Explanation formula={`${formulas["content"] ?? ""} ${formulas["use"] ?? ""}`} source={source} interval="80 %" />,
  },
  {
    key: "prior",
    head: "Public sources say",
    align: "end",
    cell: ({ prior }) => (prior === null ? <Unknown reason="no source names a range" /> : <Ends low={prior.low} high={prior.high} />),
    explain: <Explanation formula={formulas["prior"]} source="the tables of the rules" interval="80 %" />,
  },
  {
    key: "deals",
    head: "Own deals",
    align: "end",
    cell: ({ deals, own_deals: own }) => dealsText(deals, own),
    explain: <Explanation formula={formulas["deals"]} source="quotes, and fees of campaigns" />,
  },
];

/** How many deals a price rests on, and how many of them were with this creator. */
const dealsText = (deals: number, own: number): string => {
  if (deals === 0) return "none used";
  return `${deals}, ${own === 0 ? "none" : own === deals ? "all" : own} with this creator`;
};

const quoteColumns: Column<Quote>[] = [
  { key: "kind", head: "What for", isName: true, cell: ({ kind }) => priceWords[kind] },
  { key: "price", head: "Price", align: "end", isCorner: true, cell: ({ price }) => <Money value={price} /> },
  {
    key: "state",
    head: "State",
    cell: ({ state }) => <Badge tone={state === "paid" ? "good" : "neutral"}>{state === "paid" ? "Paid" : "Asked"}</Badge>,
  },
  {
    key: "scope",
    head: "For",
    cell: ({ quantity, months, platform, format }) =>
      [
        `${quantity} on ${platformLabel(platform)}`,
        format === null ? "" : formatWords[format],
        months === null ? "" : `${Number(months)} months`,
      ]
        .filter((part) => part !== "")
        .join(", "),
  },
  { key: "day", head: "Day", cell: ({ quoted_on: on }) => <Day on={on} /> },
  { key: "grade", head: "Grade", cell: ({ grade }) => <Grade grade={grade} />, explain: gradeWords },
  { key: "source", head: "Source", canWrap: true, cell: ({ source: from, note }) => [from, note].filter((text) => text !== "").join("; ") },
];

function VoidQuote({ quote, onClose }: { readonly quote: Quote; readonly onClose: () => void }) {
  const voiding = api.useMutation("post", "/v1/creator-quotes/{id}/void", inForm);
  return (
    <VoidDialog
      title={`Void ${moneyText(quote.price)} for ${priceWords[quote.kind].toLowerCase()}?`}
      what="The quote"
      submitLabel="Void quote"
      onVoid={(reason) => voiding.mutateAsync({ params: { path: { id: quote.id } }, body: { reason } })}
      onClose={onClose}
    />
  );
}

function Quotes({ creatorId, canWrite }: { readonly creatorId: string; readonly canWrite: boolean }) {
  const quotes = usePages("/v1/creator-quotes", { query: { creator_id: creatorId, limit: 50 } });
  const [voiding, setVoiding] = useState<Quote>();
  const voidButton = (quote: Quote) => (
    <IconButton icon={Ban} label={`Void ${moneyText(quote.price)} of ${quote.quoted_on}`} onClick={() => setVoiding(quote)} />
  );
  if (quotes.rows?.length === 0) return null;
  return (
    <>
      <Table
        {...quotes}
        caption="Prices asked and paid"
        columns={quoteColumns}
        rowKey={({ id }) => id}
        {...(canWrite ? { rowActions: voidButton } : {})}
        empty={null}
      />
      {voiding !== undefined && <VoidQuote quote={voiding} onClose={() => setVoiding(undefined)} />}
    </>
  );
}

/** What a creator is likely to cost: five prices, each by itself. */
export function PriceSection() {
  const to = usePaths();
  const id = useParam("creator");
  const canWrite = useIsAtLeast("manager");
  const { data } = api.useSuspenseQuery("get", "/v1/creators/{id}/price-range", { params: { path: { id } } });
  const [isEntering, setEntering] = useState(false);
  const enter = canWrite && (
    <Button icon={Plus} onClick={() => setEntering(true)}>
      Enter price
    </Button>
  );
  const size = data.followers === null ? "whose size is not known" : `with ${numberText(data.followers)} followers`;
  const sources = data.prices.flatMap(({ kind, prior }) => (prior?.ranges ?? []).map((range) => ({ kind, ...range })));
  return (
    <Section
      title="What will it cost?"
      lead={`On ${platformLabel(data.platform)}, ${size}. The five prices are never added up.`}
      actions={enter}
    >
      <div className="flex flex-col gap-4">
        <Table
          caption="Likely prices"
          columns={columnsOf(data)}
          rows={data.prices}
          rowKey={({ kind }) => kind}
          file={tableFile("/v1/creators/{id}/price-range", { path: { id }, table: "prices" })}
          empty={null}
        />
        <p className="text-sm text-muted">
          {data.exchange} {data.left_out > 0 && `${data.left_out} own deals in other currencies are left out.`} What it may cost at most to
          be worth it: <TextLink to={to.bookAgain()}>What may I pay?</TextLink>
        </p>
        {sources.length > 0 && (
          <More label="Where the public ranges come from">
            <ul className="flex list-disc flex-col gap-1 pl-5 text-sm">
              {sources.map((range) => (
                <li key={`${range.kind} ${range.source} ${range.low.amount}`}>
                  {priceWords[range.kind]}: <Ends low={range.low} high={range.high} />, {range.source}
                </li>
              ))}
            </ul>
          </More>
        )}
        <Quotes creatorId={id} canWrite={canWrite} />
      </div>
      {isEntering && <QuoteDialog creatorId={id} platform={data.platform} onClose={() => setEntering(false)} />}
    </Section>
  );
}
