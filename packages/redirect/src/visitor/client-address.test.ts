import { isIP } from "node:net";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import { clientAddress, parseAddress, trustedProxies, writeAddress, type ClientAddress } from "./client-address.ts";

const bytesOf = (address: ClientAddress): number[] => {
  const bytes = new Uint8Array(9);
  writeAddress(address, bytes, 0);
  return Array.from(bytes);
};

/** The same nine bytes by another library. */
function expectedBytes(text: string): number[] {
  const address = ipaddr.process(text);
  const bytes = address.toByteArray();
  return address.kind() === "ipv4" ? [4, 0, 0, 0, 0, ...bytes] : [6, ...bytes.slice(0, 8)];
}

describe("an address", () => {
  it("is read as another library reads it, for any address of both families", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        // The other library takes the deprecated ::1.2.3.4 for a mapped address.
        fc.pre(!/^::[\d.]+$/.test(text));
        const address = parseAddress(text);
        expect(address && bytesOf(address)).toEqual(expectedBytes(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it("is taken where Node's own reader takes it, and nowhere else", () => {
    const odd = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9a-f:.]{0,20}$/),
      fc.stringMatching(/^([0-9a-f]{0,5}:){1,9}[0-9a-f]{0,5}$/),
      fc.stringMatching(/^([0-9]{1,4}\.){3}[0-9]{1,4}$/),
    );
    fc.assert(
      fc.property(odd, (text) => {
        // A port, brackets, a zone and white space are ours to take.
        fc.pre(!/[[\]%\s]|^[\d.]+:\d*$/.test(text));
        expect(parseAddress(text) !== undefined).toBe(isIP(text) !== 0);
      }),
      { numRuns: 3_000 },
    );
  });

  it("E33 of IPv6 is its first 64 bits, so that one subscriber is one address", () => {
    expect(parseAddress("2001:db8:1:2:3:4:5:6")).toEqual(parseAddress("2001:db8:1:2::1"));
    expect(parseAddress("2001:db8:1:2::1")).not.toEqual(parseAddress("2001:db8:1:3::1"));
  });

  it("that is IPv4 mapped into IPv6 is the IPv4 address", () => {
    for (const text of ["::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:192.0.2.1", "[::ffff:192.0.2.1]:80"])
      expect(parseAddress(text)).toEqual(parseAddress("192.0.2.1"));
  });

  it("is found with the port, brackets, zone and white space that proxies write", () => {
    expect(parseAddress(" 192.0.2.1:8080\t")).toEqual(parseAddress("192.0.2.1"));
    expect(parseAddress("[2001:db8::1]:443")).toEqual(parseAddress("2001:db8::1"));
    expect(parseAddress("fe80::1%eth0")).toEqual(parseAddress("fe80::1"));
  });

  it("is refused when it is written in a form that readers understand differently", () => {
    const odd = [
      "",
      "unknown",
      "1.2.3",
      "1.2.3.4.5",
      "1.2.3.256",
      "01.2.3.4",
      "0x1.2.3.4",
      "1.2.3.",
      "1..2.3",
      ":",
      ":::",
      "1::2::3",
      "12345::",
      "::g",
      "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:8:9",
      "1:2:3:4:5:6:7:1.2.3.4",
      "::1.2.3",
      "[::1",
      "::1:",
      "1:2:3:4::5:6:7:8",
    ];
    for (const text of odd) expect(`${text} ${JSON.stringify(parseAddress(text))}`).toBe(`${text} undefined`);
  });
});

describe("E33 the client behind proxies", () => {
  const seen = (socket: string | undefined, header: string | undefined, proxies: readonly string[]): string => {
    const address = clientAddress(socket, header, trustedProxies(proxies));
    return address === undefined
      ? "unknown"
      : bytesOf(address)
          .slice(address.family === 4 ? 5 : 1)
          .join(".");
  };

  it("is the connection's own address when nobody is trusted, whatever the header says", () => {
    expect(seen("198.51.100.9", "192.0.2.7", [])).toBe("198.51.100.9");
    expect(seen("198.51.100.9", "192.0.2.7", ["10.0.0.0/8"])).toBe("198.51.100.9");
    expect(seen("198.51.100.9", undefined, ["198.51.100.9"])).toBe("198.51.100.9");
  });

  it("is what the trusted proxy wrote last, never what the client sent along", () => {
    expect(seen("10.0.0.1", "6.6.6.6, 192.0.2.7", ["10.0.0.0/8"])).toBe("192.0.2.7");
    expect(seen("10.0.0.1", "10.9.9.9, 192.0.2.7", ["10.0.0.0/8"])).toBe("192.0.2.7");
  });

  it("is found through a chain of trusted proxies of both families", () => {
    expect(seen("::ffff:10.0.0.1", "6.6.6.6,192.0.2.7 , 2001:db8:9::1,10.0.0.2", ["10.0.0.0/8", "2001:db8:9::/48"])).toBe("192.0.2.7");
    expect(seen("2001:db8:9::1", "2001:db8:1:2:3::4", ["2001:db8:9::/48"])).toBe("32.1.13.184.0.1.0.2");
  });

  it("is the leftmost entry when every one is trusted, and the nearest good one where an entry is no address", () => {
    expect(seen("10.0.0.1", "10.0.0.3, 10.0.0.2", ["10.0.0.0/8"])).toBe("10.0.0.3");
    expect(seen("10.0.0.1", "192.0.2.7, unknown, 10.0.0.2", ["10.0.0.0/8"])).toBe("10.0.0.2");
    for (const header of ["", ",", " , "]) expect(seen("10.0.0.1", header, ["10.0.0.0/8"])).toBe("10.0.0.1");
  });

  it("is unknown when the connection is gone", () => {
    expect(seen(undefined, "192.0.2.7", ["0.0.0.0/0"])).toBe("unknown");
  });

  it("is compared with networks of every length", () => {
    expect(seen("10.0.0.1", "1.1.1.1", ["0.0.0.0/0"])).toBe("1.1.1.1");
    expect(seen("10.0.0.129", "1.1.1.1", ["10.0.0.128/25"])).toBe("1.1.1.1");
    expect(seen("10.0.0.127", "1.1.1.1", ["10.0.0.128/25"])).toBe("10.0.0.127");
    expect(seen("255.255.255.255", "1.1.1.1", ["128.0.0.0/1"])).toBe("1.1.1.1");
    expect(seen("::1", "1.1.1.1", ["::1/128"])).toBe("1.1.1.1");
    expect(seen("2001:db8::1", "1.1.1.1", ["2001:db8::/33"])).toBe("1.1.1.1");
    expect(seen("2001:db8:8000::1", "1.1.1.1", ["2001:db8::/33"])).toBe("32.1.13.184.128.0.0.0");
  });

  it("refuses a list with an entry that is no network, naming it", () => {
    for (const cidr of ["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "proxy.example", "2001:db8::/129", "/8"])
      expect(() => trustedProxies([cidr])).toThrow(cidr);
  });
});

describe("the bytes of an address", () => {
  it("do not fit where there is no room", () => {
    const address = { family: 4, high: 0, low: 1 } as const;
    expect(() => writeAddress(address, new Uint8Array(8), 0)).toThrow(RangeError);
    expect(() => writeAddress(address, new Uint8Array(9), 1)).toThrow(RangeError);
    expect(() => writeAddress(address, new Uint8Array(9), -1)).toThrow(RangeError);
  });
});
