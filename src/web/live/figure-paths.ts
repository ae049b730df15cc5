const figurePaths = [
  "/v1/reports/",
  "/v1/attribution/comparison",
  "/v1/attribution/channels",
  "/v1/ledger/balances",
  "/v1/campaigns/{id}/return",
  "/v1/campaigns/{id}/goal/standing",
];

/** Whether an answer is shown as of now. Lists and forms are left alone: a row that moves while somebody reads it is no help. */
export const isFigurePath = (path: string): boolean => figurePaths.some((start) => path.startsWith(start));
