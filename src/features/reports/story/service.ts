import { formatId, parseId } from "../../../kernel/ids.ts";
import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { loadCredit, openCalibrations } from "../../attribution/service.ts";
import { codesByIds } from "../../codes/service.ts";
import { claimsOfOrder, commissionsOfOrder, decisionsOfOrder } from "../../commissions/service.ts";
import { creatorsByIds } from "../../creators/service.ts";
import { linesOfSources } from "../../ledger/service.ts";
import { linksByIds } from "../../links/service.ts";
import { getConversion, loadAdjustments, type Adjustment } from "../../orders/service.ts";
import { programsByIds } from "../../programs/service.ts";
import { loadStore } from "../../stores/service.ts";
import { channelName } from "../channel-name.ts";
import { defaultModel, shownModels } from "../model-words.ts";
import { touchShares } from "./touch-shares.ts";

type Shown = Awaited<ReturnType<typeof getConversion>>;
type Credit = NonNullable<Awaited<ReturnType<typeof loadCredit>>>;

const minus = (one: { amount: string; currency: string }, other: { amount: string }) => ({
  amount: (BigInt(one.amount) - BigInt(other.amount)).toString(),
  currency: one.currency,
});

function shownLine(line: Shown["lines"][number]) {
  const { position, title, product, sku, quantity, list_price } = line;
  const discount = { ...line.code_discount, amount: (BigInt(line.code_discount.amount) + BigInt(line.other_discount.amount)).toString() };
  const listed = { ...list_price, amount: (BigInt(list_price.amount) * BigInt(quantity)).toString() };
  return { position, title: title === "" ? product : title, sku, quantity, list_price, discount, charged: minus(listed, discount) };
}

async function shownOrder(ctx: WorkspaceContext, order: Shown) {
  const store = await loadStore(ctx, parseId("sto", order.store_id)!);
  const { id, external_id, kind, status, source, occurred_at, occurred_precision, received_at, total, refunded } = order;
  const { items, discount, tax, tax_included, shipping, codes, flags, is_new_customer, novelty_reason, joined_into_id, references } = order;
  return {
    ...{ id, external_id, kind, status, source, occurred_at, occurred_precision, received_at, total, refunded },
    ...{
      items,
      discount,
      tax,
      tax_included,
      shipping,
      codes: [...codes],
      flags: [...flags],
      is_new_customer,
      novelty_reason,
      joined_into_id,
    },
    store: { id: order.store_id, name: store.name },
    kept: minus(total, refunded),
    references,
    lines: order.lines.map(shownLine),
    statuses: order.statuses.map((each) => ({ status: each.status, occurred_at: each.occurred_at, source: each.source })),
  };
}

const uuids = (prefix: "cre" | "prg", ids: readonly (string | null)[]): string[] => [
  ...new Set(ids.flatMap((id) => (id === null ? [] : (parseId(prefix, id) ?? [])))),
];

/** Names of everybody and everything that the story tells of. */
async function loadNames(
  ctx: WorkspaceContext,
  credit: Credit | undefined,
  told: { creators: (string | null)[]; programs: (string | null)[] },
) {
  const touches = credit?.touches ?? [];
  const of = (pick: (touch: Credit["touches"][number]) => string | null) => [...new Set(touches.flatMap((touch) => pick(touch) ?? []))];
  const [creators, programs, links, codes] = await Promise.all([
    creatorsByIds(ctx, [...new Set([...of((touch) => touch.creatorId), ...uuids("cre", told.creators)])]),
    programsByIds(ctx, uuids("prg", told.programs)),
    linksByIds(
      ctx,
      of((touch) => touch.linkId),
    ),
    codesByIds(
      ctx,
      of((touch) => touch.codeId),
    ),
  ]);
  const creator = (id: string) => ({ id, name: creators.get(parseId("cre", id) ?? "")?.name ?? "a creator" });
  return {
    links,
    codes,
    creator,
    creatorOrNull: (id: string | null) => (id === null ? null : creator(id)),
    program: (id: string) => ({ id, name: programs.get(parseId("prg", id) ?? "")?.name ?? "a program" }),
  };
}

type Names = Awaited<ReturnType<typeof loadNames>>;

function shownTouches(order: Shown, credit: Credit | undefined, names: Names, paidTouchId: string | null) {
  if (credit === undefined) return { touches: [], unattributed: [] };
  const kept = { amountMinor: BigInt(minus(order.total, order.refunded).amount), currency: order.total.currency };
  const shares = touchShares(credit, kept);
  const touches = credit.touches.map((touch, index) => {
    const link = touch.linkId === null ? undefined : names.links.get(touch.linkId);
    const code = touch.codeId === null ? undefined : names.codes.get(touch.codeId);
    return {
      at: new Date(touch.atMs).toISOString(),
      kind: touch.kind,
      channel: touch.channel,
      channel_name: channelName(touch.channel),
      creator: names.creatorOrNull(touch.creatorId === null ? null : formatId("cre", touch.creatorId)),
      link: link === undefined ? null : { id: link.id, url: link.url },
      code: code === undefined ? null : { id: formatId("cod", code.id), code: code.code },
      is_paid: touch.sourceId === paidTouchId,
      shares: shares.touches[index] ?? [],
    };
  });
  return { touches, unattributed: shares.unattributed };
}

