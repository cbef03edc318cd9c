/** What the API calls a field, in the user's words. One that is not here is taken apart: "displayOrder", "Display order". */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  accountId: 'Account',
  amount: 'Amount',
  anchorDate: 'Day',
  archivedAt: 'Archived',
  categoryId: 'Category',
  defaultCategoryId: 'Usual category',
  externalId: "The bank's id",
  feeOfId: 'Fee of',
  fiscalYearStart: 'Start of the year',
  importId: 'Import',
  isActive: 'Offered',
  isHidden: 'Hidden',
  isInitialBalance: 'Opening balance',
  isRefund: 'Refund',
  isSplit: 'Split',
  parentId: 'Part of',
  payeeId: 'Payee',
  rateDate: 'Day',
  rawDescription: "The bank's own line",
  reconciliationId: 'Reconciliation',
  refundOfId: 'Refund of',
  transferAccountId: 'Account at the other end',
  transferTransactionId: 'Other row of the transfer',
  weekStart: 'First day of the week',
};

export function fieldName(field: string): string {
  const known = FIELD_NAMES[field];
  if (known !== undefined) return known;
  const words = field
    .replace(/_minor$/u, '')
    .replaceAll('_', ' ')
    .replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

const RESOURCE_NAMES: Readonly<Record<string, string>> = {
  anchor: 'Balance of the bank',
  audit_log: 'Audit log',
  tenant: 'Settings',
  duplicate_verdict: 'Word on a bank line',
};

/** "transaction" as "Transaction", "payee_alias" as "Payee alias". */
export function resourceName(type: string): string {
  return RESOURCE_NAMES[type] ?? fieldName(type);
}

const ACTION_NAMES: Readonly<Record<string, string>> = {
  create: 'Added',
  delete: 'Deleted',
  export: 'Exported',
  import: 'Imported',
  login: 'Signed in',
  logout: 'Signed out',
  logout_all: 'Signed out everywhere',
  refresh_token_reused: 'Session ended: a copied token was used',
  register: 'Registered',
  rename_user: 'Renamed themselves',
  restore: 'Brought back',
  session_ended: 'Ended a session',
  switch_tenant: 'Entered these books',
  update: 'Changed',
};

export function actionName(action: string): string {
  return ACTION_NAMES[action] ?? fieldName(action);
}

/** The page of a row, where it has one. */
export function resourceHref(type: string, id: string | null): string | null {
  if (id === null) return null;
  if (type === 'transaction') return `/transactions/${id}`;
  if (type === 'account') return `/accounts/${id}`;
  if (type === 'import') return `/import/${id}`;
  return null;
}
