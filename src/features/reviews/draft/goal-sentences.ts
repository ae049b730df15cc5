import type { Standing } from "../../reports/service.ts";
import type { Evidence, Sentence } from "./evidence.ts";
import { numberWords, percentWords, rangeWords } from "./words.ts";

const verdictWords: { readonly [V in Standing["verdict"]]: string } = {
  met: "The goal is met",
  not_met: "The goal is not met",
  open: "The goal is not reached yet",
  undecidable: "Whether the goal is met cannot be decided",
};

const goalSentence = (text: string, figures: readonly string[] = ["goal", "target"], key = "goal"): Sentence => ({
  ...{ key, part: "goal", text, figures },
});

/**
 * Whether the goal is met, in a sentence or two.
 *
 * @param evidence what is known of the campaign.
 */
export function goalSentences({ goal }: Evidence): Sentence[] {
  if (goal === null) return [goalSentence("No goal was set, so nothing says whether the campaign reached what it was for.", [])];
  const { verdict, value, low, high, target, unit, deadline_on, notes, why } = goal;
  const of = `${numberWords(target, 4)} ${unit} until ${deadline_on}`;
  const head = verdictWords[verdict];
  if (value === null) return [goalSentence(`${head}: the target was ${of}, and what was reached is not known. ${why ?? ""}`.trim())];
  const range = low === high || low === null ? "" : ` (${rangeWords({ low, high })})`;
  const share = Number(target) === 0 ? "" : `, ${percentWords(Number(value) / Number(target))} of the target`;
  const first = goalSentence(`${head}: ${numberWords(value, 2)} ${unit}${range}${share} of ${of}.`.replace("target of", "target,"));
  return [first, ...notes.map((note, at) => goalSentence(note, ["goal"], `goal/note/${at}`))];
}
