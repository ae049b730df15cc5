/** How numbers and days are written. The interface is in English; with month names and a decimal point nothing can be misread. */
export const locale = "en-GB";
