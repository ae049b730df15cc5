import { describe, expect, test } from "vitest";
import {
  at,
  DAY_MS,
  makePayClick,
  makePayCreator,
  makePayEnrollment,
  makePayInput,
  makePayOrder,
  makePayProgram,
  makeUsedCode,
  ORDER_AT_MS,
} from "../../../../test/make-pay.ts";
import { decidePay, type PayDecision, type PayInput } from "./pay-decision.ts";
import { payChoice } from "./pay-winner.ts";

const decided = (changes: Partial<PayInput>): PayDecision => decidePay(makePayInput(changes));
const reasonOf = (decision: PayDecision): string => `${decision.kind} ${decision.reason.code}: ${decision.reason.text}`;
const winnerOf = (decision: PayDecision): string | undefined => (decision.kind === "pay" ? decision.creatorId : undefined);
const paidTo = (...touches: PayInput["touches"]): string | undefined => winnerOf(decided({ touches }));

describe("E19 code and link of different creators", () => {
  const benEarlier = makePayClick("ben");

  test("E19 policy always: the code is paid, and the click is an assist", () => {
    const decision = decided({ touches: [makeUsedCode("ana"), benEarlier] });
    expect(reasonOf(decision)).toBe("pay code_used: paid to Ana: code ANA10 used, policy always; Ben's click 3 days earlier is an assist");
    expect(decision).toMatchObject({
      via: "code",
      terms: { codePolicy: "always" },
      assists: [{ touchId: "click-ben", creatorId: "ben", kind: "click", atMs: ORDER_AT_MS - 3 * DAY_MS }],
    });
  });

  test("E19 policy only if also clicked: without a click of Ana, Ben's click is paid and the code is an assist", () => {
    const decision = decided({ touches: [makeUsedCode("ana", { policy: "if_clicked" }), benEarlier] });
    expect(reasonOf(decision)).toBe(
      "pay last_click: paid to Ben: last click, 3 days before the order; Ana's code ANA10 on the order is an assist; " +
        "code ANA10 pays only if Ana was also clicked",
    );
  });

  test("E19 policy only if also clicked: with a click of Ana, however early, the code is paid", () => {
    const anaClick = makePayClick("ana", { atMs: ORDER_AT_MS - 20 * DAY_MS });
    expect(paidTo(makeUsedCode("ana", { policy: "if_clicked" }), anaClick, benEarlier)).toBe("ana");
  });

  test("E19 policy only if last: Ben clicked last, so Ben is paid", () => {
    const anaClick = makePayClick("ana", { atMs: ORDER_AT_MS - 20 * DAY_MS });
    const decision = decided({ touches: [makeUsedCode("ana", { policy: "if_last" }), anaClick, benEarlier] });
    expect(winnerOf(decision)).toBe("ben");
    expect(decision.reason.text).toContain("code ANA10 pays only if last, and Ben was clicked last");
  });

  test("E19 policy only if last: Ana clicked last, or nobody clicked, so Ana is paid", () => {
    const anaClick = makePayClick("ana", { atMs: ORDER_AT_MS - DAY_MS });
    const code = makeUsedCode("ana", { policy: "if_last" });
    expect(paidTo(code, anaClick, benEarlier)).toBe("ana");
    expect(paidTo(code)).toBe("ana");
  });

  test("E19 a code used on an earlier order is a touch like others: the last one is paid", () => {
    const earlierCode = makeUsedCode("ana", {}, { isOnOrder: false, atMs: ORDER_AT_MS - DAY_MS });
    const decision = decided({ touches: [earlierCode, benEarlier] });
    expect(reasonOf(decision)).toBe(
      "pay earlier_code: paid to Ana: code ANA10 used 1 day before the order; Ben's click 3 days earlier is an assist",
    );
  });
});

