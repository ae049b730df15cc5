import { platforms, type Platform } from "../../kernel/social/platform.ts";

const short: Readonly<Record<string, Platform>> = {
  insta: "instagram",
  ig: "instagram",
  tt: "tiktok",
  yt: "youtube",
  twitter: "x",
  fb: "facebook",
};
const names = new Map<string, Platform>([
  ...platforms.map((platform): [string, Platform] => [platform, platform]),
  ...Object.entries(short),
]);

/**
 * The platform whose handle a field of an order holds, by the field's name; undefined for a field that holds something else.
 *
 * @param field such as "instagram", "instagram_handle" or "Your TikTok name", in any case.
 * @example
 * import { handleField } from "./handle-field.ts";
 * handleField("Instagram Handle"); // => "instagram"
 * handleField("gift_note"); // => undefined
 */
export function handleField(field: string): Platform | undefined {
  const words = field.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return words.map((word) => names.get(word)).find((platform) => platform !== undefined && platform !== "other");
}

/** The words by which fields with handles are told from others. */
export const handleWords: readonly string[] = [...names.keys()].filter((name) => name !== "other");
