import { toneLevels, type BuyerProfile, type ToneLevel } from "../profiles/profile.ts";
import { foldedTokens } from "../words/terms.ts";
import { postMargin } from "./fit-rules.ts";
import type { Answer } from "./part.ts";
import { originOf, type ReadAccount } from "./theme-answers.ts";

/** What is measured of a tone: where its levels part, and how it is said. */
const measures = {
  energy: { cuts: [2, 8], words: (value: number) => `${value.toFixed(1)} exclamation marks and emoji in 100 words` },
  depth: { cuts: [25, 80], words: (value: number) => `${Math.round(value)} words to a caption` },
  dialogue: { cuts: [10, 35], words: (value: number) => `${Math.round(value)} % of captions ask something` },
} as const;
type ToneKey = keyof typeof measures;

const fewestCaptions = 5;
const sign = /!|\p{Extended_Pictographic}/gu;

/** What of a tone captions show: signs in 100 words, words a caption, and captions in 100 that ask. */
export function measuredTone(captions: readonly string[]): { readonly [K in ToneKey]: number } {
  const words = captions.reduce((sum, caption) => sum + foldedTokens(caption).length, 0);
  const signs = captions.reduce((sum, caption) => sum + (caption.match(sign)?.length ?? 0), 0);
  const asking = captions.filter((caption) => /[?？؟]/.test(caption)).length;
  return { energy: (100 * signs) / Math.max(1, words), depth: words / captions.length, dialogue: (100 * asking) / captions.length };
}

const levelOf = (value: number, [middle, high]: readonly [number, number]): number => (value < middle ? 0 : value < high ? 1 : 2);

function toneAnswer(read: ReadAccount, key: ToneKey, wanted: ToneLevel): Answer {
  const captions = read.account.posts.map(({ caption }) => caption).filter((caption) => caption.trim() !== "");
  if (captions.length < fewestCaptions)
    return { kind: "unknown", missing: `Five captions or more, for the tone; there are ${captions.length}` };
  const value = measuredTone(captions)[key];
  const { cuts, words } = measures[key];
  const level = levelOf(value, cuts);
  const score = 100 - 50 * Math.abs(level - toneLevels.indexOf(wanted));
  const text = `${words(value)}: ${key} is ${toneLevels[level]!}, ${wanted} is wanted`;
  return { kind: "known", score, offBy: postMargin(captions.length), reason: { text, ...originOf(read), quotes: [] } };
}

/** Whether an account speaks as the brand would like to be spoken of. */
export const toneAnswers = (read: ReadAccount, { tone }: BuyerProfile): Answer[] =>
  (Object.keys(measures) as ToneKey[]).flatMap((key) => (tone[key] === null ? [] : [toneAnswer(read, key, tone[key])]));
