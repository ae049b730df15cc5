import { customersWorth, type CustomersWorth, type WorthInput } from "../worth/customers-worth.ts";

/** What the thread does. */
export const workOut = (input: WorthInput, report: (share: number) => void): Promise<CustomersWorth> =>
  Promise.resolve(customersWorth(input, report));