const shownAdjustment = (currency: string) => (adjustment: Adjustment) => {
  const money = (amount: bigint | null, of: string) => (amount === null ? null : { amount: amount.toString(), currency: of });
  return {
    id: formatId("adj", adjustment.id),
    kind: adjustment.kind,
    external_id: adjustment.externalId,
    occurred_at: adjustment.occurredAt.toISOString(),
    source: adjustment.source,
    amount: money(adjustment.amountMinor, currency),
    stated: money(adjustment.statedMinor, adjustment.currency ?? currency),
  };
};

async function loadLines(ctx: WorkspaceContext, commissions: readonly { readonly id: string }[], names: Names) {
  const sources = commissions.map((commission) => ({ kind: "commission", id: parseId("com", commission.id)! }));
  const account = (of: { kind: string; creator_id: string | null }) => ({ kind: of.kind, creator: names.creatorOrNull(of.creator_id) });
  return (await linesOfSources(ctx, sources)).map(({ id, step, booked_on, recorded_at, amount, memo, from, to }) => ({
    ...{ id, step, booked_on, recorded_at, amount, memo },
    from: account(from),
    to: account(to),
  }));
}

type Decisions = Awaited<ReturnType<typeof decisionsOfOrder>>;
type Commissions = Awaited<ReturnType<typeof commissionsOfOrder>>;

const shownDecisions = (decisions: Decisions, names: Names) =>
  decisions.map(({ id, version, outcome, is_provisional, reason_code, reason_text, decided_at, creator_id, program_id }) => ({
    ...{ id, version, outcome, is_provisional, reason_code, reason_text, decided_at },
    creator: names.creatorOrNull(creator_id),
    program: program_id === null ? null : names.program(program_id),
  }));

const shownCommissions = (commissions: Commissions, names: Names) =>
  commissions.map(({ id, creator_id, program_id, state, amount, reversed, pending, payable, reason_text, earned_at, hold_until }) => ({
    ...{ id, state, amount, reversed, pending, payable, reason_text, earned_at, hold_until },
    creator: names.creator(creator_id),
    program: names.program(program_id),
  }));

/** What experiments say that the credit of the creators who touched the order is worth. */
async function shownCalibrations(ctx: WorkspaceContext, credit: Credit | undefined, names: Names) {
  const calibrationOf = await openCalibrations(ctx);
  const creators = new Set((credit?.touches ?? []).flatMap((touch) => (touch.kind === "survey" ? [] : (touch.creatorId ?? []))));
  return [...creators].flatMap((id) => {
    const found = calibrationOf(id);
    if (found === undefined) return [];
    const { factor, low, high, level, source, model, isOfAll } = found;
    const texts = { factor: factor.toString(), low: low.toString(), high: high.toString(), level: level.toString() };
    return [{ creator: names.creator(formatId("cre", id)), ...texts, source, model, is_of_all: isOfAll }];
  });
}

/** Everything behind one order. @throws Problem not-found for any other id */
export async function orderStory(ctx: WorkspaceContext, id: string) {
  const order = await getConversion(ctx, id);
  const [credit, decisions, commissions, claims, adjustments] = await Promise.all([
    loadCredit(ctx, id),
    decisionsOfOrder(ctx, id),
    commissionsOfOrder(ctx, id),
    claimsOfOrder(ctx, id),
    loadAdjustments(ctx, id),
  ]);
  const names = await loadNames(ctx, credit, {
    creators: [...decisions, ...commissions, ...claims].map((each) => each.creator_id),
    programs: [...decisions, ...commissions].map((each) => each.program_id),
  });
  return {
    as_of: nowAt(ctx).toISOString(),
    order: await shownOrder(ctx, order),
    models: [...shownModels],
    default_model: defaultModel,
    ...shownTouches(order, credit, names, decisions.at(-1)?.winner_touch_id ?? null),
    calibrations: await shownCalibrations(ctx, credit, names),
    decisions: shownDecisions(decisions, names),
    commissions: shownCommissions(commissions, names),
    claims: claims.map(({ creator_id, ...claim }) => ({ ...claim, creator: names.creator(creator_id) })),
    adjustments: adjustments.map(shownAdjustment(order.total.currency)),
    ledger_lines: await loadLines(ctx, commissions, names),
  };
}
