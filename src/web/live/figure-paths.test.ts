import { expect, test } from "vitest";
import { isFigurePath } from "./figure-paths.ts";

test("figures of the workspace, a program, a campaign, a creator and the channels move when an order comes", () => {
  const shown = [
    "/v1/reports/overview",
    "/v1/reports/programs/{id}",
    "/v1/reports/creators/{id}",
    "/v1/reports/creators-by-campaign",
    "/v1/campaigns/{id}/return",
    "/v1/campaigns/{id}/goal/standing",
    "/v1/attribution/comparison",
    "/v1/attribution/channels",
    "/v1/ledger/balances",
  ];
  expect(shown.filter((path) => !isFigurePath(path))).toEqual([]);
});

test("lists and what somebody writes into are left alone", () => {
  const left = ["/v1/campaigns", "/v1/campaigns/{id}", "/v1/campaigns/{id}/costs", "/v1/campaigns/{id}/review", "/v1/conversions"];
  expect(left.filter(isFigurePath)).toEqual([]);
});
