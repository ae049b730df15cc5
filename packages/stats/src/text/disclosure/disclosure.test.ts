import fs from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixtureText, heldOut, tableRows } from "../../../../../test/reference-data.ts";
import { quotedRows } from "../../../../../test/separated-values.ts";
import { referralLinksIn, disclosuresIn, type DisclosureOutcome } from "../exports.ts";

const labelled = tableRows(fixtureText("text/disclosure-sentences.tsv"), "\t").map(([kind, says, language, text = ""]) => ({
  kind,
  says,
  language,
  text,
}));
const firstOf = (outcome: DisclosureOutcome): string => ("first" in outcome ? outcome.first.says : "-");

/** Hits, false alarms and misses. */
interface Confusion {
  readonly hits: number;
  readonly alarms: number;
  readonly misses: number;
}

function confusionOf(judged: readonly { truth: boolean; found: boolean }[]): Confusion {
  const count = (truth: boolean, found: boolean): number => judged.filter((one) => one.truth === truth && one.found === found).length;
  return { hits: count(true, true), alarms: count(false, true), misses: count(true, false) };
}

const precision = ({ hits, alarms }: Confusion): number => hits / (hits + alarms);
const recall = ({ hits, misses }: Confusion): number => hits / (hits + misses);
const f1 = ({ hits, alarms, misses }: Confusion): number => (2 * hits) / (2 * hits + alarms + misses);

/** A link without a word of explanation counts as none; "support the channel by shopping" counts, as it does in the study. */
const isFound = (outcome: DisclosureOutcome): boolean =>
  outcome.kind === "disclosed" || (outcome.kind === "unclear" && outcome.first.says === "support");

describe("accuracy", () => {
  test("all sentences that were made for it in six languages are read as their label says, in any normal form", () => {
    for (const form of ["NFC", "NFD", "NFKC", "NFKD"]) {
      const wrong = labelled.filter(({ kind, says, text }) => {
        const outcome = disclosuresIn(text.normalize(form));
        return outcome.kind !== kind || firstOf(outcome) !== says;
      });
      expect(wrong).toEqual([]);
    }
    expect(
      Object.fromEntries(["en", "de", "fr", "es", "pt", "it"].map((of) => [of, labelled.filter((one) => one.language === of).length])),
    ).toEqual({ en: 80, de: 31, fr: 24, es: 25, pt: 21, it: 18 });
  });

  test.skipIf(heldOut.isMissing)(
    `on sentences of video descriptions precision and recall are above the keywords of the study${heldOut.note}`,
    () => {
      const rows = quotedRows(fs.readFileSync(heldOut.path("disclosure/disclosure_youtube_sentences.csv"), "utf8"));
      expect(rows.length).toBe(4_236);
      const judged = rows.map(([item = "", text = "", label]) => ({ item, truth: label !== "none", found: isFound(disclosuresIn(text)) }));
      const bySentence = confusionOf(judged);
      expect(precision(bySentence)).toBeGreaterThan(0.9); // the keywords: 0.525
      expect(recall(bySentence)).toBeGreaterThan(0.77); // 0.700; half of what is missed is a bare "click link"
      expect(f1(bySentence)).toBeGreaterThan(0.83); // 0.600
      const items = new Map<string, { truth: boolean; found: boolean }>();
      for (const { item, truth, found } of judged) {
        const before = items.get(item);
        items.set(item, { truth: truth || before?.truth === true, found: found || before?.found === true });
      }
      const byItem = confusionOf([...items.values()]);
      expect(precision(byItem)).toBeGreaterThan(0.92); // 0.654
      expect(recall(byItem)).toBeGreaterThan(0.76); // 0.720
      expect(f1(byItem)).toBeGreaterThan(0.83); // 0.686
    },
  );
});

