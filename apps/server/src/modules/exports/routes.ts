import { exportBeancount, type exportFilter, exportJournal } from '@fintrack/contract';
import type { PlainFormat } from '@fintrack/core/plaintext';
import type { z } from 'zod';
import type { TenantContext } from '../../platform/database/index.ts';
import { type RawResult, type Route, route } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { recordRead } from '../audit/index.ts';
import { rowExportRoutes } from './routes.rows.ts';
import { readWish, writeBooks } from './service.ts';
import { startWith } from './start-with.ts';

export const exportRoutes: readonly Route[] = [
  route(exportJournal, (call) => offer('hledger', call)),
  route(exportBeancount, (call) => offer('beancount', call)),
  ...rowExportRoutes,
];

interface ExportCall {
  readonly request: Request;
  readonly services: Services;
  readonly context: TenantContext;
  readonly query: z.output<typeof exportFilter>;
}

const ENDINGS: Readonly<Record<PlainFormat, string>> = { hledger: 'journal', beancount: 'beancount' };

/** The answer begins when the first piece is there, so that what is refused is refused with a status. */
async function offer(format: PlainFormat, call: ExportCall): Promise<RawResult> {
  const wish = readWish(format, call.query);
  const { services, context } = call;
  const pieces = services.database.streamTenant(context, (tx) => writeBooks(tx, wish, services.clock));
  const span = `${wish.from === null ? '' : `-from-${wish.from}`}${wish.to === null ? '' : `-to-${wish.to}`}`;
  const offered = {
    contentType: 'text/plain; charset=utf-8',
    fileName: `fintrack${span}.${ENDINGS[format]}`,
  };
  // Only what the answer would be called is asked: nothing is opened.
  if (call.request.method === 'HEAD') return { ...offered, stream: pieces };
  const first = await pieces.next();
  try {
    await recordRead(services, context, { action: 'export', resourceType: 'journal', details: { ...wish } });
  } catch (error) {
    await pieces.return();
    throw error;
  }
  return { ...offered, stream: startWith(first, pieces) };
}
