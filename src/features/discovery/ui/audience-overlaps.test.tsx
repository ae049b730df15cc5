import type { ComponentProps } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { AudienceOverlaps } from "./audience-overlaps.tsx";

type Props = ComponentProps<typeof AudienceOverlaps>;
type Overlap = Props["overlaps"][number];

const names = new Map([
  ["acc_1", "Ana"],
  ["acc_2", "Ben"],
]);
const told: NonNullable<Overlap["from_samples"]> = {
  ...{ by: "handle", matches: 25, warnings: ["newest_first"] },
  shared: { estimate: 1_562, low: 1_016, high: 2_288 },
  shared_of_smaller: { estimate: 0.3124, low: 0.2032, high: 0.4576 },
  samples: [
    {
      ...{ id: "fos_1", account_id: "acc_1", taken_on: "2026-05-01", source: "Export", drawn: "newest", named: 400 },
      ...{ followers: 5_000, followers_on: "2026-05-03" },
    },
    {
      ...{ id: "fos_2", account_id: "acc_2", taken_on: "2026-05-02", source: "Media kit", drawn: null, named: 800 },
      ...{ followers: 25_000, followers_on: "2026-05-03" },
    },
  ],
};
const overlap = (changes: Partial<Overlap>): Overlap => ({
  ...{ account_ids: ["acc_1", "acc_2"], make_up: { countries: 0.9 }, most_shared: 4_000, most_shared_of_smaller: 0.8 },
  ...{ from_samples: null, not_known: null, ...changes },
});
const textOf = (props: Omit<Props, "names">): string =>
  renderToStaticMarkup(<AudienceOverlaps names={names} {...props} />)
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/[\s\u00a0\u202f]+/g, " ");

test("an estimate stands with its interval, where it is from and what speaks against it, beside what sizes leave open", () => {
  const unique = { estimate: 28_438, low: 27_712, high: 28_984, pairs: 1, pairs_from_samples: 1 };
  const text = textOf({ overlaps: [overlap({ from_samples: told })], unique });
  for (const part of [
    "Together they have about 28,438 (27,712 to 28,984) different followers.",
    "about 1,562 (1,016 to 2,288) people follow both",
    "25 followers are in both samples, by handle.",
    "Ana: 400 of 5,000 followers, Export",
    "the newest first",
    "Ben: 800 of 25,000 followers, Media kit",
    "A list is of the newest followers, who are not like all",
    "at most 4,000 people can follow both",
  ])
    expect(text).toContain(part);
});

test("where nobody is in both samples it is said how many may follow both at most, and no number is made of it", () => {
  const none = { ...told, matches: 0, shared: { estimate: 0, low: 0, high: 9_607 } };
  const unique = { estimate: null, low: 25_000, high: 30_000, pairs: 1, pairs_from_samples: 1 };
  const text = textOf({ overlaps: [overlap({ from_samples: none })], unique });
  expect(text).toContain("at most 9,607 people follow both");
  expect(text).not.toContain("about");
});

test.each([
  ["other_platform", "the accounts are on two platforms"],
  ["no_sample", "there is no sample of the followers of Ben"],
  ["no_ids", "the sample of Ben names nobody"],
  ["other_kind", "one list names followers by handle, the other by id"],
  ["followers_unknown", "how many followers Ben had within a month of the sample is not known"],
] as const)("where it is not known because of %s the reason stands there, and no number", (reason, words) => {
  const unique = { estimate: null, low: 25_000, high: 30_000, pairs: 1, pairs_from_samples: 0 };
  const text = textOf({ overlaps: [overlap({ not_known: { reason, account_ids: ["acc_2"] } })], unique });
  expect(text).toContain(`Who follows both is not known: ${words}`);
  expect(text).toContain("Together they have 25,000 to 30,000 different followers.");
  expect(text).not.toContain("about");
});

test("of several creators it is said that there are only bounds, and of how many pairs samples tell; without followers nothing is", () => {
  const unique = { estimate: null, low: 25_000, high: 30_000, pairs: 3, pairs_from_samples: 1 };
  const text = textOf({ overlaps: [], unique });
  expect(text).toContain(
    "How many follow three or more of them is not known, so there are only bounds. Samples tell of 1 of 3 pairs; of the others only",
  );
  expect(textOf({ overlaps: [], unique: null })).toContain("is not known: a number of followers is missing");
});
