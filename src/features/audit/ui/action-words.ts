const labels: Readonly<Record<string, string>> = {
  "api_key.created": "API key created",
  "api_key.revoked": "API key revoked",
  "code.created": "Code created",
  "code.updated": "Code changed",
  "connection.created": "Connection added",
  "connection.updated": "Connection changed",
  "cost.archived": "Cost taken out",
  "cost.entered": "Cost entered",
  "creator.archived": "Creator archived",
  "creator.created": "Creator added",
  "creator.restored": "Creator brought back",
  "creator.status_changed": "Creator’s status changed",
  "creator.updated": "Creator changed",
  "creator_account.archived": "Creator’s account archived",
  "creators.enrolled": "Creators added to a program",
  "customer.erased": "Customer erased",
  "customer.merged": "Customers merged",
  "customer.parted": "Customers parted",
  "domain.created": "Domain added",
  "domain.updated": "Domain changed",
  "enrollment.ended": "Creator’s part ended",
  "exchange_rates.added": "Rates of exchange added",
  "import.ended": "Import ended",
  "import.started": "Import started",
  "import.uploaded": "File uploaded",
  "invitation.accepted": "Invitation accepted",
  "invitation.revoked": "Invitation taken back",
  "ledger.month_closed": "Month closed",
  "link.archived": "Link archived",
  "link.created": "Link created",
  "link.updated": "Link changed",
  "member.added": "Member added",
  "member.invited": "Member invited",
  "member.removed": "Member removed",
  "member.role_changed": "Member’s role changed",
  "pay_rule.published": "Pay rule published",
  "program.archived": "Program ended",
  "program.created": "Program created",
  "program.updated": "Program changed",
  "store.created": "Store added",
  "store.updated": "Store changed",
  "webhook_endpoint.archived": "Webhook endpoint removed",
  "webhook_endpoint.created": "Webhook endpoint added",
  "webhook_endpoint.secret_rotated": "Webhook secret made anew",
  "webhook_endpoint.updated": "Webhook endpoint changed",
  "workspace.created": "Workspace created",
  "workspace.renamed": "Workspace renamed",
};

/** What was done, in words; an action that has none yet by its own name. */
export function actionText(action: string): string {
  const plain = action.replaceAll(/[._]/g, " ");
  return labels[action] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** Every action that has words, for a filter. */
export const actionChoices = Object.entries(labels).map(([value, label]) => ({ value, label }));