describe("E20 codes", () => {
  test("E20 E26 a code used without any click is paid", () => {
    expect(reasonOf(decided({ touches: [makeUsedCode("ana")] }))).toBe("pay code_used: paid to Ana: code ANA10 used, policy always");
  });

  test.each([
    ["disabled", { disabledAtMs: ORDER_AT_MS }, "none code_disabled: Ana is not paid: code ANA10 was switched off before the order"],
    ["expired", { validUntilMs: ORDER_AT_MS }, "none code_expired: Ana is not paid: code ANA10 had expired before the order"],
    ["not valid yet", { validFromMs: ORDER_AT_MS + 1 }, "none code_not_yet_valid: Ana is not paid: code ANA10 was not valid yet"],
    ["for personal use", { purpose: "personal_use" }, "none personal_code: Ana is not paid: code ANA10 is for personal use"],
  ] as const)("E20 a code that is %s pays nothing, and the reason says so", (_, code, reason) => {
    expect(reasonOf(decided({ touches: [makeUsedCode("ana", code)] }))).toBe(reason);
  });

  test("E20 a code switched off or expired just after the order is paid", () => {
    expect(paidTo(makeUsedCode("ana", { disabledAtMs: ORDER_AT_MS + 1 }))).toBe("ana");
    expect(paidTo(makeUsedCode("ana", { validUntilMs: ORDER_AT_MS + 1 }))).toBe("ana");
  });

  test("E20 when a code does not count, the last click is paid and the reason says why the code was not", () => {
    const decision = decided({ touches: [makeUsedCode("ana", { disabledAtMs: 0 }), makePayClick("ben")] });
    expect(reasonOf(decision)).toBe(
      "pay last_click: paid to Ben: last click, 3 days before the order; code ANA10 was switched off before the order",
    );
    expect(decision).toMatchObject({ assists: [] });
  });

  test("E20 of two creators' codes on one order the one whose creator was clicked last is paid", () => {
    const codes = [makeUsedCode("ana", { position: 0 }), makeUsedCode("ben", { position: 1 })];
    expect(paidTo(...codes, makePayClick("ben"), makePayClick("ana", { atMs: ORDER_AT_MS - 9 * DAY_MS }))).toBe("ben");
  });

  test("E20 of two creators' codes without any click the one that the store lists first is paid", () => {
    const [anaSecond, benFirst] = [makeUsedCode("ana", { position: 1 }), makeUsedCode("ben", { position: 0 })];
    expect(reasonOf(decided({ touches: [anaSecond, benFirst] }))).toBe(
      "pay code_used: paid to Ben: code BEN10 used, policy always; Ana's code ANA10 on the order is an assist",
    );
  });

  test("E20 a text that was a code for personal use once, and is a public one now, pays its creator", () => {
    const once = makeUsedCode("ana", { purpose: "personal_use", validUntilMs: ORDER_AT_MS - DAY_MS });
    const now = makeUsedCode("ana", { validFromMs: ORDER_AT_MS - DAY_MS });
    expect(winnerOf(decided({ touches: [{ ...once, id: "once" }, now] }))).toBe("ana");
  });

  test("E20 a creator's own code for personal use on the order keeps the creator's link from being paid too", () => {
    const touches = [
      makeUsedCode("ana", { purpose: "personal_use" }),
      makePayClick("ana", { atMs: ORDER_AT_MS - DAY_MS }),
      makePayClick("ben"),
    ];
    expect(paidTo(...touches)).toBe("ben");
    expect(reasonOf(decided({ touches: touches.slice(0, 2) }))).toContain("none personal_code");
  });

  test("E20 a code whose program is unknown pays nothing, and says what is missing", () => {
    const reason = (programId: string | null, more = {}) =>
      reasonOf(decided({ touches: [makeUsedCode("ana", {}, { programId })], ...more }));
    expect(reason(null)).toBe("none no_program: Ana is not paid: the code belongs to no program");
    expect(reason("other")).toBe("none no_program: Ana is not paid: the creator does not take part in the code's program");
    const enrollments = [{ creatorId: "ana", programId: "other", startedAtMs: 0, endedAtMs: null }];
    expect(reason("other", { enrollments })).toBe(
      "none no_program: Ana is not paid: the code's program had ended or had no pay rule yet when the order was placed",
    );
  });
});

