import { describe, expect, test } from "vitest";
import { isPublicAddress, OutgoingRefused, postOutside, refusalOf } from "./guarded-fetch.ts";

describe("what may be called", () => {
  test.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "::1",
    "fe80::1",
    "fc00::1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
  ])("%s is not a public address", (address) => expect(isPublicAddress(address)).toBe(false));

  test.each(["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])("%s is one", (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );

  test.each([
    "http://shop.example/hook",
    "ftp://shop.example",
    "https://me:secret@shop.example",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://2130706433/",
    "https://0x7f.1/",
    "nonsense",
  ])("%s is refused before anything is resolved", (url) => expect(refusalOf(url, false)).toBeDefined());

  test("a name that resolves to a private address is refused, and nothing is connected to", async () => {
    const call = postOutside({ url: "https://localhost/", headers: {}, body: "", timeoutMs: 2000, allowPrivate: false });
    await expect(call).rejects.toMatchObject({ cause: expect.any(OutgoingRefused) });
  });
});
