/** A program that fetches a page to show a card of it in a conversation or feed; nobody has looked at the page by that. */
export type PreviewFetcher = {
  /** Becomes part of the stored reason, `preview_<name>`. */
  readonly name: string;
  /** What its user agent contains, lower case. */
  readonly token: string;
  /** True when the user agent begins with the token: the same word elsewhere is a person in that app. */
  readonly atStart?: true;
  /** Where the token is documented or was seen in the wild. */
  readonly source: string;
};

const META = "https://developers.facebook.com/docs/sharing/webmasters/web-crawlers";
const SLACK = "https://api.slack.com/robots";
/** The crawlers in this package's fixtures. */
const SEEN = "https://github.com/omrilotan/isbot/blob/main/fixtures/crawlers.yml";

/**
 * The preview fetchers that we tell from other robots, most specific first.
 *
 * In-app browsers are people and are not here: Facebook's and Instagram's carry `FBAN`, `FBAV` or `Instagram`, Pinterest's `[Pinterest/iOS]`,
 * KakaoTalk's `KAKAOTALK`, and none of these tokens. iMessage calls itself `facebookexternalhit` and `Twitterbot` behind a Safari, and
 * KakaoTalk's fetcher the former, so both are looked for before Facebook.
 */
export const previewFetchers: readonly PreviewFetcher[] = [
  { name: "imessage", token: "facebookexternalhit/1.1 facebot twitterbot/1.0", source: "https://peter.upfold.org.uk/blog/2019/02" },
  { name: "kakaotalk", token: "kakaotalk-scrap", source: "https://github.com/WhichBrowser/Parser-PHP/issues/265" },
  { name: "facebook", token: "facebookexternalhit", source: META },
  { name: "facebook", token: "facebookcatalog", source: META },
  { name: "meta", token: "meta-externalfetcher", source: META },
  { name: "whatsapp", token: "whatsapp/", atStart: true, source: SEEN },
  { name: "telegram", token: "telegrambot", source: SEEN },
  { name: "slack", token: "slackbot-linkexpanding", source: SLACK },
  { name: "slack", token: "slack-imgproxy", source: SLACK },
  { name: "slack", token: "slackbot ", atStart: true, source: SLACK },
  { name: "discord", token: "discordbot", source: "https://discordapp.com" },
  { name: "twitter", token: "twitterbot", source: "https://developer.x.com/en/docs/x-for-websites/cards/guides/getting-started" },
  { name: "linkedin", token: "linkedinbot", source: SEEN },
  { name: "skype", token: "skypeuripreview", source: SEEN },
  { name: "vk", token: "vkshare", source: SEEN },
  { name: "bluesky", token: "bluesky cardyb", source: SEEN },
  { name: "mastodon", token: "(mastodon/", source: SEEN },
  { name: "mastodon", token: "mastodon/", atStart: true, source: "https://github.com/mastodon/mastodon/blob/main/app/lib/request.rb" },
  { name: "snapchat", token: "snap url preview service", source: "https://developers.snap.com/robots" },
  { name: "reddit", token: "redditbot", source: SEEN },
  { name: "embedly", token: "embedly", source: SEEN },
  { name: "iframely", token: "iframely", source: "https://iframely.com/docs/about" },
];