describe("what is told of a disclosure", () => {
  test("its words, language and place are told, in characters, lines and hashtags before it", () => {
    const text = "😀 Neue Schuhe\n#laufen #herbst #werbung";
    const outcome = disclosuresIn(text);
    expect(outcome).toMatchObject({
      kind: "disclosed",
      first: { says: "advertising", polarity: "stated", language: "de", text: "#werbung" },
    });
    expect("first" in outcome && outcome.first.place).toEqual({ charactersBefore: 30, linesBefore: 1, hashtagsBefore: 2 });
    expect("first" in outcome && text.slice(outcome.first.start, outcome.first.end)).toBe("#werbung");
  });

  test("the first clear one is the first, and all of them are told, denied and asked ones too", () => {
    const outcome = disclosuresIn("#collab Is this sponsored? Not sponsored, but the links are affiliate links.");
    expect(outcome.kind === "disclosed" && outcome.first.says).toBe("affiliate");
    expect(outcome.all.map(({ says, polarity }) => `${says} ${polarity}`)).toEqual([
      "vague stated",
      "paid asked",
      "paid denied",
      "affiliate stated",
    ]);
  });

  test.each([
    ["a comma ends what is denied", "Not sponsored, some links are affiliate links", "disclosed"],
    ["a new sentence too", "I was not there. This is sponsored by Nordlicht", "disclosed"],
    ["a but too", "I did not want it but this was sponsored by Nordlicht", "disclosed"],
    ["six words back are denied", "not of the kind that is sponsored", "denied"],
    ["a tag is denied by what stands right before it", "I do not like rain #ad", "disclosed"],
    ["an article may stand between", "this isn't an #ad", "denied"],
    ["double marks part no words", "SPONSORED!!", "disclosed"],
    ["a question mark inside an address asks nothing", "Affiliate link: http://example.com/?tag=anna-21", "disclosed"],
    ["invisible characters hide nothing", "#s\u200bponsored day", "disclosed"],
    ["a hashtag inside a word is none", "c#ad", "disclosed"],
    ["who denies is also a person", "Nobody is sponsoring this video", "denied"],
    ["also where it is in no way", "This is in no way sponsored", "denied"],
    ["also where both are", "Ce n'est ni sponsorisé ni une pub", "denied"],
    ["also as its answer", "this is sponsored: no", "denied"],
    ["what was before is denied alone", "this video was NOT sponsored, but the last one was sponsored by Nord", "disclosed"],
    ["another language's phrase is denied too", "Ohne Affiliate-Links", "denied"],
    ["a label may end a text", "Loving this. Ad.", "disclosed"],
    ["letters in a style are letters", "𝓼𝓹𝓸𝓷𝓼𝓸𝓻𝓮𝓭", "disclosed"],
    ["brand hashtags need the capital", "#ahmad #nomad #salad", "none"],
  ])("%s: %s", (_, text, kind) => {
    expect(disclosuresIn(text).kind).toBe(kind);
  });
});

describe("affiliate links", () => {
  test.each([
    ["https://www.amazon.co.uk/dp/B01?tag=anna-21", "Amazon Associates"],
    ["http://amzn.to/2abc.", "Amazon Associates"],
    ["amzn.to/2abc", "Amazon Associates"],
    ["(https://click.linksynergy.com/deeplink?id=1)", "Rakuten Advertising"],
    ["https://acme.prf.hn/click/1", "Partnerize"],
    ["HTTPS://ACME.PXF.IO/c/1/2/3", "Impact"],
    ["https://www.shareasale.com/r.cfm?b=1&u=2", "ShareASale"],
    ["Link:https://rstyle.me/+abc", "LTK"],
    ["https://www.ebay.de/itm/1?mkevt=1&amp;campid=533", "eBay Partner Network"],
    ["shop.example/x?color=red&amp;aff=anna", "unnamed"],
  ])("links of programs are told by host, path and parameter: %s", (text, program) => {
    const [link, ...more] = referralLinksIn(text);
    expect([link?.program, more.length]).toEqual([program, 0]);
    expect(text.slice(link?.start, link?.end)).toBe(link?.url);
  });

  test.each([
    "https://www.amazon.de/dp/B01",
    "https://www.amazon.de.evil.example/dp?tag=anna-21",
    "https://notamazon.de/?tag=anna",
    "https://myamzn.to/2abc",
    "https://www.shareasale.com/about",
    "https://example.com/?tag=red&ref=newsletter",
    "https://example.com/#aff=anna",
    "https://example.com/?aff=",
    "anna@example.com, and/or yes?no",
    "https://",
    "www.",
    "1.5/2?aff",
  ])("what only looks like one is none: %s", (text) => {
    expect(referralLinksIn(text)).toEqual([]);
  });
});

describe("any text", () => {
  test("gets an answer whose places are in order and inside the text", () => {
    const piece = fc.constantFrom(...labelled.map(({ text }) => text), " ", "#ad", "not ", "http://a.b/?aff=1", "\n");
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary" })), { maxLength: 6 }), (pieces) => {
        const text = pieces.join("");
        const places = [...disclosuresIn(text).all, ...referralLinksIn(text)];
        for (const { start, end } of places) expect(0 <= start && start < end && end <= text.length).toBe(true);
        const starts = disclosuresIn(text).all.map(({ start }) => start);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
    );
  });

  test("without a word of the six languages discloses nothing", () => {
    expect(disclosuresIn("今日は新しい靴を買いました。とても良いです！").kind).toBe("none");
    expect(disclosuresIn("اشتريت حذاء جديدا اليوم").kind).toBe("none");
    expect(disclosuresIn("").kind).toBe("none");
  });

  test.each([
    ["one word", "a".repeat(300_000)],
    ["marks that would have to be sorted", `e${"\u0301\u0323".repeat(150_000)}`],
    ["hashtags alone", "#ad".repeat(90_000)],
    ["hashtags with spaces", "#ad ".repeat(75_000)],
    ["a sentence without end", "not sponsored and ".repeat(18_000)],
    ["question marks", "sponsored?".repeat(30_000)],
    ["dots", ".".repeat(300_000)],
    ["an address without end", `http://a.b/?${"x=1&".repeat(75_000)}`],
    ["labels without end", "a.".repeat(150_000)],
    ["lone surrogates", "\udc00\ud800".repeat(150_000)],
    ["apostrophes", "'t".repeat(150_000)],
  ])("that is hostile takes linear time: %s", (_, text) => {
    expect(["none", "disclosed", "denied"]).toContain(disclosuresIn(text).kind);
    expect(referralLinksIn(text)).toEqual([]);
  });
});
