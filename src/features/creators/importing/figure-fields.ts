import { matchableField as field, type MatchableField } from "../../../kernel/cells/guessed-columns.ts";

/** Figures and words of a row's one account, with the names that lists and vendors' exports give their columns. */
export const figureFields: readonly MatchableField[] = [
  field("following", "Following", "following|following count|follows|followings"),
  field(
    "posts_count",
    "Number of posts",
    "posts|post count|posts count|media count|videos|video count|uploads|number of posts|total posts|beitrage|anzahl beitrage",
  ),
  field(
    "avg_likes",
    "Likes a post (average)",
    "avg likes|average likes|likes avg|mean likes|likes per post|avg likes per post|median likes|ø likes|likes ø|likes pro beitrag|durchschnittliche likes",
  ),
  field(
    "avg_comments",
    "Comments a post (average)",
    "avg comments|average comments|comments avg|comments per post|avg comments per post|median comments|ø kommentare|kommentare ø|ø comments|kommentare pro beitrag|durchschnittliche kommentare",
  ),
  field(
    "avg_views",
    "Views a post (average)",
    "avg views|average views|views avg|views per post|views per video|avg video views|avg reels plays|average reels plays|median views|avg plays|ø aufrufe|aufrufe ø|ø views|aufrufe pro beitrag|durchschnittliche aufrufe",
  ),
  field("avg_shares", "Shares a post (average)", "avg shares|average shares|shares avg|shares per post"),
  field(
    "er_followers",
    "Engagement by followers (likes + comments)",
    "engagement rate|er|engagement rate by followers|er by followers|eng rate|engagement|er followers|avg engagement rate|er in|engagement in|engagementrate|interaktionsrate",
  ),
  field("er_followers_likes", "Likes by followers", "like rate|likes by followers|er likes|er followers likes"),
  field("er_views", "Engagement by views", "engagement rate by views|er by views|er views|view engagement rate"),
  field("er_reach", "Engagement by reach", "engagement rate by reach|er by reach|er reach"),
  field("er_impressions", "Engagement by impressions", "engagement rate by impressions|er by impressions|er impressions"),
  field(
    "growth_30d",
    "Growth in 30 days",
    "growth 30d|followers growth 30d|30 day growth|followers growth|follower growth|monthly growth|growth rate",
  ),
  field("category", "Category", "category|kategorie|thema|nische|main category|niche|vertical|industry|topic"),
  field("topics", "Topics", "topics|themen|interests|categories|tags|hashtags|category2|second category|content topics"),
  field("language", "Language", "language|main language|content language|lang|sprache"),
  field("city", "City", "city|town|stadt|location city"),
  field("bio", "About the account", "bio|biography|about|profile description|account description"),
  field("verified", "Verified", "verified|is verified|verification"),
  field("account_state", "Whether it can be seen", "account state|is private|private|account status|privacy"),
  field("audience_countries", "Audience: countries", "audience countries|audience country|audience geo|audience location|top countries"),
  field("audience_cities", "Audience: cities", "audience cities|audience city|top cities"),
  field("audience_genders", "Audience: genders", "audience genders|audience gender|gender split|audience gender split"),
  field("audience_ages", "Audience: ages", "audience ages|audience age|age split|audience age split|audience age groups"),
  field("audience_languages", "Audience: languages", "audience languages|audience language"),
  field("audience_interests", "Audience: interests", "audience interests|audience interest"),
  field("audience_types", "Audience: kinds of followers", "audience types|audience type|follower types|audience reachability types"),
  field("audience_female", "Audience: share of women", "audience female|female|female audience|women|audience women|female followers"),
  field("audience_male", "Audience: share of men", "audience male|male|male audience|men|audience men|male followers"),
  field(
    "audience_credibility",
    "Audience: share of real people",
    "audience credibility|credibility|real followers|audience quality|quality audience|authentic followers|real people|audience authenticity",
  ),
];

const sensitive = /\b(ethnic\w*|race|races|racial|ethnie\w*|ethnizit\w*|etnia)\b/i;

/**
 * Whether a column or key is about ethnicity: an inference about people that is never kept.
 *
 * @param header as it stands in the file.
 * @example
 * import { isEthnicity } from "./figure-fields.ts";
 * isEthnicity("Audience ethnicity"); // => true
 * isEthnicity("Trace id"); // => false
 */
export const isEthnicity = (header: string): boolean =>
  sensitive.test(header.replaceAll(/[_-]+/g, " ").replaceAll(/([a-z])([A-Z])/g, "$1 $2"));
