export { salesImport } from "./importing/service.ts";
export { checkSalesSeries, getSalesSeries, listSalesSeries } from "./sales/service.ts";
