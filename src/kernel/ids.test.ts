import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatId, isUuid, parseId, parseShortUuid, shortUuid, uuidFromBytes, uuidTimeMs, uuidToBytes, uuidV7 } from "./ids.ts";

const anyTime = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const anyUuid = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(uuidFromBytes);

describe("uuidV7", () => {
  test("gives the example of RFC 9562, appendix A.6", () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidV7(0x017f22e279b0, random)).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  });

  test("carries its time, version and variant whatever the random bytes", () => {
    fc.assert(
      fc.property(anyTime, tenBytes, (epochMs, random) => {
        const uuid = uuidV7(epochMs, random);
        expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(uuidTimeMs(uuid)).toBe(epochMs);
      }),
    );
  });

  test("of two times the later one sorts later, as uuid and as shown id", () => {
    fc.assert(
      fc.property(anyTime, anyTime, tenBytes, tenBytes, (one, other, r1, r2) => {
        fc.pre(one < other);
        const [first, second] = [uuidV7(one, r1), uuidV7(other, r2)];
        expect(first < second).toBe(true);
        expect(formatId("clk", first) < formatId("clk", second)).toBe(true);
      }),
    );
  });

  test.each([-1, 2 ** 48, 1.5, Number.NaN])("refuses the time %s", (epochMs) => {
    expect(() => uuidV7(epochMs, new Uint8Array(10))).toThrow(RangeError);
  });

  test("refuses fewer than ten random bytes", () => {
    expect(() => uuidV7(0, new Uint8Array(9))).toThrow("ten");
  });
});

describe("uuid bytes", () => {
  test("come back as the same uuid", () => {
    fc.assert(fc.property(anyUuid, (uuid) => uuidFromBytes(uuidToBytes(uuid)) === uuid));
  });

  test("another number of bytes and another text are broken promises", () => {
    expect(() => uuidFromBytes(new Uint8Array(15))).toThrow("sixteen");
    expect(() => uuidToBytes("0188BAC7-4AFA-78AA-BC3B-BD1EEF28D881")).toThrow(RangeError);
  });

  test("only the canonical form is a uuid", () => {
    expect(isUuid("0188bac7-4afa-78aa-bc3b-bd1eef28d881")).toBe(true);
    for (const text of ["0188BAC7-4AFA-78AA-BC3B-BD1EEF28D881", "0188bac74afa78aabc3bbd1eef28d881", ""]) expect(isUuid(text)).toBe(false);
  });
});

describe("shown ids", () => {
  test.each([
    ["00000000-0000-0000-0000-000000000000", "00000000000000000000000000"],
    ["00000000-0000-0000-0000-000000000001", "00000000000000000000000001"],
    ["00000000-0000-0000-0000-000000000020", "00000000000000000000000010"],
    ["ffffffff-ffff-ffff-ffff-ffffffffffff", "7zzzzzzzzzzzzzzzzzzzzzzzzz"],
    ["0110c853-1d09-52d8-d73e-1194e95b5f19", "0123456789abcdefghjkmnpqrs"],
    ["01890a5d-ac96-774b-bcce-b302099a8057", "01h455vb4pex5vsknk084sn02q"],
  ])("%s is shown as cre_%s, as the specification's examples say", (uuid, suffix) => {
    expect(formatId("cre", uuid)).toBe(`cre_${suffix}`);
    expect(parseId("cre", `cre_${suffix}`)).toBe(uuid);
  });

  test("come back as the same uuid", () => {
    fc.assert(fc.property(anyUuid, (uuid) => parseId("ord", formatId("ord", uuid)) === uuid));
  });

  test.each([
    ["another prefix", "prg_01h455vb4pex5vsknk084sn02q"],
    ["no prefix", "01h455vb4pex5vsknk084sn02q"],
    ["a longer prefix", "xcre_01h455vb4pex5vsknk084sn02q"],
    ["upper case", "cre_01H455VB4PEX5VSKNK084SN02Q"],
    ["a look-alike letter", "cre_01h455vb4pex5vsknk084sno2q"],
    ["one character too few", "cre_01h455vb4pex5vsknk084sn02"],
    ["one character too many", "cre_01h455vb4pex5vsknk084sn02qq"],
    ["more than 128 bits", "cre_8zzzzzzzzzzzzzzzzzzzzzzzzz"],
    ["nothing", ""],
  ])("%s is no id", (_, text) => {
    expect(parseId("cre", text)).toBeUndefined();
  });

  test("a text that is no uuid cannot be shown", () => {
    expect(() => formatId("cre", "nonsense")).toThrow(RangeError);
  });
});

describe("short uuids", () => {
  test("are base64url of the bytes and come back as the same uuid", () => {
    fc.assert(
      fc.property(anyUuid, (uuid) => {
        const text = shortUuid(uuid);
        expect(text).toBe(Buffer.from(uuidToBytes(uuid)).toString("base64url"));
        expect(parseShortUuid(text)).toBe(uuid);
      }),
    );
  });

  test.each(["AYi6x0r6eKq8O70e7yjYgR", "AYi6x0r6eKq8O70e7yjYg", "AYi6x0r6eKq8O70e7yjYgQ=", "AYi6x0r6eKq8O70e7yjYg+", ""])(
    "%j is none",
    (text) => {
      expect(parseShortUuid(text)).toBeUndefined();
    },
  );
});
