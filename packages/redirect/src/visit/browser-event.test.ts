import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxBrowserEventLength, parseBrowserEvent, parseCookieRequest } from "./browser-event.ts";

const id = "AYi6x0r6eKq8O70e7yjYgQ";
const sender = { v: 1, site: "pk_1", consent: "granted", visitor: id, click: id };
const visit = {
  ...sender,
  kind: "visit",
  at: 1_763_600_000_000,
  path: "/p/1",
  referrer: "l.instagram.com",
  params: { utm_source: "ig" },
  landed: true,
};
const event = { ...sender, kind: "event", at: 1, name: "signup", props: { plan: "pro", seats: 2, trial: true } };
const order = { ...sender, kind: "order", at: 1, props: { id: "1001", amount: "1234", currency: "EUR", codes: ["ANA10"], customer: "c1" } };
const fault = (json: unknown): string | undefined => {
  const result = parseBrowserEvent(JSON.stringify(json));
  return result.ok ? undefined : result.pointer;
};

describe("a browser event", () => {
  it("is a visit with referrer host, marketing parameters and landing path", () => {
    expect(parseBrowserEvent(JSON.stringify(visit))).toEqual({
      ok: true,
      event: {
        kind: "visit",
        site: "pk_1",
        consent: "granted",
        visitor: id,
        click: id,
        at: 1_763_600_000_000,
        path: "/p/1",
        referrerHost: "l.instagram.com",
        parameters: { utm_source: "ig" },
        landedByClick: true,
      },
    });
  });

  it("is a visit whose path is cut, whose unknown parameters are passed over, and whose referrer is a host or nothing", () => {
    const long = { ...visit, path: `/${"a".repeat(600)}`, params: { email: "x", utm_id: "" }, landed: false };
    const read = (referrer: string): unknown => {
      const result = parseBrowserEvent(JSON.stringify({ ...long, referrer }));
      return result.ok && result.event.kind === "visit" ? result.event : undefined;
    };
    expect(read("shop.example:8443")).toMatchObject({
      path: `/${"a".repeat(511)}`,
      parameters: undefined,
      referrerHost: "shop.example",
      landedByClick: false,
    });
    for (const referrer of ["", "https://a.example/", "a..b", "A.example", "a b", "[::1]"])
      expect(read(referrer)).toMatchObject({ referrerHost: undefined });
  });

  it("holds no text that a database cannot store", () => {
    const body = JSON.stringify({ ...event, props: { note: "a\u0000b", half: "\ud83d", lines: "1\n2" } });
    expect(parseBrowserEvent(body)).toMatchObject({ event: { properties: { note: "a\ufffdb", half: "\ufffd", lines: "1\n2" } } });
  });

  it("is a named event with properties, or without", () => {
    expect(parseBrowserEvent(JSON.stringify(event))).toMatchObject({
      ok: true,
      event: { kind: "event", name: "signup", properties: event.props },
    });
    expect(parseBrowserEvent(JSON.stringify({ ...event, props: undefined }))).toMatchObject({ ok: true, event: { properties: {} } });
  });

  it("is an order whose total is minor units with a currency, or unknown", () => {
    expect(parseBrowserEvent(JSON.stringify(order))).toMatchObject({ ok: true, event: { kind: "order", order: order.props } });
    expect(parseBrowserEvent(JSON.stringify({ ...order, props: { id: "1" } }))).toMatchObject({
      ok: true,
      event: { order: { id: "1", amount: undefined, currency: undefined, codes: [], customer: undefined } },
    });
  });

  it("needs only what every message has: visitor, click, referrer and parameters may be unknown", () => {
    expect(fault({ v: 1, site: "pk_1", consent: "not_required", kind: "visit", at: 0, path: "/" })).toBeUndefined();
  });

  it("is refused with the member at fault", () => {
    const faults: [unknown, string][] = [
      [[], ""],
      [{ ...visit, v: 2 }, "/v"],
      [{ ...visit, site: "a b" }, "/site"],
      [{ ...visit, consent: "yes" }, "/consent"],
      [{ ...visit, visitor: "short" }, "/visitor"],
      [{ ...visit, click: `${id}A` }, "/click"],
      [{ ...visit, kind: "page" }, "/kind"],
      [{ ...visit, kind: undefined }, "/kind"],
      [{ ...visit, at: -1 }, "/at"],
      [{ ...visit, at: 1.5 }, "/at"],
      [{ ...visit, path: "p" }, "/path"],
      [{ ...visit, path: undefined }, "/path"],
      [{ ...visit, referrer: 1 }, "/referrer"],
      [{ ...visit, params: [] }, "/params"],
      [{ ...visit, landed: 1 }, "/landed"],
      [{ ...visit, "a/b": 1 }, "/a~1b"],
      [{ ...event, path: "/" }, "/path"],
      [{ ...event, name: "Sign Up" }, "/name"],
      [{ ...event, props: { "a b": 1 } }, "/props/a b"],
      [{ ...event, props: { a: null } }, "/props/a"],
      [{ ...event, props: { a: "x".repeat(1_025) } }, "/props/a"],
      [{ ...event, props: Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`p${index}`, 1])) }, "/props"],
      [{ ...order, props: undefined }, "/props"],
      [{ ...order, props: {} }, "/props/id"],
      [{ ...order, props: { id: "1", amount: "12.34", currency: "EUR" } }, "/props/amount"],
      [{ ...order, props: { id: "1", amount: 12, currency: "EUR" } }, "/props/amount"],
      [{ ...order, props: { id: "1", amount: "1" } }, "/props/currency"],
      [{ ...order, props: { id: "1", currency: "EUR" } }, "/props/currency"],
      [{ ...order, props: { id: "1", codes: "ANA10" } }, "/props/codes"],
      [{ ...order, props: { id: "1", customer: "a@b.example" } }, "/props/customer"],
      [{ ...order, props: { id: "1", email: "a@b.example" } }, "/props/email"],
    ];
    for (const [json, pointer] of faults) expect(`${JSON.stringify(json)} ${fault(json)}`).toBe(`${JSON.stringify(json)} ${pointer}`);
  });

  it("names nobody without consent: a visitor or click is refused then", () => {
    for (const consent of ["denied", "required"]) {
      expect(fault({ ...visit, consent })).toBe("/visitor");
      expect(fault({ ...visit, consent, visitor: undefined })).toBe("/click");
      expect(fault({ ...visit, consent, visitor: undefined, click: undefined })).toBeUndefined();
    }
  });

  it("is refused unread when it is too long, and when it is no JSON", () => {
    expect(parseBrowserEvent(" ".repeat(maxBrowserEventLength + 1))).toEqual({ ok: false, problem: "too_long", pointer: "" });
    expect(parseBrowserEvent("{")).toEqual({ ok: false, problem: "not_json", pointer: "" });
  });

  it("is read or refused, and never throws, whatever the body", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof parseBrowserEvent(text).ok).toBe("boolean");
      }),
    );
  });
});

describe("a request to the cookie endpoint", () => {
  it("names visitor and click, and nothing else", () => {
    expect(parseCookieRequest(JSON.stringify(sender))).toEqual({
      ok: true,
      sender: { site: "pk_1", consent: "granted", visitor: id, click: id },
    });
    expect(parseCookieRequest(JSON.stringify({ ...sender, domain: "evil.example" }))).toEqual({
      ok: false,
      problem: "invalid",
      pointer: "/domain",
    });
    expect(parseCookieRequest("null")).toEqual({ ok: false, problem: "invalid", pointer: "" });
  });

  it("names nobody without consent", () => {
    expect(parseCookieRequest(JSON.stringify({ ...sender, consent: "denied" }))).toEqual({
      ok: false,
      problem: "invalid",
      pointer: "/visitor",
    });
  });
});
