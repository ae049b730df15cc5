import { formatMajor } from "../../../kernel/money.ts";
import { isUuid, parseId, parseShortUuid } from "../../../kernel/ids.ts";
import { asSystem, type Context } from "../../../platform/context.ts";
import { notFound } from "../../../platform/problems/platform-problems.ts";
import { findCodes } from "../../codes/service.ts";
import { recordArrivals } from "../../orders/service.ts";
import { listStores } from "../../stores/service.ts";
import { listAllWorkspaces } from "../../workspaces/service.ts";
import { storyOrder } from "../told/service.ts";
import { sampleProducts } from "../sample-story.ts";

/** What somebody bought. */
export interface Basket {
  readonly sku: string;
  readonly quantity: number;
  readonly code?: string | undefined;
  readonly email: string;
  readonly vclid?: string | undefined;
}

/** The shop of the sample brand, where it was loaded. */
export async function findShop(ctx: Context) {
  const workspace = (await listAllWorkspaces(ctx)).find((row) => row.is_sample && row.archived_at === null);
  if (workspace === undefined) return undefined;
  const within = asSystem(ctx, workspace.id, "sample-shop");
  const [store] = (await listStores(within)).data;
  return store === undefined
    ? undefined
    : { within, storeId: parseId("sto", store.id)!, siteKey: store.site_key, currency: store.currency };
}

const clickIdOf = (text: string | undefined): string | null =>
  text === undefined ? null : isUuid(text) ? text : (parseShortUuid(text) ?? null);

/** Takes an order in the sample shop and reports it by the door that a shop's own server uses. @throws Problem not-found */
export async function placeOrder(ctx: Context, basket: Basket): Promise<{ order: string; total: string }> {
  const shop = await findShop(ctx);
  const product = sampleProducts.find((each) => each.sku === basket.sku);
  if (shop === undefined || product === undefined) throw notFound("sample shop", basket.sku);
  const code = basket.code === undefined || basket.code === "" ? undefined : basket.code;
  const isKnown = code !== undefined && ((await findCodes(shop.within, [code])).get(code) ?? []).length > 0;
  const quantity = BigInt(basket.quantity);
  const number = `S-${ctx.newId().slice(-12)}`;
  const document = storyOrder(
    {
      number,
      visitor: 0,
      atMs: ctx.now(),
      lines: [{ sku: product.sku, title: product.title, itemMinor: product.minor, quantity }],
      code: null,
      codeDiscountMinor: isKnown ? (product.minor * quantity) / 10n : 0n,
      status: "paid",
      refundMinor: 0n,
      answer: null,
    },
    { storeId: shop.storeId, currency: shop.currency, visitorId: () => null },
  );
  const clickId = clickIdOf(basket.vclid);
  const order = {
    ...document,
    email: basket.email,
    codes: code === undefined ? [] : [code],
    clickId,
    clickWay: clickId === null ? null : ("form_field" as const),
  };
  await recordArrivals(shop.within, { orders: [{ order, source: "api", isStrict: true }], adjustments: [] });
  return { order: number, total: `${formatMajor(document.amounts!.totalMinor, shop.currency)} ${shop.currency}` };
}
