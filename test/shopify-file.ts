const header = [
  ...["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Accepts Marketing", "Currency", "Subtotal"],
  ...["Shipping", "Taxes", "Total", "Discount Code", "Discount Amount", "Shipping Method", "Created at", "Lineitem quantity"],
  ...["Lineitem name", "Lineitem price", "Lineitem compare at price", "Lineitem sku", "Lineitem discount", "Shipping Country"],
  ...["Note Attributes", "Cancelled at", "Refunded Amount", "Id"],
];

const rowOf = (cells: Readonly<Record<string, string>>): string => header.map((name) => cells[name] ?? "").join(",");

/** The first row of an order in Shopify's orders export: the order of `shopifyOrderPayload`, whose second line is a row of its own. */
export const shopifyRow = (changes: Readonly<Record<string, string>> = {}): string =>
  rowOf({
    Name: "#1001",
    Email: "mia.kunde@example.com",
    "Financial Status": "paid",
    "Paid at": "2026-04-30 11:00:01 +0200",
    Currency: "EUR",
    Subtotal: "54.00",
    Shipping: "4.90",
    Taxes: "9.40",
    Total: "58.90",
    "Discount Code": "ANA10",
    "Discount Amount": "6.00",
    "Created at": "2026-04-30 11:00:00 +0200",
    "Lineitem quantity": "2",
    "Lineitem name": '"Tea, green"',
    "Lineitem price": "20.00",
    "Lineitem sku": "TEA-1",
    "Shipping Country": "DE",
    Id: "5612345678901",
    ...changes,
  });

/** A further line of the order above it. */
export const shopifyNextLine = (changes: Readonly<Record<string, string>> = {}): string =>
  rowOf({
    Name: "#1001",
    Email: "mia.kunde@example.com",
    "Lineitem quantity": "1",
    "Lineitem name": "Cup",
    "Lineitem price": "20.00",
    ...changes,
  });

/** A whole file of such rows. */
export const shopifyFile = (...rows: readonly string[]): string => [header.join(","), ...rows, ""].join("\r\n");
