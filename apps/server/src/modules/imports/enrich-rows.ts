import { type Categoriser, reasonText } from '@fintrack/core/categorising';
import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { parseCurrency } from '@fintrack/core/money';
import { type CompiledRules, type RowPart, type RuleRow, runRules } from '@fintrack/core/rules';
import { type CategoriserData, prepareCategoriser } from '../categorising/prepare-categoriser.ts';
import type { PayeeName } from '../payees/index.ts';
import type { SetBy } from '../rules/index.ts';
import { prepareRules, type RuleSet } from '../rules/prepare-rules.ts';
import type { FileSaid } from './staged-row.ts';

/** What new rows are filled from, read once an import: plain data that can be handed to another thread. */
export interface EnricherData extends RuleSet {
  readonly payees: readonly PayeeName[];
  readonly categoriser: CategoriserData;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly fileName: string;
}

/** A row of a file that could be read; an import row has these columns. */
export interface EnrichableRow {
  readonly date: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly description: string;
  /** As the file says them. */
  readonly payee: string | null;
  readonly category: string | null;
  readonly notes: string | null;
  readonly externalId: string | null;
  readonly status: 'pending' | 'cleared';
  readonly said?: FileSaid;
  /** Where it goes; null: not known yet. */
  readonly accountId: string | null;
}

/** What a new row gets beside what the file says, and who says so. Null: nothing. */
export interface Outcome {
  readonly categoryId: string | null;
  /** A rule's; the file's own stays in the row's `payee`. */
  readonly payeeName: string | null;
  readonly tags: readonly string[];
  /** In place of the file's notes. */
  readonly notes: string | null;
  readonly splits: readonly RowPart[] | null;
  readonly transferAccountId: string | null;
  /** Why a rule leaves the row out. */
  readonly skipReason: string | null;
  readonly setBy: SetBy;
}

/**
 * What a new row gets. Rules go first, then what the file says (its category, tags, parts, the other account), then the payee's usual one,
 * and where nobody has decided the model, if it is sure. Pure: the same data and row give the same outcome.
 */
export function enrich(data: EnricherData, row: EnrichableRow): Outcome {
  const enricher = enricherOf(data);
  const payee = row.payee === null ? undefined : enricher.payees.get(row.payee.toLowerCase());
  const asked: RuleRow = toRuleRow(row, { payee: payee?.name ?? row.payee, fileName: data.fileName });
  const ruled = runRules(enricher.rules, asked);
  const setBy: SetBy = {};
  const { category, split, transferAccount, notes, tags, skippedBy } = ruled;
  if (category) setBy.category_id = { by: 'rule', ...category.by };
  if (split) setBy.is_split = { by: 'rule', ...split.by };
  if (transferAccount) setBy.transfer_account_id = { by: 'rule', ...transferAccount.by };
  if (ruled.payee) setBy.payee_id = { by: 'rule', ...ruled.payee.by };
  if (notes) setBy.notes = { by: 'rule', ...notes.by };
  if (tags) setBy.tags = { by: 'rule', ...tags.by };
  const isDecided = category !== null || split !== null || transferAccount !== null;
  const said = isDecided ? NOTHING_SAID : readSaid(enricher, { row, setBy });
  const isOpen = !isDecided && said.splits === null && said.transferAccountId === null;
  return {
    categoryId: isOpen ? chooseCategory(enricher, ruled.row, { row, setBy }) : (category?.value ?? null),
    payeeName: ruled.payee?.value ?? null,
    tags: tags?.value ?? readTags({ row, setBy }),
    notes: notes?.value ?? null,
    splits: split?.value ?? said.splits,
    transferAccountId: transferAccount?.value ?? said.transferAccountId,
    skipReason: skippedBy && `Your rule "${skippedBy.name}" leaves it out.`,
    setBy,
  };
}

interface Choice {
  readonly row: EnrichableRow;
  /** Says who chose. */
  readonly setBy: SetBy;
}

const NOTHING_SAID = { splits: null, transferAccountId: null };

/** What the export of another program says: the other account of a transfer, else the parts of a split. */
function readSaid(enricher: Enricher, { row, setBy }: Choice): Pick<Outcome, 'splits' | 'transferAccountId'> {
  const { splits = [], transferAccount } = row.said ?? {};
  const other =
    transferAccount === undefined ? undefined : enricher.accounts.get(transferAccount.toLowerCase());
  if (other !== undefined && other !== row.accountId) {
    setBy.transfer_account_id = { by: 'file' };
    return { splits: null, transferAccountId: other };
  }
  const kind = row.amountMinor > 0n ? 'income' : 'expense';
  const parts = splits
    .filter((part) => part.amountMinor !== 0n)
    .map(({ amountMinor, category, notes }): RowPart => {
      const categoryId = category === undefined ? undefined : enricher.categories.get(keyOf(kind, category));
      return { amountMinor, categoryId: categoryId ?? null, notes: notes ?? null };
    });
  if (parts.length < 2) return NOTHING_SAID;
  setBy.is_split = { by: 'file' };
  return { splits: parts, transferAccountId: null };
}

