import { Notice } from "../kit/page/notice.tsx";
import { moneyText, type MoneyValue } from "../kit/value/money.tsx";

/** What was entered for the days before a report, in words. */
export const earlierCostsText = (costs: readonly MoneyValue[]): string =>
  `${costs.map((cost) => moneyText(cost)).join(" and ")} was entered for the 90 days before these. Orders that it brought may be counted here; it is not. Choose days that hold both.`;

/** Says that a return may look better than it is: fees lie before the days that are shown. Nothing where there are none. */
export function EarlierCosts({ costs }: { readonly costs: readonly MoneyValue[] }) {
  if (costs.length === 0) return null;
  return (
    <Notice tone="warn" title="Costs of earlier days are not in this return">
      {earlierCostsText(costs)}
    </Notice>
  );
}
