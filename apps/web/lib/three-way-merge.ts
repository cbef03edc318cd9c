/** Something of a row that is changed, and chosen between, as one: its keys belong together. */
export interface MergeField<Key extends PropertyKey> {
  readonly name: string;
  readonly label: string;
  /** Two rows differ in the field when one of these differs. */
  readonly keys: readonly Key[];
  /** What is taken along with them: names beside ids. */
  readonly along?: readonly Key[];
}

/** A row as somebody began to change it, as they want it, and as somebody else has saved it meanwhile. */
export interface Versions<Row> {
  readonly base: Row;
  readonly mine: Row;
  readonly theirs: Row;
}

export interface Merge<Row, Field> {
  /** Theirs, with what only I have changed; where both have, still theirs. */
  readonly merged: Row;
  /** Changed by me alone. */
  readonly mine: readonly Field[];
  /** Changed by them alone. */
  readonly theirs: readonly Field[];
  /** Changed by both, to something else: to be asked about. What both changed to the same is no question. */
  readonly both: readonly Field[];
}

/** Brings two changes of one row together, field by field. Keys outside of the fields are as they have them. */
export function mergeThreeWay<Row extends object, Field extends MergeField<keyof Row>>(
  { base, mine, theirs }: Versions<Row>,
  fields: readonly Field[],
): Merge<Row, Field> {
  const byMe = fields.filter((field) => differ(base, mine, field));
  const byThem = fields.filter((field) => differ(base, theirs, field));
  const onlyMine = byMe.filter((field) => !byThem.includes(field));
  return {
    merged: takeFields(theirs, mine, onlyMine),
    mine: onlyMine,
    theirs: byThem.filter((field) => !byMe.includes(field)),
    both: byMe.filter((field) => byThem.includes(field) && differ(mine, theirs, field)),
  };
}

/** The row with these fields as another one has them. */
export function takeFields<Row extends object>(
  row: Row,
  from: Row,
  fields: readonly MergeField<keyof Row>[],
): Row {
  const keys = fields.flatMap((field) => [...field.keys, ...(field.along ?? [])]);
  const values = keys.map((key) => [key, from[key]] as const);
  return Object.assign({ ...row }, Object.fromEntries(values));
}

/** "Notes", "Notes and Status", "Date, Notes and Status". */
export function nameFields(fields: readonly { readonly label: string }[]): string {
  const labels = fields.map(({ label }) => label);
  const last = labels.at(-1) ?? '';
  return labels.length < 2 ? last : `${labels.slice(0, -1).join(', ')} and ${last}`;
}

function differ<Row extends object>(left: Row, right: Row, { keys }: MergeField<keyof Row>): boolean {
  return keys.some((key) => !isSame(left[key], right[key]));
}

/** Texts, numbers, flags and lists of them; no text is the same as none. */
function isSame(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  }
  return (left ?? '') === (right ?? '');
}
