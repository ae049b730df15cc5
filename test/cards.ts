import type { Card } from "../src/features/discovery/query/card.ts";

/** A card of which little is known. */
export const aCard = (known: Partial<Card> = {}): Card => ({
  creatorId: "00000000-0000-7000-8000-000000000001",
  accountId: "00000000-0000-7000-8000-000000000002",
  ...{ name: "", handle: null, bio: "", words: "", status: "active", source: "manual", addedOn: "2026-01-01" },
  ...{ hasEmail: false, listIds: [], programIds: [], hasWorked: false, decision: null, priceMinor: null, currency: null },
  ...{ platform: null, country: null, city: null, language: null, category: null, accountState: null, isVerified: null },
  ...{ followers: null, following: null, postsCount: null, avgViews: null, erFollowers: null, erViews: null, erReach: null },
  ...{ erImpressions: null, growth30d: null, lastPostOn: null, quality: null, audience: {} },
  ...known,
});
