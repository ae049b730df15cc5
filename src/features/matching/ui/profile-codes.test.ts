import { expect, test } from "vitest";
import { countryCodes, languageCodes, unknownName } from "./profile-codes.ts";

test("a buyer's countries and languages are written by name or by code", () => {
  expect(countryCodes(["Deutschland", "de", "Austria"])).toEqual(["DE", "AT"]);
  expect(languageCodes(["Deutsch", "en", "French"])).toEqual(["de", "en", "fr"]);
  expect(unknownName({ countries: ["Deutschland"], languages: ["Deutsch"] })).toBeUndefined();
});

test("a name that is not known is said with what to write instead", () => {
  expect(unknownName({ countries: ["DE", "Atlantis"], languages: [] })).toEqual({
    list: "countries",
    sentence: "“Atlantis” is no country that is known here. Write its name in English or German, or its code, such as DE.",
  });
  expect(unknownName({ countries: [], languages: ["Klingonish"] })?.list).toBe("languages");
});
