import { benchmarks } from "../../../src/features/posts/engagement/benchmark.ts";
import { followerModel } from "../../../src/features/vetting/followers/follower-model.ts";
import { traitFormulas } from "../../../src/features/vetting/followers/follower-traits.ts";
import { partRules } from "../../../src/features/vetting/score/score-part.ts";
import { formula, leastKnown, scorecardOf } from "../../../src/features/vetting/score/scorecard.ts";
import { madeUpInputs } from "./made-up-inputs.ts";

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
const table = (heads: readonly string[], rows: readonly string[]): string =>
  [row(...heads), row(...heads.map(() => "---")), ...rows].join("\n");
const share = (value: number): string => `${Number((value * 100).toFixed(2))} %`;
const points = (tenths: number): string => `${tenths > 0 ? "+" : ""}${(tenths / 10).toFixed(1).replace("-", "−")}`;
const people = (from: number, to: number | null): string =>
  to === null ? `${from.toLocaleString("en")} and more` : `${from.toLocaleString("en")} to below ${to.toLocaleString("en")}`;

const parts = partRules.map(({ name, weight, measure, knots, ground }) =>
  row(name, weight, measure, knots.map(([at, value]) => `${at} → ${value}`).join(", "), ground),
);
const weights = followerModel.weights.map(({ trait, weight, usual }) =>
  row(trait.replaceAll("_", " "), traitFormulas[trait], weight, `${usual.low} to ${usual.high}, mean ${usual.mean}`),
);
const { fakes, reals } = followerModel.labelled;
const cutOffs = followerModel.cutOffs.map(({ chance, found, wrong }) =>
  row(chance, `${found} of ${fakes} (${share(found / fakes)})`, `${wrong} of ${reals} (${share(wrong / reals)})`),
);
const bands = benchmarks.map(({ platform, rate, fromFollowers, toFollowers, low, high, source }) =>
  row(
    platform ?? "any",
    rate ?? "not said",
    people(fromFollowers, toFollowers),
    low === high ? share(low) : `${share(low)} to ${share(high)}`,
    `[${source.name}](${source.url})`,
  ),
);
const example = scorecardOf(madeUpInputs["bought"]!);
const steps = example.parts.map(({ name, says, tenths, value, could_move_tenths: reach }) =>
  row(name, value === null ? "–" : value, value === null ? `±${reach / 10}` : points(tenths), says),
);
const sum = example.parts.reduce((total, { tenths }) => total + tenths, 500);

