export { readComment, type CommentReading, type CommentSign } from "./comments/comments.ts";
export type { DisclosureKind, DisclosureLanguage } from "./disclosure/disclosure-words.ts";
export { disclosuresIn, type Disclosure, type DisclosureOutcome, type DisclosurePlace } from "./disclosure/disclosures.ts";
export { referralLinksIn, type ReferralLink } from "./disclosure/referral-links.ts";
export { sentimentOf, type Sentiment } from "./sentiment/sentiment-of.ts";
