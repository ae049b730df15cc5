import {
  BadgeCheck,
  MessageCircleQuestion,
  MousePointerClick,
  ReceiptText,
  TicketPercent,
  Undo2,
  View,
  type LucideIcon,
} from "lucide-react";
import type { ReactNode } from "react";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Timeline, type TimelineEvent } from "../../../web/kit/page/timeline.tsx";
import { Money } from "../../../web/kit/value/money.tsx";
import { usePaths } from "../../../web/session.ts";
import { adjustmentText, sourceText, stepText } from "./order-words.ts";
import { seenTouches, type Story, type Touch } from "./story.ts";

const touchIcons: Record<Touch["kind"], LucideIcon> = {
  click: MousePointerClick,
  visit: View,
  code: TicketPercent,
  survey: MessageCircleQuestion,
};

function TouchTitle({ touch, place }: { readonly touch: Touch; readonly place: number }) {
  const to = usePaths();
  const who: ReactNode =
    touch.creator === null ? touch.channel_name : <TextLink to={to.creator(touch.creator.id)}>{touch.creator.name}</TextLink>;
  const by = { click: "click on a link", visit: "visit", code: "code used", survey: "named by the customer" }[touch.kind];
  return (
    <>
      {touch.kind === "survey" ? "" : `${place}. `}
      {who}: {by}
    </>
  );
}

function TouchDetail({ touch }: { readonly touch: Touch }) {
  const to = usePaths();
  if (touch.link !== null) return <TextLink to={to.link(touch.link.id)}>{touch.link.url.replace(/^https?:\/\//, "")}</TextLink>;
  if (touch.code !== null) return <TextLink to={to.code(touch.code.id)}>{touch.code.code}</TextLink>;
  return <>{touch.kind === "survey" ? "Answered after the order; pays nobody" : touch.channel_name}</>;
}

const touchEvent = (touch: Touch, index: number): TimelineEvent => ({
  key: `touch ${index}`,
  at: touch.at,
  icon: touchIcons[touch.kind],
  title: <TouchTitle touch={touch} place={index + 1} />,
  detail: (
    <>
      <TouchDetail touch={touch} />
      {touch.is_paid && " · paid for this"}
    </>
  ),
  tone: touch.is_paid ? ("good" as const) : touch.creator === null ? ("neutral" as const) : ("accent" as const),
});

function laterEvents({ touches, adjustments, ledger_lines: lines }: Story): TimelineEvent[] {
  const said = touches.flatMap((touch, index) => (touch.kind === "survey" ? [touchEvent(touch, index)] : []));
  const taken = adjustments.map((adjustment): TimelineEvent => ({
    key: adjustment.id,
    at: adjustment.occurred_at,
    icon: Undo2,
    title: adjustmentText(adjustment.kind),
    detail: adjustment.amount === null ? "The whole order" : <Money value={adjustment.amount} />,
    tone: "bad",
  }));
  const booked = lines.map((line): TimelineEvent => ({
    key: line.id,
    at: line.recorded_at,
    icon: BadgeCheck,
    title: (
      <>
        {stepText(line.step)}: <Money value={line.amount} />
      </>
    ),
    detail: line.to.creator?.name ?? line.from.creator?.name ?? "",
    tone: line.step === "earned" || line.step === "matured" ? "good" : "warn",
  }));
  return [...said, ...taken, ...booked].toSorted((one, other) => (one.at < other.at ? -1 : 1));
}

/** What happened, from the first touch to the last booking. */
export function OrderTimeline({ story }: { readonly story: Story }) {
  const { order } = story;
  const placed: TimelineEvent = {
    key: "order",
    at: order.occurred_at,
    precision: order.occurred_precision,
    icon: ReceiptText,
    title: (
      <>
        Order placed: <Money value={order.total} />
      </>
    ),
    detail: `${order.store.name}, came by ${sourceText(order.source)}`,
    tone: "accent",
  };
  return <Timeline isNarrow label="What happened" events={[...seenTouches(story).map(touchEvent), placed, ...laterEvents(story)]} />;
}
