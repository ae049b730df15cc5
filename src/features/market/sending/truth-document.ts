import { truthOf, type Worth } from "../world/truth.ts";
import type { World } from "../world/world.ts";

const shown = ({ orders, revenueMinor }: Worth) => ({ orders, revenue_minor: String(revenueMinor) });

/**
 * What is true of a world, as a document: what each creator and post caused, and each order's cause.
 *
 * @param world as `marketWorld` gives it.
 * @returns plain data; money in minor units as text, revenue net of refunds, orders by the name that the shop's export gives them.
 */
export function truthDocument(world: World) {
  const { byCreator, byPost, anyway, all } = truthOf(world);
  const { creators, posts } = world.cast;
  return {
    seed: world.seed,
    currency: world.dials.currency,
    all: shown(all),
    anyway: shown(anyway),
    creators: creators.map(({ name }, at) => ({ name, ...shown(byCreator[at]!) })),
    posts: posts.map(({ creator, atMs }, at) => ({
      creator: creators[creator]!.name,
      posted_at: new Date(atMs).toISOString(),
      ...shown(byPost[at]!),
    })),
    orders: world.orders.map(({ number, cause, isRepeat }) => ({
      order: `#${1000 + number}`,
      caused_by_post: cause === undefined ? null : cause + 1,
      creator: cause === undefined ? null : creators[posts[cause]!.creator]!.name,
      is_repeat: isRepeat,
    })),
  };
}
