/** A program that fetches a page to show a card of it in a conversation or feed; nobody has looked at the page by that. */
export type PreviewFetcher = {
  /** Becomes part of the stored reason, `preview_<name>`. */
  readonly name: string;
  /** What its user agent contains, lower case. */
  readonly token: string;
  /** True when the user agent begins with the token: the same word elsewhere is a person in that app. */
  readonly atStart?: boolean;
  /** Where the token is documented or was seen in the wild. */
  readonly source: string;
};

/**
 * The preview fetchers that we tell from other robots, most specific first.
 *
 * In-app browsers are people and are not here: Facebook's and Instagram's carry `FBAN`, `FBAV` or `Instagram`, Pinterest's `[Pinterest/iOS]`,
 * and none of these tokens. iMessage calls itself both `facebookexternalhit` and `Twitterbot` behind a Safari, so it is found first.
 */
export const previewFetchers: readonly PreviewFetcher[] = [
  {
    name: "imessage",
    token: "facebookexternalhit/1.1 facebot twitterbot/1.0",
    source: "https://developer.apple.com/library/archive/technotes/tn2444/_index.html",
  },
  { name: "line", token: "facebookexternalhit/1.1;line-poker", source: "https://developers.line.biz/en/faq/" },
  { name: "facebook", token: "facebookexternalhit", source: "https://developers.facebook.com/docs/sharing/webmasters/web-crawlers" },
  { name: "facebook", token: "facebookcatalog", source: "https://developers.facebook.com/docs/sharing/webmasters/web-crawlers" },
  { name: "meta", token: "meta-externalfetcher", source: "https://developers.facebook.com/docs/sharing/webmasters/web-crawlers" },
  { name: "whatsapp", token: "whatsapp/", atStart: true, source: "https://github.com/omrilotan/isbot" },
  { name: "telegram", token: "telegrambot", source: "https://core.telegram.org/bots/faq" },
  { name: "slack", token: "slackbot-linkexpanding", source: "https://api.slack.com/robots" },
  { name: "slack", token: "slack-imgproxy", source: "https://api.slack.com/robots" },
  { name: "slack", token: "slackbot ", atStart: true, source: "https://api.slack.com/robots" },
  { name: "discord", token: "discordbot", source: "https://github.com/omrilotan/isbot" },
  { name: "twitter", token: "twitterbot", source: "https://developer.x.com/en/docs/x-for-websites/cards/guides/getting-started" },
  { name: "linkedin", token: "linkedinbot", source: "https://www.linkedin.com/help/linkedin/answer/a521928" },
  { name: "skype", token: "skypeuripreview", source: "https://github.com/omrilotan/isbot" },
  { name: "vk", token: "vkshare", source: "https://dev.vk.com/en/widgets/share" },
  { name: "bluesky", token: "bluesky cardyb", source: "https://github.com/bluesky-social/social-app" },
  { name: "mastodon", token: "mastodon/", source: "https://docs.joinmastodon.org/" },
  { name: "snapchat", token: "snap url preview service", source: "https://developers.snap.com/robots" },
  { name: "kakaotalk", token: "kakaotalk-scrap", source: "https://devtalk.kakao.com/" },
  { name: "reddit", token: "redditbot", source: "https://github.com/omrilotan/isbot" },
  { name: "embedly", token: "embedly", source: "https://docs.embed.ly/docs/user-agent" },
  { name: "iframely", token: "iframely", source: "https://iframely.com/docs/about" },
];
