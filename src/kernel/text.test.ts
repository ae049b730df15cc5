import { expect, test } from "vitest";
import { beginning, isVisible, normalEmail, tidyText } from "./text.ts";

test("two spellings of one letter become the same text", () => {
  expect(tidyText("Zoe\u0301")).toBe(tidyText("Zo\u00e9"));
});

test("white space goes at the ends only", () => {
  expect(tidyText(" \tAna  Lima\u00a0\n")).toBe("Ana  Lima");
});

test("an address is compared in lower case, with its dots and tag kept", () => {
  expect(normalEmail(" Ana.Lima+Shop@Example.COM")).toBe("ana.lima+shop@example.com");
});

test("a text that is cut ends with a whole character", () => {
  expect(beginning("tea \u{1F375}", 6)).toBe("tea \u{1F375}");
  expect(beginning("tea \u{1F375}", 5)).toBe("tea ");
  expect(beginning("tea", 2)).toBe("te");
});

test("a text shows something when one character of it does", () => {
  const blank = [
    "",
    " ",
    "\u00A0\u2003\u3000",
    "\u200B\u200C\u200D",
    "\u00AD",
    "\u202A\u202E\u2066\u200F",
    "\uFEFF",
    "\u3164\uFFA0",
    "\u2800",
    "\u0301",
  ];
  expect(blank.filter(isVisible)).toEqual([]);
  const seen = ["a", "\u200Ba", "木", "\u{1F600}", "\u2764\uFE0F", ".", "\uE000"];
  expect(seen.filter((text) => !isVisible(text))).toEqual([]);
});
