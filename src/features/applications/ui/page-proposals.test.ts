import { expect, test } from "vitest";
import { proposalIn } from "./page-proposals.ts";

test("title and consent are proposed in the language of the page, and the consent names who keeps what and whom to tell", () => {
  expect(proposalIn("en", "Fell")).toMatchObject({
    title: "Work with us",
    consent: expect.stringMatching(/Fell keeps .* a message to Fell/) as string,
  });
  expect(proposalIn("de", "Fell")).toMatchObject({
    title: "Arbeite mit uns",
    consent: expect.stringMatching(/Fell meinen .* Nachricht an Fell/) as string,
  });
});