describe("E17 creators who may not earn", () => {
  const before = ORDER_AT_MS - DAY_MS;
  const withStatus = (status: "paused" | "banned", effectiveAtMs: number) => {
    const statuses = [
      { status, effectiveAtMs },
      { status: "active" as const, effectiveAtMs: 0 },
    ];
    return decided({ creators: [makePayCreator("ana", { statuses })], touches: [makePayClick("ana")] });
  };

  test("E17 banned or paused between click and order: nothing is paid", () => {
    expect(reasonOf(withStatus("banned", before))).toBe("none creator_banned: Ana is not paid: Ana is banned");
    expect(reasonOf(withStatus("paused", before))).toBe("none creator_paused: Ana is not paid: Ana is paused");
  });

  test("E17 banned after the order: what was earned before stays earned", () => {
    expect(withStatus("banned", ORDER_AT_MS + 1).kind).toBe("pay");
  });

  test("E17 paused when clicked and active again when the order came: the click does not count", () => {
    const statuses = [
      { status: "active" as const, effectiveAtMs: before },
      { status: "paused" as const, effectiveAtMs: 0 },
    ];
    expect(reasonOf(decided({ creators: [makePayCreator("ana", { statuses })], touches: [makePayClick("ana")] }))).toContain(
      "creator_paused",
    );
  });

  test("E17 of two changes at one instant the severer holds, whatever their order", () => {
    const statuses = (["banned", "active", "paused"] as const).map((status) => ({ status, effectiveAtMs: 0 }));
    for (const list of [statuses, statuses.toReversed()]) {
      expect(reasonOf(decided({ creators: [makePayCreator("ana", { statuses: list })], touches: [makePayClick("ana")] }))).toContain(
        "creator_banned",
      );
    }
  });

  test("E17 a creator who may not earn is passed over, and the one clicked before is paid", () => {
    const creators = [makePayCreator("ana", { statuses: [{ status: "banned", effectiveAtMs: 0 }] }), makePayCreator("ben")];
    const touches = [makePayClick("ana", { atMs: before }), makePayClick("ben")];
    expect(winnerOf(decided({ creators, touches }))).toBe("ben");
  });

  test.each([
    ["earlier_touches_pay", "pay last_click: paid to Ana: last click, 3 days before the order"],
    ["nothing_pays", "none enrollment_ended: Ana is not paid: Ana had ended the program"],
  ] as const)("E17 enrollment ended between click and order, rule %s", (afterEnd, reason) => {
    const enrollments = [makePayEnrollment("ana", { endedAtMs: before })];
    expect(reasonOf(decided({ programs: [makePayProgram({ afterEnd })], enrollments, touches: [makePayClick("ana")] }))).toBe(reason);
  });

  test("E17 a click or a code after the enrollment ended, before it began, or without any, pays nothing", () => {
    const ended = [makePayEnrollment("ana", { endedAtMs: ORDER_AT_MS - 5 * DAY_MS })];
    expect(reasonOf(decided({ enrollments: ended, touches: [makePayClick("ana")] }))).toContain("enrollment_ended");
    expect(reasonOf(decided({ enrollments: ended, touches: [makeUsedCode("ana")] }))).toContain("enrollment_ended");
    const later = [makePayEnrollment("ana", { startedAtMs: before })];
    expect(reasonOf(decided({ enrollments: later, touches: [makePayClick("ana")] }))).toBe(
      "none not_enrolled: Ana is not paid: Ana did not take part in the program",
    );
    expect(winnerOf(decided({ enrollments: later, touches: [makeUsedCode("ana")] }))).toBe("ana");
    expect(reasonOf(decided({ enrollments: [], touches: [makePayClick("ana")] }))).toContain("not_enrolled");
  });

  test("E17 of several enrollments the one at the touch counts, and one at the order makes the earlier touch pay under any rule", () => {
    const programs = [makePayProgram({ afterEnd: "nothing_pays" })];
    const first = makePayEnrollment("ana", { endedAtMs: before - DAY_MS });
    const again = makePayEnrollment("ana", { startedAtMs: before });
    expect(winnerOf(decided({ programs, enrollments: [again, first], touches: [makePayClick("ana")] }))).toBe("ana");
    expect(reasonOf(decided({ programs, enrollments: [first], touches: [makePayClick("ana")] }))).toContain("enrollment_ended");
    const between = [makePayClick("ana", { atMs: before - DAY_MS })];
    expect(reasonOf(decided({ programs, enrollments: [first, again], touches: between }))).toContain("enrollment_ended");
  });

  test("E17 an order known to the day only is judged in the creator's favour on the day of the end and of the start", () => {
    const order = makePayOrder({ precision: "day", atMs: at("2024-05-31T00:00:00Z") });
    const noon = at("2024-05-31T12:00:00Z");
    const touches = [makeUsedCode("ana", {}, { atMs: order.atMs })];
    expect(winnerOf(decided({ order, touches, enrollments: [makePayEnrollment("ana", { endedAtMs: noon })] }))).toBe("ana");
    expect(winnerOf(decided({ order, touches, enrollments: [makePayEnrollment("ana", { startedAtMs: noon })] }))).toBe("ana");
  });
});

