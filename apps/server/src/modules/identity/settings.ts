import type { Settings, updateSettings } from '@fintrack/contract';
import type { z } from 'zod';
import type { TenantContext, TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import * as repo from './repo.ts';

type SettingsChange = Omit<z.output<typeof updateSettings.body>, 'version'>;

export interface SettingsRequest {
  readonly context: TenantContext;
  readonly change: SettingsChange;
  /** The version that the caller saw. */
  readonly version: number;
}

export async function getSettings(tx: TenantTransaction, userId: string): Promise<Settings> {
  return present(await repo.findSettings(tx.sql, userId));
}

/** The settings as they are when the request would change nothing in them, else null. */
export async function findUnchanged(
  tx: TenantTransaction,
  request: SettingsRequest,
): Promise<Settings | null> {
  const { settings, userName, tenant } = await planChange(tx, request, false);
  return userName === undefined && tenant === null ? settings : null;
}

/**
 * Changes what differs from what is there: the name of the user, which everybody may, and values of the tenant, which
 * owners and admins may. Both are one transaction. The tenant's currency is what summaries are shown in; no row
 * changes with it.
 *
 * @throws AppError FORBIDDEN, STALE_VERSION
 */
export async function changeSettings(tx: TenantTransaction, request: SettingsRequest): Promise<Settings> {
  const { context } = request;
  const { settings, userName, tenant } = await planChange(tx, request, true);
  if (userName !== undefined) {
    await repo.updateUserName(tx.sql, context.userId, userName);
    // A user is not a row of the tenant, so the triggers do not see this: it is told to the audit trail.
    const details = { from: settings.userName, to: userName };
    await repo.recordEvent(tx.sql, { ...context, action: 'rename_user', success: true, details });
  }
  if (tenant !== null) await repo.updateTenant(tx.sql, tenant);
  return await getSettings(tx, context.userId);
}

async function planChange(
  tx: TenantTransaction,
  { context, change, version }: SettingsRequest,
  lock: boolean,
): Promise<{ settings: Settings; userName: string | undefined; tenant: repo.TenantChange | null }> {
  const row = await repo.findSettings(tx.sql, context.userId, lock);
  const settings = present(row);
  const tenant = tenantChanges(change, row.tenant);
  const { role } = await tx.entered;
  if (tenant !== null && role !== 'OWNER' && role !== 'ADMIN') {
    refuse('FORBIDDEN', 'Only an owner or an admin may change this. Your own name you may change yourself.');
  }
  if (settings.version !== version) {
    refuse(
      'STALE_VERSION',
      'The settings were changed meanwhile. Look at them again and repeat your change.',
      {
        current: settings,
      },
    );
  }
  return { settings, tenant, userName: change.userName === settings.userName ? undefined : change.userName };
}

/** The columns whose value would be another; null for none. */
function tenantChanges(change: SettingsChange, tenant: repo.TenantRow): repo.TenantChange | null {
  const { name, locale, timezone, currency, weekStart, fiscal_year_start: fiscalYearStart } = change;
  const wanted = { name, locale, timezone, currency, weekStart, fiscalYearStart };
  const present: Record<string, unknown> = tenant;
  const changed = Object.entries(wanted).filter(
    ([column, value]) => value !== undefined && value !== present[column],
  );
  return changed.length === 0 ? null : Object.fromEntries(changed);
}

/** Both rows count their changes; the sum grows with either, so it is the version of the two together. */
function present({ tenant, user }: repo.SettingsRow): Settings {
  return {
    userName: user.name,
    email: user.email,
    name: tenant.name,
    type: tenant.type,
    locale: tenant.locale,
    timezone: tenant.timezone,
    currency: tenant.currency,
    fiscal_year_start: tenant.fiscalYearStart,
    weekStart: tenant.weekStart,
    version: tenant.version + user.version - 1,
  };
}
