/** What a row carries beside its booking, as the API takes it. */
interface TransactionDetails {
  readonly tags: string[];
  readonly paymentMethod: string | null;
  readonly metadata: Record<string, unknown>;
}

export type DetailsReading =
  | { readonly details: TransactionDetails; readonly fieldErrors: null }
  | { readonly details: null; readonly fieldErrors: Readonly<Record<string, string>> };

/** One pair of the editor; a value that is no text is written as JSON. */
export interface MetadataPair {
  readonly name: string;
  readonly value: string;
}

/** The pairs of a row's metadata as they stand in the editor. */
export function metadataPairs(metadata: Readonly<Record<string, unknown>>): MetadataPair[] {
  return Object.entries(metadata).map(([name, value]) => ({ name, value: valueText(value) }));
}

/**
 * Reads the form of a row's details. A pair without a name and value is not there; a value that was no text (a number,
 * a list) stays what it was while its text is unchanged.
 */
export function readDetails(form: FormData, before: Readonly<Record<string, unknown>>): DetailsReading {
  const names = textsOf(form, 'metadataName');
  const values = textsOf(form, 'metadataValue');
  const pairs = names.map((name, index) => ({ name: name.trim(), value: values[index] ?? '' }));
  const given = pairs.filter(({ name, value }) => name !== '' || value.trim() !== '');
  const problem = pairsProblem(given);
  if (problem !== null) return { details: null, fieldErrors: { metadata: problem } };
  return {
    details: {
      tags: readTags(textsOf(form, 'tags').join(',')),
      paymentMethod: textsOf(form, 'paymentMethod')[0]?.trim() || null,
      metadata: Object.fromEntries(
        given.map(({ name, value }) => [
          name,
          valueText(before[name]) === value ? (before[name] ?? '') : value,
        ]),
      ),
    },
    fieldErrors: null,
  };
}

/** Tags as they are typed: several with commas between them. */
export function readTags(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

function pairsProblem(pairs: readonly MetadataPair[]): string | null {
  const nameless = pairs.find(({ name }) => name === '');
  if (nameless) return `Give "${nameless.value.trim()}" a name.`;
  const seen = new Set<string>();
  for (const { name } of pairs) {
    if (seen.has(name)) return `There are two named "${name}". Give one another name.`;
    seen.add(name);
  }
  return null;
}

function valueText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function textsOf(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value) => typeof value === 'string');
}
