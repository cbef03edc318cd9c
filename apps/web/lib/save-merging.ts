import { ApiError } from '@fintrack/contract/client';
import { z } from 'zod';
import { type FormProblem, type FormState, textOf } from './form-action.ts';
import { type MergeField, mergeThreeWay, nameFields, takeFields } from './three-way-merge.ts';

/** What stands in a form's fields, by name: the same text for the same meaning. */
export type FormTexts = Readonly<Record<string, string>>;

/** A form whose row somebody else may save while it is open. */
export interface MergingForm {
  readonly fields: readonly MergeField<string>[];
  /** What the form says. */
  readonly read: (form: FormData) => FormTexts;
  /** What it would say of the row as the API gives it. @throws {ZodError} for another row. */
  readonly textsOf: (row: unknown) => FormTexts;
  /** Puts texts into the form's fields. */
  readonly write: (form: FormData, texts: FormTexts) => void;
  /** A text in words for people. */
  readonly show: (name: string, texts: FormTexts) => Promise<string>;
  /** Saves what the form says; `kept` tells in words what else is in the row now. */
  readonly send: (form: FormData, kept: string | null) => Promise<FormState>;
}

const TRIES = 3;

/**
 * Saves a form whose row may have been changed since it was drawn. It brings along the row as it was then: the hidden
 * fields `base` ({@link baseOf}) and `version`. Where somebody else has changed other fields, both changes are saved;
 * where the same ones, the form comes back with both (`ConflictFields`), and sent again it follows what was chosen.
 * It works without JavaScript.
 * @throws {ApiError} for any other refusal
 */
export async function saveMerging(form: FormData, merging: MergingForm): Promise<FormState> {
  const base = readBase(form);
  if (base === null) return merging.send(form, null);
  const next = copyOf(form);
  const chosen = merging.fields.filter(({ name }) => textOf(form, keepName(name)) === 'theirs');
  if (chosen.length > 0) merging.write(next, takeFields(merging.read(form), base, chosen));
  return attempt({ form: next, base, kept: [], triesLeft: TRIES }, merging);
}

/** The hidden field that a merging form brings along. */
export function baseOf(texts: FormTexts): string {
  return JSON.stringify(texts);
}

/** The name of the choice between the two values of a field. */
export function keepName(field: string): string {
  return `keep.${field}`;
}

interface Attempt {
  readonly form: FormData;
  readonly base: FormTexts;
  /** Fields that others changed and that stay so. */
  readonly kept: readonly MergeField<string>[];
  readonly triesLeft: number;
}

async function attempt({ form, base, kept, triesLeft }: Attempt, merging: MergingForm): Promise<FormState> {
  try {
    return await merging.send(form, kept.length === 0 ? null : nameFields(kept));
  } catch (error) {
    const stale = readStale(error);
    if (stale === null) throw error;
    const mine = merging.read(form);
    const theirs = merging.textsOf(stale.current);
    const merge = mergeThreeWay({ base, mine, theirs }, merging.fields);
    const next = copyOf(form);
    next.set('base', baseOf(theirs));
    next.set('version', String(stale.current.version));
    if (merge.both.length === 0 && triesLeft > 0) {
      merging.write(next, merge.merged);
      const all = [...new Set([...kept, ...merge.theirs])];
      return attempt({ form: next, base: theirs, kept: all, triesLeft: triesLeft - 1 }, merging);
    }
    merging.write(next, takeFields(merge.merged, mine, merge.both));
    const say = async (texts: FormTexts, keys: readonly string[]): Promise<string> =>
      (await Promise.all(keys.map((key) => merging.show(key, texts)))).join(', ');
    const fields = await Promise.all(
      merge.both.map(async ({ name, label, keys }) => ({
        name,
        label,
        before: await say(base, keys),
        mine: await say(mine, keys),
        theirs: await say(theirs, keys),
      })),
    );
    return conflictProblem(next, { changedBy: stale.changedBy?.name || null, fields });
  }
}

function conflictProblem(form: FormData, conflict: NonNullable<FormProblem['conflict']>): FormProblem {
  const texts = [...form].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('$'),
  );
  const who = conflict.changedBy ?? 'Somebody';
  return {
    ok: false,
    message: `${who} changed the same meanwhile. Choose what to keep, then save.`,
    fieldErrors: {},
    obstacles: [],
    code: 'STALE_VERSION',
    errorId: null,
    values: Object.fromEntries(texts),
    conflict,
  };
}

const staleDetails = z.object({
  current: z.looseObject({ version: z.int() }),
  changedBy: z.object({ name: z.string().nullable() }).nullish(),
});

function readStale(error: unknown): z.infer<typeof staleDetails> | null {
  if (!(error instanceof ApiError) || error.envelope.code !== 'STALE_VERSION') return null;
  return staleDetails.safeParse(error.envelope.details).data ?? null;
}

const texts = z.record(z.string(), z.string());

function readBase(form: FormData): FormTexts | null {
  try {
    return texts.parse(JSON.parse(textOf(form, 'base')));
  } catch {
    return null;
  }
}

/** The form without the choices of the last time. */
function copyOf(form: FormData): FormData {
  const copy = new FormData();
  for (const [name, value] of form) if (!name.startsWith(keepName(''))) copy.append(name, value);
  return copy;
}
