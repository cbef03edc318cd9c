import type { FieldProblem } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';

/** What a form's action answers: `null` before it was sent. */
export type FormState = FormDone | FormProblem | null;

interface FormDone {
  readonly ok: true;
  /** A quiet confirmation: "Saved." */
  readonly message?: string;
  /** What Undo reverts. */
  readonly changeSetId?: string;
}

/** A row that a later change touched. */
interface Obstacle {
  /** "Transaction “Bakery”". */
  readonly text: string;
  /** The change that touched it last. */
  readonly changeSetId: string | null;
}

export interface FormProblem {
  readonly ok: false;
  /** For the form as a whole; null when the fields say it all. */
  readonly message: string | null;
  /** By the path of the request's field, such as `openingBalance`. */
  readonly fieldErrors: Readonly<Record<string, string>>;
  /** What stands in the way of a revert that was refused. */
  readonly obstacles: readonly Obstacle[];
  readonly code: string | null;
  readonly errorId: string | null;
  /** What was typed, to be shown again; passwords are not. */
  readonly values: Readonly<Record<string, string>>;
  /** Somebody else saved the same fields first: to be chosen between. See `saveMerging`. */
  readonly conflict?: FormConflict;
}

/** A row that two people changed, where their changes meet. */
interface FormConflict {
  /** Who was faster; null where that is not known. */
  readonly changedBy: string | null;
  readonly fields: readonly FieldConflict[];
}

/** One field as it was, as I wrote it and as somebody else has saved it: in words. */
interface FieldConflict {
  readonly name: string;
  readonly label: string;
  readonly before: string;
  readonly mine: string;
  readonly theirs: string;
}

/** The action of a form, as `useActionState` and {@link useFormAction} want it. */
export type FormAction = (before: FormState, form: FormData) => Promise<FormState>;

/**
 * Runs what a form asks for. A refusal of the API becomes the form's message and field errors, with everything that
 * was typed; redirects and faults go on up.
 * @example
 * 'use server';
 * export async function addPayee(_before: FormState, form: FormData): Promise<FormState> {
 *   return runForm(form, async () => {
 *     const api = await serverApi();
 *     await api.call(createPayee, { body: { name: textOf(form, 'name') } });
 *     return { ok: true, message: 'Saved.' };
 *   });
 * }
 */
export async function runForm(form: FormData, work: () => Promise<FormState>): Promise<FormState> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return problemOf(error, form);
  }
}

/** A problem that the action itself has found, before asking the API. */
export function formProblem(
  form: FormData,
  fieldErrors: Record<string, string>,
  message?: string,
): FormProblem {
  return {
    ok: false,
    message: message ?? null,
    fieldErrors,
    obstacles: [],
    code: null,
    errorId: null,
    values: valuesOf(form),
  };
}

/** A text field, trimmed; empty when it is not there. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** A text field, trimmed; undefined when it is empty: what the request then leaves out. */
export function optionalTextOf(form: FormData, name: string): string | undefined {
  const text = textOf(form, name);
  return text === '' ? undefined : text;
}

function problemOf({ envelope }: ApiError, form: FormData): FormProblem {
  const problems = fieldProblemsOf(envelope.details);
  const fieldErrors = Object.fromEntries(problems.toReversed().map(({ path, message }) => [path, message]));
  const named = problems.length > 0 && problems.every(({ path }) => form.has(path));
  return {
    ok: false,
    message: named ? null : envelope.message,
    fieldErrors,
    obstacles: obstaclesOf(envelope.details),
    code: envelope.code,
    errorId: envelope.code === 'INTERNAL' ? envelope.errorId : null,
    values: valuesOf(form),
  };
}

/** `details` is a list of fields for some codes and something else for others. */
function fieldProblemsOf(details: unknown): FieldProblem[] {
  return Array.isArray(details) ? details.filter(isFieldProblem) : [];
}

/** `details` of NOT_REVERTIBLE. */
function obstaclesOf(details: unknown): Obstacle[] {
  const rows: unknown[] = Array.isArray(details) ? details : [];
  return rows.flatMap((row) => {
    if (typeof row !== 'object' || row === null || !('resourceType' in row) || !('summary' in row)) return [];
    const type = String(row.resourceType).replaceAll('_', ' ');
    const summary = String(row.summary);
    const changedBy = 'changedBy' in row && typeof row.changedBy === 'string' ? row.changedBy : null;
    const reason = 'reason' in row && typeof row.reason === 'string' ? row.reason : '';
    const why = reason === '' ? '' : `: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
    const text = `${type.charAt(0).toUpperCase()}${type.slice(1)}${summary === '' ? '' : ` “${summary}”`}${why}`;
    return [{ text, changeSetId: changedBy }];
  });
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'path' in value &&
    typeof value.path === 'string' &&
    'message' in value &&
    typeof value.message === 'string'
  );
}

function valuesOf(form: FormData): Record<string, string> {
  const texts = [...form].filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && !entry[0].startsWith('$') && !/password/iu.test(entry[0]),
  );
  return Object.fromEntries(texts);
}