process.stdout.write(`# How the score works

The quality score says how good an account is for a brand, from 0 to 100. Nothing of it is secret: this page has every measure, weight and curve,
and is made from the same lines that count. Formula in use: **${formula}**. Another formula is another version, and every score says under which it
was made.

## In short

- The score begins at **50**. Twelve parts each have a value from 0 to 1; a part adds its weight × (value − ½).
- **What is not known adds nothing.** It is neither good nor bad, and the scorecard says by how many points it could move the score: half its weight
  either way.
- Less than ${leastKnown} of 100 points known, or neither audience nor engagement: there is no score.
- Two ranges stand beside it. The first is what the evidence leaves open: each part's own ends, added as squares, since parts err each for
  themselves. For shares of a sample (comments, sponsored posts, followers) the ends are intervals of 95 %. For the others they are ranges of
  reading, no intervals: between published tables that disagree, or a stated margin. The second range adds everything missing at its worst and best.
- The score is a start for a look at the evidence, not a decision. That is yours, and is kept with a copy of what it rested on.

## The parts

Between two points of a curve the value lies on the straight line; before the first and after the last it stays.

${table(["Part", "Weight", "What is measured", "Curve: measure → value", "Ground"], parts)}

**Engagement** is \`er_followers\`, (average likes + average comments) ÷ followers; on TikTok \`er_views\`, with shares, ÷ average views; on YouTube, which tells no shares, \`er_views\` without them: from
the parts of one source's figures, else as a source states it under that very name, else over three or more of the last 30 posts that are known here. Where thirty of your own accounts of the platform and tier are
known the value is the share of them below (Wilson's interval), less one half above six times their median. Otherwise it is a position in each
published band: 0 at nothing, 1 at the band's lower end, 2 at its upper end, beyond it 2 × rate ÷ upper end. The value is taken at the mean of the
positions; its ends at the least and the greatest.

**Growth** looks at the source that saw most days. With five weeks of nearly daily counts a jump is what usual growth and its week do not explain (5 of
100 histories without any are flagged); else a span whose pace is five times the middle one plus half a percent a day. Press and campaigns make
jumps too: the day is named, look at it. Likes for each follower that fell below six tenths while followers grew by a fifth count like a jump.

**Posts week by week** takes the posts that are known here, where there are six or more in 90 days, some from before, and the platform does not count
more; else the platform's count. A post that is not known here is not taken for a week without one.

**Audience** takes your own sample of followers (100 at least, else a vendor's shares), suspicious and mass followers together. A vendor's number is
taken with seven points either way, since the same list moves by more with the cut-off.

**Comments**: generic is praise of a list or nothing but signs; repeated are the same two or more words again; a circle are writers under three of four
posts, which are pods and loyal fans alike. Questions and wishes to buy are read in English, German, French, Spanish and Portuguese, the mood in
English.

**Sponsored** is a post by its mark, else by its words (a denial such as "not sponsored" is read). A text that discloses nothing is taken for the
creator's own, so hidden advertising is missed.

## The usual engagement

What others publish, a source each. They disagree by up to two times, so a range is shown and never one number.

${table(["Platform", "Rate", "Followers", "Usual", "Source"], bands)}

## The follower model

${followerModel.credit}.

The chance that nobody is behind a follower is 1 ÷ (1 + e^−x), where x is **${followerModel.intercept}** plus, for each trait, weight × trait. More of a
trait is always more suspicious, and each is bounded, so that no account is judged by one extreme number.

${table(["Trait", "How it is counted", "Weight", "Usual"], weights)}

What is not known of a follower takes the trait's mean for the class and all of its usual range for the range. A follower is **suspicious** from a chance
of ${followerModel.classes.suspiciousChance}; else an **influencer** from ${followerModel.classes.creatorFollowers.toLocaleString("en")} followers; else a **mass follower** who follows ${followerModel.classes.massFollowing.toLocaleString("en")} or more; else **real**.

On labelled followers that it had not seen (20 times five folds) the area under the ROC curve is 0.936; 0.90 is the low end of its 95 % interval. By
cut-off:

${table(["Chance", "Fakes found", "Real ones suspected"], cutOffs)}

**The share of a whole audience is a range, never one number**: from the least to the greatest of what is counted above 0.3, 0.5 and 0.7, and what is
counted above 0.3 and corrected for those whom the model misses, each with its 95 % interval. Of 10,000 followers of Swiss creators it says 23 to 72 %:
24, 34 and 43 % counted, 62 % corrected. That is honest: lists differ, models do not carry over well, and whoever shows one number hides it. Where fakes
were drawn at 2, 10, 25 and 50 of 100 labelled followers, samples of 300 held the truth in their range in at least 95 of 100 cases.

## Why so much? An example

A made-up account that bought followers: it scores **${example.score}**, between ${example.low} and ${example.high} by its evidence. 50 and the points below are ${(sum / 10).toFixed(1)}, rounded half up.

${table(["Part", "Value", "Points", "What it says"], steps)}

## Check it yourself

A scorecard keeps what it was made from as canonical JSON (RFC 8785), with the SHA-256 of that and of the result. Download it on the scorecard ("What it
was made from") and run

\`\`\`sh
npm run vouch -- score sco_…-input.json
\`\`\`

It prints the same digests on any machine: logarithms and powers are summed from products and quotients, figures are rounded to six decimals, and
nothing reads a clock. Made-up rows with their values and digests, for whoever writes it anew: [score-vectors.json](../score-vectors.json).

Next: [Can I trust this creator?](can-i-trust-this-creator.md)
`);
