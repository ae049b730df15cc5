import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp } from "../../../test/app.ts";

let t: TestApp;
beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

test("the service says that it is up and that it is ready", async () => {
  expect((await t.app.inject("/health")).json()).toEqual({ status: "up" });
  expect((await t.app.inject("/ready")).json()).toEqual({ status: "ready" });
});

test("a path that is none of ours answers with problem details and the request's id", async () => {
  const reply = await t.app.inject("/v1/nothing-here");
  expect(reply.statusCode).toBe(404);
  expect(reply.headers["content-type"]).toContain("application/problem+json");
  expect(reply.json()).toMatchObject({ status: 404, request_id: reply.headers["x-request-id"] });
});

test("every answer carries the security headers", async () => {
  const { headers } = await t.app.inject("/health");
  expect(headers["content-security-policy"]).toMatch(/;script-src 'self';.*;style-src 'self'$/);
  expect(headers["x-content-type-options"]).toBe("nosniff");
});

test("the metrics are for this machine alone", async () => {
  expect((await t.app.inject({ url: "/metrics" })).body).toContain("vouch_http_requests_total");
  expect((await t.app.inject({ url: "/metrics", headers: { "x-forwarded-for": "203.0.113.9" } })).statusCode).toBe(404);
});

test("the documentation page and the document are there", async () => {
  expect((await t.app.inject("/docs")).body).toContain("/docs/files/swagger-ui-bundle.js");
  expect((await t.app.inject("/docs/files/swagger-ui-bundle.js")).statusCode).toBe(200);
  expect((await t.app.inject("/openapi.json")).json()).toMatchObject({ openapi: "3.1.0" });
  expect((await t.app.inject("/problems/not-found")).body).toContain("There is no such thing here");
});