describe("E24 E25 touches that count and touches that do not", () => {
  test("E24 a link switched off after the click keeps its touch, one clicked when it was off does not pay", () => {
    const clickAtMs = ORDER_AT_MS - 3 * DAY_MS;
    expect(paidTo(makePayClick("ana", { linkOffAtMs: clickAtMs + 1 }))).toBe("ana");
    expect(reasonOf(decided({ touches: [makePayClick("ana", { linkOffAtMs: clickAtMs })] }))).toBe(
      "none link_was_off: Ana is not paid: the link was switched off when it was clicked",
    );
  });

  test.each(["declared_bot", "prefetch", "preview", "head", "hosting", "unknown"])(
    "E25 a click of class %s is never paid",
    (visitorClass) => {
      expect(reasonOf(decided({ touches: [makePayClick("ana", { visitorClass })] }))).toBe(
        `none not_a_person: Ana is not paid: the click was not a person's but of class ${visitorClass}`,
      );
    },
  );

  test("E25 nobody is paid for buying through one's own link or code", () => {
    const creators = [makePayCreator("ana", { emailHash: "h1" }), makePayCreator("ben", { emailHash: "h2" })];
    const order = makePayOrder({ buyerEmailHash: "h1" });
    expect(reasonOf(decided({ order, creators, touches: [makePayClick("ana")] }))).toBe(
      "none self_purchase: Ana is not paid: the buyer is the creator",
    );
    expect(reasonOf(decided({ order, creators, touches: [makeUsedCode("ana")] }))).toContain("self_purchase");
    expect(winnerOf(decided({ order, creators, touches: [makeUsedCode("ana"), makePayClick("ben")] }))).toBe("ben");
    const unknown = [makePayCreator("ana")];
    expect(winnerOf(decided({ order: makePayOrder(), creators: unknown, touches: [makePayClick("ana")] }))).toBe("ana");
  });

  test.each(["survey", "claim"] as const)("a %s alone pays nobody", (kind) => {
    expect(reasonOf(decided({ touches: [makePayClick("ana", { kind })] }))).toContain("none kind_not_paid");
  });

  test("a touch of somebody who is no creator of ours is left aside", () => {
    expect(reasonOf(decided({ touches: [makePayClick("zoe")] }))).toContain("none no_creator_touch");
  });
});

test("who is paid can be asked before what was used of a cap is loaded", () => {
  const programs = [makePayProgram({ cap: { money: { amount: "1", currency: "EUR" }, per: "all" } })];
  expect(payChoice(makePayInput({ programs, touches: [makePayClick("ana")] }), null)).toMatchObject({
    kind: "winner",
    winner: { creatorId: "ana" },
  });
});
