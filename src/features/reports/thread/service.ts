import { modelledCredit, type ModelledCredit, type ModelsInput } from "../models/modelled-credit.ts";
import { customersWorth, type CustomersWorth, type WorthInput } from "../worth/customers-worth.ts";

/** What the thread does with what it is given. */
export const workOut = (input: WorthInput | ModelsInput, report: (share: number) => void): Promise<CustomersWorth | ModelledCredit> =>
  Promise.resolve("journeys" in input ? modelledCredit(input, report) : customersWorth(input, report));
