import type { DateContext } from './date-words.ts';
import { closestName } from './edit-distance.ts';
import { foldText } from './fold-text.ts';
import { findOperator, OPERATORS } from './operators.ts';
import type { ParsedQuery, QueryProblem, SearchNode, Span } from './query.ts';
import { readOperator } from './read-operator.ts';

/** More than anybody types; what is longer is refused before it is read. */
export const MAX_QUERY_LENGTH = 500;
const MAX_CONDITIONS = 40;
const MAX_DEPTH = 10;

/**
 * Reads a query: `amount:>50 category:food payee:"Corner shop" -refund "exact words" (rent or mortgage)`.
 *
 * Grammar, loosest first; conditions beside each other must all hold:
 * ```
 * query     = [ any ]
 * any       = all { "or" all }
 * all       = term { term }
 * term      = "-" term | "(" any ")" | operator ":" value | phrase | word
 * phrase    = '"' text '"'            a quote inside is written twice
 * value     = phrase | word
 * ```
 * Never throws and never passes over anything: what it cannot read is a problem with its place in the text.
 */
export function parseQuery(text: string, context: DateContext = {}): ParsedQuery {
  if (text.length > MAX_QUERY_LENGTH) {
    return {
      ok: false,
      problem: {
        position: MAX_QUERY_LENGTH,
        length: text.length - MAX_QUERY_LENGTH,
        message: `a search has up to ${MAX_QUERY_LENGTH} characters`,
        hint: 'Leave some of it out.',
      },
    };
  }
  try {
    return { ok: true, query: new Reader(text, context).read() };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** Ends the reading from any depth; it does not leave this file. */
class Unreadable extends Error {
  readonly problem: QueryProblem;

  constructor(problem: QueryProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

const SPACE = /\s/u;
const ENDS_WORD = /[\s()"]/u;
const OPERATOR_LIKE = /^([a-z]{2,}):/iu;
/** https://... is text. */
const ADDRESS = /^[a-z]+:\/\//iu;

class Reader {
  readonly #text: string;
  readonly #context: DateContext;
  #at = 0;
  #depth = 0;
  #conditions = 0;

  constructor(text: string, context: DateContext) {
    this.#text = text;
    this.#context = context;
  }

  read(): SearchNode {
    this.#skipSpace();
    if (this.#at === this.#text.length) return { kind: 'all', items: [], span: { position: 0, length: 0 } };
    const query = this.#readAny();
    if (this.#at < this.#text.length) {
      this.#fail(
        this.#span(this.#at, this.#at + 1),
        'no parenthesis is open here',
        'Take it out, or put the text in quotes.',
      );
    }
    return query;
  }

  #readAny(): SearchNode {
    const start = this.#at;
    const items = [this.#readAll()];
    while (this.#isOr()) {
      const or = this.#at;
      this.#at += 2;
      this.#skipSpace();
      if (this.#atEnd() || this.#isOr()) this.#failOr(or);
      items.push(this.#readAll());
    }
    return this.#join('any', items, start);
  }

  #readAll(): SearchNode {
    const start = this.#at;
    const items: SearchNode[] = [];
    while (!this.#atEnd() && !this.#isOr()) {
      items.push(this.#readTerm());
      this.#skipSpace();
    }
    if (items.length === 0) this.#failOr(this.#at);
    return this.#join('all', items, start);
  }

  #readTerm(): SearchNode {
    const start = this.#at;
    const next = this.#text[start];
    if (next === '-') return this.#readNot(start);
    if (next === '(') return this.#readGroup(start);
    this.#conditions += 1;
    if (this.#conditions > MAX_CONDITIONS) {
      this.#fail(
        this.#span(start, this.#text.length),
        `a search has up to ${MAX_CONDITIONS} conditions`,
        'Leave some out.',
      );
    }
    if (next === '"') return this.#readPhrase(start);
    const rest = this.#text.slice(start);
    const operator = OPERATOR_LIKE.exec(rest);
    const isText = operator && findOperator(operator[1] ?? '') === undefined && ADDRESS.test(rest);
    return operator && !isText ? this.#readOperator(start, operator[1] ?? '') : this.#readWord(start);
  }

  #readNot(start: number): SearchNode {
    this.#at += 1;
    if (this.#atEnd() || SPACE.test(this.#text[this.#at] ?? ' ')) {
      this.#fail(
        this.#span(start, start + 1),
        '"-" leaves out what stands right behind it',
        'Write -word without a space, or put the text in quotes.',
      );
    }
    const item = this.#deeper(start, () => this.#readTerm());
    return { kind: 'not', item, span: this.#span(start, this.#at) };
  }

  #readGroup(start: number): SearchNode {
    this.#at += 1;
    this.#skipSpace();
    if (this.#text[this.#at] === ')') {
      this.#fail(this.#span(start, this.#at + 1), 'there is nothing in these parentheses', 'Take them out.');
    }
    const inside = this.#at === this.#text.length ? null : this.#deeper(start, () => this.#readAny());
    if (inside === null || this.#text[this.#at] !== ')') {
      this.#fail(
        this.#span(start, start + 1),
        'this parenthesis is not closed',
        'Close it, or put the text in quotes.',
      );
    }
    this.#at += 1;
    return inside;
  }

  #readPhrase(start: number): SearchNode {
    const text = this.#readQuoted();
    const span = this.#span(start, this.#at);
    if (foldText(text) === '') {
      this.#fail(
        span,
        'there is nothing to look for in these quotes',
        'Write letters or figures between them.',
      );
    }
    return { kind: 'phrase', text, span };
  }

  #readOperator(start: number, written: string): SearchNode {
    const name = findOperator(written);
    this.#at = start + written.length + 1;
    if (name === undefined) this.#failOperator(start, written);
    const valueStart = this.#at;
    const isQuoted = this.#text[valueStart] === '"';
    const text = isQuoted ? this.#readQuoted() : this.#readBare();
    const span = this.#span(start, this.#at);
    const read = readOperator(name, { written: written.toLowerCase(), text, isQuoted, span }, this.#context);
    if ('kind' in read) return read;
    return this.#fail(
      text === '' ? this.#span(start, this.#at) : this.#span(valueStart, this.#at),
      read.message,
      read.hint,
    );
  }

  #readWord(start: number): SearchNode {
    const text = this.#readBare();
    const span = this.#span(start, this.#at);
    if (foldText(text) === '') {
      this.#fail(span, `there is nothing to look for in "${text}"`, 'Words have letters or figures.');
    }
    return { kind: 'word', text, span };
  }

  #readBare(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !ENDS_WORD.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #readQuoted(): string {
    const start = this.#at;
    let text = '';
    for (;;) {
      const close = this.#text.indexOf('"', this.#at + 1);
      if (close === -1) {
        this.#fail(
          this.#span(start, this.#text.length),
          'this quote is not closed',
          'Write " behind its last word.',
        );
      }
      text += this.#text.slice(this.#at + 1, close);
      this.#at = close + 1;
      if (this.#text[this.#at] !== '"') return text;
      text += '"';
    }
  }

  #deeper<Result>(start: number, read: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      this.#fail(this.#span(start, start + 1), 'this is nested too deep', 'Take some parentheses out.');
    }
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** Several of one kind are one: (a b) c is a b c. */
  #join(kind: 'all' | 'any', items: readonly SearchNode[], start: number): SearchNode {
    const [only, ...others] = items;
    if (only !== undefined && others.length === 0) return only;
    const flat = items.flatMap((item) => (item.kind === kind ? item.items : [item]));
    return { kind, items: flat, span: this.#span(start, this.#lastEnd()) };
  }

  #lastEnd(): number {
    return this.#text.slice(0, this.#at).trimEnd().length;
  }

  #isOr(): boolean {
    return /^or(?=[\s()"]|$)/iu.test(this.#text.slice(this.#at, this.#at + 3));
  }

  #atEnd(): boolean {
    return this.#at >= this.#text.length || this.#text[this.#at] === ')';
  }

  #skipSpace(): void {
    while (SPACE.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #span(start: number, end: number): Span {
    return { position: start, length: end - start };
  }

  #failOperator(start: number, written: string): never {
    const near = closestName(
      written,
      OPERATORS.map(({ name }) => name),
    );
    return this.#fail(
      this.#span(start, this.#at),
      `there is no operator "${written}:"`,
      near === undefined
        ? 'To look for the text itself, put it in quotes.'
        : `Did you mean ${near}:? To look for the text itself, put it in quotes.`,
    );
  }

  #failOr(position: number): never {
    const isOr = this.#isOr() || /^or/iu.test(this.#text.slice(position, position + 2));
    return this.#fail(
      this.#span(position, position + (isOr ? 2 : 1)),
      isOr ? '"or" stands between two conditions' : 'a condition is missing here',
      isOr
        ? 'To look for the word itself, put it in quotes.'
        : 'Take the parenthesis out, or put the text in quotes.',
    );
  }

  #fail(span: Span, message: string, hint: string): never {
    throw new Unreadable({ ...span, message, hint });
  }
}
