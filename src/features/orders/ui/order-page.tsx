import { api } from "../../../web/api.ts";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Money } from "../../../web/kit/value/money.tsx";
import { useParam } from "../../../web/params.ts";
import { usePaths } from "../../../web/session.ts";
import { CreditSection } from "./credit-section.tsx";
import { DecisionCard } from "./decision-card.tsx";
import { LensSection } from "./lens-section.tsx";
import { OrderFacts } from "./order-facts.tsx";
import { AdjustmentsSection, DecisionsSection, LedgerSection, LinesSection } from "./order-tables.tsx";
import { OrderStatus } from "./order-status.tsx";
import { OrderTimeline } from "./order-timeline.tsx";
import { flagText, orderTitle } from "./order-words.ts";
import type { Story } from "./story.ts";

/** What a reader should know before the figures. */
function Warnings({ story }: { readonly story: Story }) {
  const to = usePaths();
  const { flags, joined_into_id } = story.order;
  return (
    <>
      {joined_into_id !== null && (
        <Notice tone="warn" title="This is another name of an order that is counted already">
          It is cancelled and nothing is paid for it. <TextLink to={to.order(joined_into_id)}>The order that holds</TextLink>
        </Notice>
      )}
      {flags.length > 0 && (
        <Notice tone="warn" title="Look at the amounts">
          {flags.map(flagText).join(" ")}
        </Notice>
      )}
      {story.claims.map((claim) => (
        <Notice key={`${claim.kind} ${claim.creator.id}`} tone="accent" title={`${claim.creator.name} has a claim`}>
          {claim.reason}
        </Notice>
      ))}
    </>
  );
}

/** One order: who is paid and why, every touch, every model, and every cent that moved. */
export function OrderPage() {
  const to = usePaths();
  const id = useParam("order");
  const { data: story } = api.useSuspenseQuery("get", "/v1/conversions/{id}/story", { params: { path: { id } } });
  const { order } = story;
  return (
    <>
      <PageHeader
        title={orderTitle(order.kind, order.external_id)}
        crumbs={[{ label: "Orders", to: to.orders() }]}
        badge={<OrderStatus order={order} />}
        lead={
          <>
            <Money value={order.total} /> · <DateTime at={order.occurred_at} precision={order.occurred_precision} /> · {order.store.name}
          </>
        }
      />
      <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <Warnings story={story} />
          <DecisionCard story={story} />
          <LensSection story={story} />
          <CreditSection story={story} />
          <LedgerSection story={story} />
          <LinesSection story={story} />
          <AdjustmentsSection story={story} />
          <DecisionsSection story={story} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Card title="What happened">
            <OrderTimeline story={story} />
          </Card>
          <OrderFacts story={story} />
        </div>
      </div>
    </>
  );
}