function readTags({ row, setBy }: Choice): readonly string[] {
  const tags = (row.said?.tags ?? []).map((tag) => [...tag].slice(0, MAX_TAG_LENGTH).join(''));
  if (tags.length > 0) setBy.tags = { by: 'file' };
  return tags;
}

/** As the table of tags has it. */
const MAX_TAG_LENGTH = 50;

/** Where no rule decided: the category that the file names, the payee's usual one, or what the model is sure of. */
function chooseCategory(enricher: Enricher, ruled: RuleRow, { row, setBy }: Choice): string | null {
  const kind = row.amountMinor > 0n ? 'income' : 'expense';
  const named = row.category === null ? undefined : enricher.categories.get(keyOf(kind, row.category));
  if (named) {
    setBy.category_id = { by: 'file' };
    return named;
  }
  const payee = ruled.payee === null ? undefined : enricher.payees.get(ruled.payee.toLowerCase());
  if (payee?.defaultCategoryId && enricher.rules.books.categoryKinds.get(payee.defaultCategoryId) === kind) {
    setBy.category_id = { by: 'payee', name: payee.name };
    return payee.defaultCategoryId;
  }
  return askModel(enricher, ruled, { row, setBy });
}

function askModel(
  { categoriser, model, categoryNames }: Enricher,
  ruled: RuleRow,
  { row, setBy }: Choice,
): string | null {
  if (model.boldness === 'off') return null;
  const decision = categoriser.decide({
    text: row.description,
    payee: ruled.payee,
    amountMinor: row.amountMinor,
    currency: ruled.currency,
    accountId: row.accountId ?? '',
    date: ruled.date,
  });
  if (decision === null) return null;
  const { categoryId, probability, reason } = decision;
  setBy.category_id = {
    by: 'model',
    version: model.version,
    confidence: Math.round(probability * 1000) / 1000,
    reason: reasonText(reason, categoryNames.get(categoryId) ?? ''),
  };
  return categoryId;
}

/** {@link EnricherData} made ready for many rows. */
interface Enricher {
  readonly rules: CompiledRules;
  /** By name in lower case; a name that several bear is not in it. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly model: CategoriserData;
  readonly categoriser: Categoriser;
  readonly categoryNames: ReadonlyMap<string, string>;
  /** By kind and name; a name that several of a kind bear is not in it. */
  readonly categories: ReadonlyMap<string, string>;
  /** By name or alias in lower case. */
  readonly payees: ReadonlyMap<string, PayeeName>;
}

const prepared = new WeakMap<EnricherData, Enricher>();

function enricherOf(data: EnricherData): Enricher {
  const known = prepared.get(data);
  if (known) return known;
  const made = {
    rules: prepareRules(data),
    model: data.categoriser,
    categoriser: prepareCategoriser(data.categoriser),
    categoryNames: new Map(data.categoriser.categories.map(({ id, name }) => [id, name])),
    categories: singleNames(
      data.categories
        .filter((category) => category.isActive)
        .map(({ id, kind, name }) => ({ id, key: keyOf(kind, name) })),
    ),
    accounts: singleNames(data.accounts.map(({ id, name }) => ({ id, key: name.toLowerCase() }))),
    payees: new Map(data.payees.map((payee) => [payee.key.toLowerCase(), payee])),
  };
  prepared.set(data, made);
  return made;
}

function singleNames(
  named: readonly { readonly id: string; readonly key: string }[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  for (const { id, key } of named) found.set(key, found.has(key) ? null : id);
  return new Map([...found].flatMap(([key, id]) => (id === null ? [] : [[key, id] as const])));
}

function keyOf(kind: 'income' | 'expense', name: string): string {
  return `${kind}:${name.toLowerCase()}`;
}

function toRuleRow(
  row: EnrichableRow,
  known: { readonly payee: string | null; readonly fileName: string },
): RuleRow {
  const date: CalendarDate = parseCalendarDate(row.date);
  return {
    accountId: row.accountId,
    date,
    amountMinor: row.amountMinor,
    currency: parseCurrency(row.currency),
    type: row.amountMinor > 0n ? 'income' : 'expense',
    status: row.status,
    rawText: row.description,
    description: row.description,
    payee: known.payee,
    notes: row.notes,
    categoryId: null,
    tags: [],
    externalId: row.externalId,
    importSource: known.fileName,
    hasAttachment: false,
  };
}
