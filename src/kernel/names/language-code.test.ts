import { expect, test } from "vitest";
import { languageCode } from "./language-code.ts";

test("languages are known by code and by English or German name, under the code of today", () => {
  const found = ["de", "Deutsch", "german", " FR ", "Hebrew", "Indonesisch", "nds"].map(languageCode);
  expect(found).toEqual(["de", "de", "de", "fr", "he", "id", "nds"]);
  expect(["Klingonish", "", "d"].map(languageCode)).toEqual([undefined, undefined, undefined]);
});
