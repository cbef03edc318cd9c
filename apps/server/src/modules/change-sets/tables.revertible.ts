/** An audited table, and which of its columns a revert writes back. */
export interface Revertible {
  readonly resourceType: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** What makes a row disappear; a table without it has no row that a change set made. */
  readonly deletion: readonly string[];
}

/** In the order in which they are written back: what others point to comes first. */
export const REVERTIBLES: readonly Revertible[] = [
  {
    resourceType: 'tenant',
    table: 'tenants',
    columns: words('name type timezone locale currency fiscal_year_start week_start is_active'),
    deletion: [],
  },
  {
    resourceType: 'account',
    table: 'accounts',
    columns: words(
      `name type subtype currency credit_limit_minor institution_name account_number_last4 is_hidden archived_at
       display_order color icon`,
    ),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'category',
    table: 'categories',
    columns: words('parent_id name kind color icon display_order is_system is_active'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'payee',
    table: 'payees',
    columns: words('name default_category_id'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'payee_alias',
    table: 'payee_aliases',
    columns: words('payee_id name'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'tag',
    table: 'tags',
    columns: words('name color'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'reconciliation',
    table: 'reconciliations',
    columns: words('status finished_at unlocked_at unlock_reason'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'transaction',
    table: 'transactions',
    columns: words(
      `account_id date value_date amount_minor currency original_amount_minor original_currency type status is_refund
       description payee_id category_id notes tags payment_method metadata parent_id is_split transfer_account_id
       transfer_transaction_id refund_of_id fee_of_id reconciliation_id import_id external_id raw_description fingerprint`,
    ),
    deletion: ['deleted_at', 'deleted_reason'],
  },
  {
    resourceType: 'rejected_transfer_pair',
    table: 'rejected_transfer_pairs',
    columns: words('first_id second_id'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'duplicate_verdict',
    table: 'duplicate_verdicts',
    columns: words('transaction_id verdict fingerprint external_id row_fingerprint import_id'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'attachment',
    table: 'attachments',
    columns: words('name'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'anchor',
    table: 'account_balance_anchors',
    columns: words(
      'account_id anchor_date balance_minor description is_initial_balance confidence_level source import_id',
    ),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'saved_filter',
    table: 'saved_filters',
    columns: words('name query filters is_shared position'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'rule',
    table: 'rules',
    columns: words('name position condition actions is_active'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'rule_proposal_answer',
    table: 'rule_proposal_answers',
    columns: words('proposal_key answer'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'recurring_series',
    table: 'recurring_series',
    columns: words(
      `state name account_id currency payee_id category_id schedule expected_minor low_minor high_minor posting post_as
       starts_on ends_on description notes tags is_made_by_hand`,
    ),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'categoriser_setting',
    table: 'categoriser_settings',
    columns: words('boldness'),
    deletion: ['deleted_at'],
  },
  {
    resourceType: 'exchange_rate',
    table: 'tenant_rates',
    columns: words('base quote rate_date rate source'),
    deletion: ['deleted_at'],
  },
];

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}
