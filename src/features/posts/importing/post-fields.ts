import { matchableField as field, type MatchableField } from "../../../kernel/cells/guessed-columns.ts";
import { mappingFaults, writingOptions, type MappingRules, type PlacedFault } from "../../../kernel/cells/mapping-faults.ts";
import { parseDay } from "../../../kernel/civil.ts";

/** Every field that a file of posts can fill: headers as people and the platforms' own exports write them. */
export const postFields: readonly MatchableField[] = [
  field("url", "Address of the post", "url|permalink|link|post url|post link|video link|video url|address|content url|media url"),
  field("external_id", "Id of the post", "post id|media id|video id|id|content id|external id|content|tweet id"),
  field("handle", "Account", "handle|username|account username|account|user name|author|profile|channel|creator handle|influencer handle"),
  field("creator", "Creator", "creator|creator name|name|influencer|influencer name|account name|talent|partner"),
  field("platform", "Platform", "platform|network|social network|social platform|channel type|medium"),
  field("format", "Format", "format|post type|type|media type|content type|placement|post format|media product type"),
  field("title", "Title or caption", "title|caption|description|text|video title|post title|message|content text|beschreibung"),
  field(
    "posted_at",
    "Posted",
    "posted at|publish time|published at|published|post date|posted|post time|video publish time|publish date|created time|create time|timestamp|date posted|date|datum|day",
  ),
  field("sponsored", "Sponsored", "sponsored|is sponsored|paid|paid partnership|branded content|is paid|collaboration|ad"),
  field("campaign", "Campaign", "campaign|campaign name|kampagne"),
  field("views", "Views", "views|video views|view count|plays|video plays|total views|organic views|aufrufe"),
  field("reach", "Reach", "reach|accounts reached|unique reach|people reached|organic reach|reichweite"),
  field("impressions", "Impressions", "impressions|impression|total impressions|impressionen"),
  field("likes", "Likes", "likes|like count|reactions|favorites|hearts|gefallt mir"),
  field("comments", "Comments", "comments|comment count|replies|comments added|kommentare"),
  field("saves", "Saves", "saves|saved|save count|bookmarks|add to favorites"),
  field("shares", "Shares", "shares|share count|reposts|retweets|forwards|geteilt"),
  field("clicks", "Clicks", "clicks|link clicks|sticker taps|swipe ups|url clicks|link taps"),
  field("followers", "Followers at the time", "followers|follower count|subscribers|followers at the time|audience"),
  field("observed_at", "Numbers as of", "observed at|as of|numbers as of|collected at|last updated|exported at|snapshot date|stand"),
  field("evidence", "Evidence", "evidence|proof|screenshot|beleg"),
];

const rules: MappingRules = {
  rows: "posts",
  fields: postFields,
  required: { posted_at: "choose the column that says when each post went up" },
  options: {
    date_order: writingOptions["date_order"]!,
    observed_on: (text) => (parseDay(text) === undefined ? "must be a day such as 2026-05-01" : undefined),
  },
};

/**
 * What is wrong with a mapping of a file of posts, all of it.
 *
 * @param mapping the format, field to column, and what else is said about the file.
 * @returns a pointer into the mapping and a sentence for each fault; empty when all is well.
 * @example
 * import { postMappingFaults } from "./post-fields.ts";
 * postMappingFaults({ format: "table", columns: { posted_at: "Date" }, options: {} }).map(({ pointer }) => pointer); // => ["/columns"]
 */
export function postMappingFaults(mapping: Parameters<typeof mappingFaults>[0]): PlacedFault[] {
  const names = ["url", "handle", "creator"].some((name) => mapping.columns[name] !== undefined);
  return [
    ...mappingFaults(mapping, rules),
    ...(names
      ? []
      : [{ pointer: "/columns", detail: "columns: choose a column that says whose post it is: its address, account or creator" }]),
  ];
}
