import { listAuditLogs } from '@fintrack/contract';
import { type CalendarDate, isCalendarDate } from '@fintrack/core/dates';
import { readParam, type SearchParams } from '@/lib/search-params.ts';

/** What the log is narrowed to, as it stands in the address. */
export interface AuditQuery {
  readonly action?: string | undefined;
  readonly resourceType?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly userId?: string | undefined;
  readonly changeSetId?: string | undefined;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
  readonly success?: 'true' | 'false' | undefined;
  readonly ip?: string | undefined;
}

/** Reads the filters of an address; what the API would refuse is left out. */
export async function readAuditQuery(searchParams: SearchParams): Promise<AuditQuery> {
  const text = async (name: 'action' | 'resourceType' | 'resourceId' | 'userId' | 'changeSetId' | 'ip') => {
    const given = await readParam(searchParams, name);
    return listAuditLogs.query.shape[name].safeParse(given).success ? given : undefined;
  };
  const success = await readParam(searchParams, 'success');
  return {
    action: await text('action'),
    resourceType: await text('resourceType'),
    resourceId: await text('resourceId'),
    userId: await text('userId'),
    changeSetId: await text('changeSetId'),
    from: await readDay(searchParams, 'from'),
    to: await readDay(searchParams, 'to'),
    success: success === 'true' || success === 'false' ? success : undefined,
    ip: await text('ip'),
  };
}

async function readDay(searchParams: SearchParams, name: 'from' | 'to'): Promise<CalendarDate | undefined> {
  const given = await readParam(searchParams, name);
  return given !== undefined && isCalendarDate(given) ? given : undefined;
}
