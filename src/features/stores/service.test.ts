import { expect, test } from "vitest";
import { isCookieDomain } from "./service.ts";

test.each(["brand.example", "shop.brand.co.uk", "brand.de"])("%s can share cookies", (domain) => expect(isCookieDomain(domain)).toBe(true));

test.each(["co.uk", "github.io", "com", "127.0.0.1", "Brand.example", "brand.example:443", "https://brand.example", "brand.example.", ""])(
  "%j cannot",
  (domain) => expect(isCookieDomain(domain)).toBe(false),
);
