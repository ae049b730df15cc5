import { daysLater, epochDayOf, parseDay } from "../../../kernel/civil.ts";
import { exponentOf } from "../../../kernel/money.ts";
import { localDay } from "../../../kernel/zone.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { invalidInput } from "../../../platform/problems/platform-problems.ts";
import { computationKind, newestComputation, requestComputation, standingOf, type Computation } from "../../computations/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { defaultModel } from "../model-words.ts";
import type { CustomersWorth, WorthFrame, WorthInput } from "./customers-worth.ts";
import { countLeftOut, purchasesOf } from "./queries.ts";

type Asked = Pick<WorthFrame, "until" | "weeks" | "yearly_discount">;

/** How each figure of what customers are worth comes about. */
const formulas = {
  cohort: "Creators: under the model “last, not direct” a creator has credit for the customer's first order. Others: all others.",
  repeat_rate: "Customers who ordered on a later day again ÷ customers, with Wilson's interval of 95 %.",
  came_back_by:
    "1 − Kaplan and Meier's estimate of the time from the first to the second day with an order; whoever may still come counts as watched until the last day. Interval of 95 % by log-log.",
  difference: "Log-rank test of the two curves; p is the chance that such a difference comes by luck where there is none.",
  months: "Customers of the month who ordered in that month after ÷ customers of the month. Months that are not over are left out.",
  basis: "Contractual where at least half of the orders of known customers belong to a subscription.",
  retained:
    "Kaplan and Meier's estimate over renewals, interval of 95 % by log-log. A subscription is gone when its next payment is half a period late; the period is its own, or the median of all.",
  churn: "Left at the renewal ÷ were there before it.",
  subscription_fit:
    "Shifted beta-geometric model (sBG) by maximum likelihood over how many left at each renewal: each subscriber leaves with a chance of their own.",
  discounted_payments:
    "Expected payments of a new subscriber, the first included, each divided by (1 + yearly discount) to the power of the years until it; interval of 95 % by drawing subscriptions again.",
  subscriber_value:
    "Discounted payments × what a payment keeps after refunds on average; interval of 95 % by drawing subscriptions again, with what each paid.",
  fit: "BG/NBD by maximum likelihood over how often, when last and since when each customer ordered, in weeks; orders of one day are one. It falls short of what long holdouts bring.",
  spend: "Gamma-Gamma by maximum likelihood over the mean of each customer's repeat orders after refunds.",
  future_value:
    "Expected orders of each customer in the weeks to come × their expected spend, the mean over customers. Interval of 95 % by the delta method: estimate × exp(∓1.96 s), s² = the sum over both models of g′Cg, C the covariance of their log parameters from the observed information, g the slopes of the log value in them (Oehlert 1992). It holds what is expected of these customers; luck, and a model that does not fit, come on top, and of fewer than some 200 customers it is a little too narrow.",
  future_value_discounted:
    "The same, each week's part divided by (1 + yearly discount) to the power of the years until then, with its interval by the same method.",
} as const;

const dayNumber = (day: string): number => epochDayOf(parseDay(day)!);

async function loadPurchases(ctx: WorkspaceContext, asked: Asked): Promise<WorthInput> {
  const { zone, currency } = await loadWorkspace(ctx);
  const rows = await purchasesOf(ctx.db, ctx.workspaceId, { zone, currency, model: defaultModel });
  const left = await countLeftOut(ctx.db, ctx.workspaceId, currency);
  const unit = 10 ** exponentOf(currency);
  return {
    customers: rows.map((row) => row.person_id),
    subscriptions: rows.map((row) => row.subscription_id),
    days: rows.map((row) => row.day),
    values: rows.map((row) => Number(row.kept_minor) / unit),
    isCreators: rows.map((row) => row.is_creators),
    untilDay: dayNumber(asked.until),
    weeks: asked.weeks,
    yearlyDiscount: Number(asked.yearly_discount),
    frame: {
      currency,
      ...asked,
      left_out: { without_customer: Number(left.without_customer), other_currency: Number(left.other_currency) },
    },
  };
}

/** The calculation of what customers are worth, for the worker. */
export const customersWorthKind = computationKind<Asked, WorthInput, CustomersWorth>({
  kind: "customers-worth",
  scopes: { read: "attribution:read", write: "attribution:read" },
  load: loadPurchases,
  thread: { module: "../thread/jobs", from: import.meta.url },
});

/** There is one of a workspace. */
const subject = "customers";

const shown = (computation: Computation) => ({
  ...standingOf(computation),
  // It was made by this feature's own thread.
  result: computation.result as unknown as Writable<CustomersWorth> | null,
  formulas: { ...formulas },
});

/** Has worked out what customers are worth. @throws Problem invalid-input for a day that is not over */
export async function requestCustomersWorth(
  ctx: WorkspaceContext,
  asked: { readonly until?: string | undefined; readonly weeks: number; readonly yearly_discount: string },
) {
  const { zone } = await loadWorkspace(ctx);
  const yesterday = daysLater(localDay(ctx.now(), zone), -1);
  const { until = yesterday, weeks, yearly_discount } = asked;
  if (until > yesterday) throw invalidInput([{ pointer: "/until", detail: `until: must be a day that is over, at most ${yesterday}` }]);
  return shown(await requestComputation(ctx, { kind: customersWorthKind, subject, input: { until, weeks, yearly_discount } }));
}

/** What customers are worth, as it was last worked out; null: nobody asked yet. */
export async function getCustomersWorth(ctx: WorkspaceContext) {
  const newest = await newestComputation(ctx, { kind: customersWorthKind, subject });
  return { newest: newest === undefined ? null : shown(newest) };
}

/** Lists that an answer may hold as they are. */
type Writable<T> = T extends readonly (infer E)[] ? Writable<E>[] : T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;
