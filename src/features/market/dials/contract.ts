import { z } from "zod";
import { rateSchema } from "../../../platform/schema/vocabulary.ts";

const count = (least: number, most: number, description: string) => z.number().int().min(least).max(most).meta({ description });
const share = (description: string) => rateSchema.meta({ description });

/** The dials as the API has them. */
export const turningSchema = z
  .strictObject({
    days: count(14, 365, "How many days are told"),
    orders_a_month: count(1, 20_000, "First orders in 30 days that come without any creator"),
    creators: count(1, 20, "How many creators speak about the brand"),
    followers: count(100, 5_000_000, "The median of their followers"),
    posts: count(1, 20, "Posts of each"),
    interest: share("Of those who see a post, how many come to the shop for it"),
    buys: share("Of those, how many buy who would not have bought otherwise"),
    delay_days: count(1, 90, "The mean time from coming to buying, in days"),
    dark: share("Of those who come for a post, how many come without its link"),
    clicks_anyway: share("Of those who buy anyway and see a post, how many come by its link"),
    code_use: share("Of those whom a creator brought, how many use the code at their first order"),
    code_leak: share("Of everybody else, how many find a creator's code on a coupon site"),
    extension: share("Of online orders, how many a checkout extension puts another code and a last click on"),
    in_store: share("Of orders, how many are placed in a store, where only a code tells of a creator"),
    leave_address: share(
      "Of those who come for a post, how many leave an address before they buy, with a sign-up or an RSVP: an order in a store is then known to be theirs",
    ).default("0"),
    survey_answers: share("Of orders, how many come with an answer to where one heard of the brand"),
    survey_recall: share("Of those whom a creator brought and who answer, how many name the right one"),
    survey_guess: share("Of those whom none brought and who answer, how many name a creator all the same"),
  })
  .meta({ id: "MarketDials" });
