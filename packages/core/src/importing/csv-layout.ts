import type { CsvMapping } from './csv-mapping.ts';

/** One thing that was found out about a file, with how sure that is (0 to 1) and why, as a text for the user. */
export interface LayoutGuess {
  readonly field:
    | 'table'
    | 'columns'
    | 'dateOrder'
    | 'decimalMark'
    | 'sign'
    | 'balance'
    | 'fee'
    | 'state'
    | 'leftOut';
  readonly confidence: number;
  readonly evidence: string;
}

/** Something that the file cannot decide. `suggested` is the likelier answer, where one is. */
export interface LayoutQuestion {
  readonly field: 'date' | 'amount' | 'dateOrder' | 'decimalMark' | 'sign';
  readonly ask: true;
  readonly text: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly suggested: string | null;
}

/** Whether amounts and balances of neighbouring rows agree: `agreed` of `checked` pairs do. */
export interface BalanceProof {
  readonly order: 'oldestFirst' | 'newestFirst';
  readonly checked: number;
  readonly agreed: number;
}

/** A proposed way to read a CSV file. */
export interface CsvLayout {
  readonly mapping: CsvMapping;
  readonly guesses: readonly LayoutGuess[];
  readonly questions: readonly LayoutQuestion[];
  /** The least sure of the guesses. */
  readonly confidence: number;
  readonly rowOrder: 'oldestFirst' | 'newestFirst' | 'unknown';
  /** Null when the file has no running balance. */
  readonly balanceProof: BalanceProof | null;
  /** Lines behind the last row of the sample that are no transactions. */
  readonly trailingRecords: number;
  /** Distinct values of the account column in the sample: more than one means that the file holds several accounts. */
  readonly accounts: readonly string[];
}
