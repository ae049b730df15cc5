import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema, pageOf, pageQuery } from "../../platform/schema/vocabulary.ts";

const oneCustomer = z.strictObject({ id: idSchema("cus") });
const reason = z.string().trim().min(1).max(500);

const customerSchema = z
  .strictObject({
    id: idText("cus"),
    customer_ids: z.array(idText("cus")).meta({ description: "Every customer row that is this person, after merges" }),
    created_at: instantSchema,
    erased_at: instantSchema.nullable(),
    known_by: z
      .array(z.strictObject({ kind: z.string(), first_seen_at: instantSchema, last_seen_at: instantSchema, source: z.string() }))
      .meta({ description: "Kinds of identifiers; the identifiers themselves are kept as keyed hashes only" }),
  })
  .meta({ id: "Customer" });

/** Somebody who bought. */
export const getCustomer = endpoint({
  id: "getCustomer",
  method: "GET",
  path: "/v1/customers/{id}",
  tag: "Customers",
  summary: "Somebody who bought, after merges",
  access: "orders:read",
  params: oneCustomer,
  output: customerSchema,
});

/** Forgets a person. */
export const eraseCustomer = endpoint({
  id: "eraseCustomer",
  method: "DELETE",
  path: "/v1/customers/{id}",
  tag: "Customers",
  summary: "Forget who a customer is",
  description:
    "Every identifier is deleted and the next order under the same address belongs to somebody new. Orders, sums and the ledger stay.",
  access: "orders:write",
  params: oneCustomer,
  output: z.strictObject({}),
});

/** Makes two customers one. */
export const mergeCustomers = endpoint({
  id: "mergeCustomers",
  method: "POST",
  path: "/v1/customer-merges",
  tag: "Customers",
  summary: "Make two customers one",
  description: "Their orders are attributed again; a commission that has matured is not moved. A merge can be taken back.",
  access: "orders:write",
  status: 201,
  creates: true,
  body: z.strictObject({ from_customer_id: idSchema("cus"), into_customer_id: idSchema("cus"), reason }),
  output: z.strictObject({ customer_id: idText("cus") }),
});

const mergeSchema = z
  .strictObject({
    id: z.uuid(),
    action: z.enum(["merge", "undo"]),
    from_customer_id: idText("cus"),
    into_customer_id: idText("cus"),
    reason: z.string(),
    recorded_at: instantSchema,
    undoes_id: z.uuid().nullable(),
  })
  .meta({ id: "CustomerMerge" });

/** Merges and undone merges. */
export const listCustomerMerges = endpoint({
  id: "listCustomerMerges",
  method: "GET",
  path: "/v1/customer-merges",
  tag: "Customers",
  summary: "Merges of customers and those taken back, newest first",
  access: "orders:read",
  query: z.strictObject(pageQuery),
  output: pageOf(mergeSchema),
});

/** Takes a merge back. */
export const undoCustomerMerge = endpoint({
  id: "undoCustomerMerge",
  method: "POST",
  path: "/v1/customer-merges/{merge_id}/undo",
  tag: "Customers",
  summary: "Take a merge back",
  access: "orders:write",
  params: z.strictObject({ merge_id: z.uuid() }),
  body: z.strictObject({ reason }),
  output: z.strictObject({ customer_ids: z.array(idText("cus")) }),
});
