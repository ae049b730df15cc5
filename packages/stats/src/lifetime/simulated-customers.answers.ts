import { fixtureText, tableRows } from "../../../../test/reference-data.ts";
import type { Answers } from "../../../../test/known-answers.ts";
import type { Customer } from "./purchases/customer.ts";

/** Made-up customers in weeks, with the mean spend of their repeats; drawn from BG/NBD and Gamma-Gamma. */
export const simulatedCustomers = (): (Customer & { readonly meanSpend: number })[] =>
  tableRows(fixtureText("clv/simulated-customers.csv")).map((row) => {
    const [repeats = 0, recencyDays = 0, ageDays = 0, meanSpend = 0] = row.map(Number);
    return { repeats, recency: recencyDays / 7, age: ageDays / 7, meanSpend };
  });

export const answers: readonly Answers[] = [];
