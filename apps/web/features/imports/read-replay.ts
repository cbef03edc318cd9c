import type { ImportSummary } from '@fintrack/contract';
import { type MappingChanges, readMappingForm } from './read-mapping-form.ts';

/** What is asked of a replay. */
export interface ReplayRequest {
  readonly mapping?: MappingChanges;
  readonly matcherVersion?: 'v1' | 'v2';
}

/** Reads the fields of the replay's form, of an address or of a form that repeats it. */
export function readReplay(
  fields: URLSearchParams,
  { mapping }: Pick<ImportSummary, 'mapping'>,
): ReplayRequest {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const changes = mapping === null ? {} : readMappingForm(form, mapping);
  const matcher = fields.get('matcher');
  return {
    ...(Object.keys(changes).length === 0 ? {} : { mapping: changes }),
    ...(matcher === 'v1' || matcher === 'v2' ? { matcherVersion: matcher } : {}),
  };
}
