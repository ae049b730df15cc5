import { parseId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { addAnswer, createSurvey } from "../../surveys/service.ts";
import { sampleCreators, type SampleOrder } from "../sample-story.ts";

/** Where the sample brand asks its customers, and who of the story is which creator. */
export interface AskedShop {
  readonly storeId: string;
  /** In the order of `sampleCreators`. */
  readonly creatorIds: readonly string[];
}

/** Who was not sent by a creator names one of these, in turn. */
const others = [{ channel: "word_of_mouth" }, { channel: "organic_search" }, { channel: "paid" }, { text: "I do not remember" }] as const;

/** So many customers who name a creator choose from the list, and then one writes the name: every other one the first name alone. */
const writesEach = 9;

/** Customers take this long from the order to the answer. */
const answerMs = 40_000;

const writtenName = (creator: number, isWhole: boolean): string => {
  const { name, platform } = sampleCreators[creator]!;
  return `${isWhole ? name.toLowerCase() : name.split(" ")[0]!} on ${platform}`;
};

function answerTo({ number, answer }: SampleOrder, { creatorIds }: AskedShop) {
  if (answer === null) return undefined;
  const place = Number(number);
  if (answer === "other") return others[place % others.length]!;
  return place % writesEach === 0 ? { text: writtenName(answer, place % (2 * writesEach) === 0) } : { creator_id: creatorIds[answer]! };
}

/**
 * Asks the story's customers where they heard of the brand; those answer who do so in the market.
 *
 * @param orders of `sampleStory`, each of them recorded.
 */
export async function askCustomers(ctx: WorkspaceContext, orders: readonly SampleOrder[], shop: AskedShop): Promise<void> {
  const survey = await createSurvey(ctx, {
    store_id: shop.storeId,
    question: "Where did you hear of us first?",
    language: "en",
    choices: [
      ...shop.creatorIds.map((creatorId) => ({ kind: "creator" as const, creator_id: creatorId })),
      ...others.flatMap((other) => ("channel" in other ? [{ kind: "channel" as const, channel: other.channel }] : [])),
    ],
  });
  const surveyId = parseId("srv", survey.id)!;
  for (const order of orders) {
    const answer = answerTo(order, shop);
    if (answer === undefined) continue;
    const answeredMs = Math.min(ctx.now(), order.atMs + answerMs);
    await addAnswer(ctx, surveyId, { external_order_id: order.number, ...answer, answered_at: new Date(answeredMs).toISOString() });
  }
}
