export { checkSalesSeries, getSalesSeries, listSalesSeries } from "./sales/contract.ts";
