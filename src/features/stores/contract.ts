import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { currencySchema, idSchema, idText, instantSchema, nameSchema, zoneSchema } from "../../platform/schema/vocabulary.ts";

const pageOrdersSchema = z.enum(["count", "wait"]).meta({
  description:
    "An order that only a page reported: count it as paid at once, or let it wait, pending, until a server reports it too. Anybody can read the site key and report an order",
});

const storeSchema = z
  .strictObject({
    id: idText("sto"),
    name: z.string(),
    kind: z.enum(["shopify", "stripe", "custom"]),
    zone: z.string(),
    currency: z.string(),
    site_key: z.string().meta({ description: "The public key in the browser snippet" }),
    allowed_origins: z.array(z.string()),
    consent_mode: z.enum(["never_required", "by_country", "always_required"]),
    cookie_domain: z
      .string()
      .nullable()
      .meta({ description: "The domain whose hosts share the snippet's cookies, such as brand.example; null: each host its own" }),
    page_orders: pageOrdersSchema,
    created_at: instantSchema,
  })
  .meta({ id: "Store" });

export const listStores = endpoint({
  id: "listStores",
  method: "GET",
  path: "/v1/stores",
  tag: "Stores",
  summary: "The stores and brands of the workspace",
  access: "workspace:read",
  output: z.strictObject({ data: z.array(storeSchema) }),
});

const storeBody = {
  name: nameSchema(200),
  allowed_origins: z.array(z.url({ protocol: /^https?$/, error: "must be an origin such as https://shop.example" }).max(200)).max(20),
  consent_mode: z.enum(["never_required", "by_country", "always_required"]),
  cookie_domain: z.string().max(253).nullable(),
};

export const createStore = endpoint({
  id: "createStore",
  method: "POST",
  path: "/v1/stores",
  tag: "Stores",
  summary: "Add a store",
  access: "workspace:write",
  status: 201,
  creates: true,
  body: z.strictObject({
    name: nameSchema(200),
    kind: z.enum(["shopify", "stripe", "custom"]),
    zone: zoneSchema,
    currency: currencySchema,
    allowed_origins: storeBody.allowed_origins.default([]),
    consent_mode: storeBody.consent_mode.default("by_country"),
    cookie_domain: storeBody.cookie_domain.default(null),
    page_orders: pageOrdersSchema.optional().meta({ description: "Missing: count in a custom store, wait in one of a platform" }),
  }),
  output: storeSchema,
});

export const updateStore = endpoint({
  id: "updateStore",
  method: "PATCH",
  path: "/v1/stores/{id}",
  tag: "Stores",
  summary: "Change a store's name, origins, consent mode or what orders by pages count",
  access: "workspace:write",
  params: z.strictObject({ id: idSchema("sto") }),
  body: z.strictObject({
    name: storeBody.name.optional(),
    allowed_origins: storeBody.allowed_origins.optional(),
    consent_mode: storeBody.consent_mode.optional(),
    cookie_domain: storeBody.cookie_domain.optional(),
    page_orders: pageOrdersSchema.optional(),
  }),
  output: storeSchema,
});
