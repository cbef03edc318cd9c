#!/usr/bin/env node
// Verifies an exported FinTrack audit log without FinTrack: plain Node 20 or newer, this one file, no network.
//
//   node verify-audit.mjs export.jsonl [--head HASH] [--part]
//
// Every sealed row carries its place, the hash of the place before it, and its own hash:
//
//   hash = SHA-256( previous hash (32 bytes; zeros before the first) followed by the row as bytes )
//
// The row as bytes is the fields below in this order, each as <length in bytes>:<UTF-8 text>, and "-," for one that has
// no value. FinTrack writes them into the export exactly as they were hashed. Changing a row changes its hash; a row
// that is gone, moved or put in breaks the sequence of places or of hashes. Only somebody who writes the whole rest of
// the chain anew leaves no break, and only somebody who cuts off its end: against both, give a hash that was written
// down elsewhere, earlier, with --head.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import process from 'node:process';

const FIELDS = [
  'tenantId',
  'sequence',
  'id',
  'changeSetId',
  'userId',
  'sessionId',
  'action',
  'resourceType',
  'resourceId',
  'ipAddress',
  'userAgent',
  'oldValues',
  'newValues',
  'success',
  'errorMessage',
  'createdAt',
];
const NO_HASH = '0'.repeat(64);
const SHOWN = 20;
/** How far from its place a row that does not fit is tried. */
const NEARBY = 500;

const options = readArguments(process.argv.slice(2));
if (options === null) {
  console.error('node verify-audit.mjs <export.jsonl or export.csv> [--head HASH] [--part]');
  console.error('  --head HASH  a hash that was written down before: it must be in the file');
  console.error(
    '  --part       the file is a part of the log: rows may be missing between those that are there',
  );
  process.exit(2);
}
process.exitCode = await verify(options);

async function verify({ file, head, isPart }) {
  const check = newCheck({ head, isPart });
  try {
    const records = file.endsWith('.csv') ? readCsv(file) : readJsonLines(file);
    for await (const { row, line } of records) check.see(row, line);
  } catch (error) {
    console.error(`${file} cannot be read: ${error.message}`);
    return 2;
  }
  const { rows, last, problems } = check.end();
  for (const problem of problems.slice(0, SHOWN)) console.log(problem);
  if (problems.length > SHOWN) console.log(`... and ${problems.length - SHOWN} more.`);
  if (problems.length > 0) {
    console.log(
      `NOT INTACT: ${rows} rows read, ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`,
    );
    return 1;
  }
  if (last === null) {
    console.log('The file has no rows.');
    return 2;
  }
  console.log(`INTACT: ${rows} rows, the last at place ${last.sequence}.`);
  console.log(`Head: ${last.hash}`);
  if (head === undefined) {
    console.log(
      'Compare the head with one that was written down elsewhere (or give that with --head): an end that was',
    );
    console.log('cut off, or a chain that was written anew from some place on, shows only there.');
  } else console.log('The hash that you gave is in this chain, and so is everything before it.');
  return 0;
}

function newCheck({ head, isPart }) {
  const problems = [];
  /** Places that were passed over, until their row turns up late: [first, last, row before, row after]. */
  const gaps = [];
  let rows = 0;
  let last = null;
  let isHeadSeen = false;

  function see(row, line) {
    rows += 1;
    const where = `line ${line}, row ${row.id}`;
    if (
      !Number.isSafeInteger(row.sequence) ||
      row.sequence < 1 ||
      !isHash(row.hash) ||
      !isHash(row.previousHash)
    ) {
      problems.push(`ADDED      ${where}: it has no place in the chain.`);
      return;
    }
    if (row.hash === head) isHeadSeen = true;
    const isOwn = hashOf(row, row.sequence) === row.hash;
    const expected = last === null ? 1 : last.sequence + 1;
    if (row.sequence < expected) {
      late(row, where, isOwn);
      return;
    }
    if (row.sequence > expected && !(isPart && isOwn))
      gaps.push([expected, row.sequence - 1, last?.id ?? null, row.id]);
    if (!isOwn) problems.push(misfit(row, where));
    else if (row.sequence === 1 && row.previousHash !== NO_HASH)
      problems.push(`CHANGED    ${where}: the chain does not begin here.`);
    else if (last !== null && row.sequence === expected && row.previousHash !== last.hash) {
      problems.push(
        `CHANGED    place ${last.sequence}, row ${last.id}: the row after it (${row.id}) was sealed after another one.`,
      );
    }
    last = row;
  }

  /** A row that comes after a later one: the missing one that was moved, or one too many. */
  function late(row, where, isOwn) {
    const at = gaps.findIndex(([first, end]) => row.sequence >= first && row.sequence <= end);
    if (at === -1 || !isOwn) {
      problems.push(`ADDED      ${where}: place ${row.sequence} is taken by another row.`);
      return;
    }
    problems.push(
      `REORDERED  ${where}: it belongs to place ${row.sequence} and stands behind place ${last.sequence}.`,
    );
    const [first, end, before, after] = gaps[at];
    const rest = [];
    if (row.sequence > first) rest.push([first, row.sequence - 1, before, row.id]);
    if (row.sequence < end) rest.push([row.sequence + 1, end, row.id, after]);
    gaps.splice(at, 1, ...rest);
  }

  function end() {
    for (const [first, end_, before, after] of gaps) {
      const places = first === end_ ? `place ${first}` : `places ${first} to ${end_}`;
      problems.push(
        `REMOVED    ${places}: ${before === null ? 'before' : `between row ${before} and`} row ${after}.`,
      );
    }
    if (head !== undefined && !isHeadSeen) {
      problems.push(
        `CUT OFF    the hash ${head} is not in the file: the end was cut off after ${last === null ? 'nothing' : `place ${last.sequence}, row ${last.id}`}, or the chain was written anew.`,
      );
    }
    return { rows, last, problems };
  }

  return { see, end };
}

/** A row that is not what was sealed at its place: another row's, or changed. */
function misfit(row, where) {
  for (let distance = 1; distance <= NEARBY; distance += 1) {
    for (const sequence of [row.sequence - distance, row.sequence + distance]) {
      if (sequence > 0 && hashOf(row, sequence) === row.hash) {
        return `REORDERED  ${where}: it stands at place ${row.sequence} and was sealed at place ${sequence}.`;
      }
    }
  }
  return `CHANGED    ${where}: at place ${row.sequence}, it is not as it was sealed.`;
}

function hashOf(row, sequence) {
  const hash = createHash('sha256').update(Buffer.from(row.previousHash, 'hex'));
  for (const field of FIELDS) {
    const value = field === 'sequence' ? sequence : row[field];
    if (value === null || value === undefined) {
      hash.update('-,');
      continue;
    }
    const text = Buffer.from(String(value), 'utf8');
    hash.update(`${text.length}:`).update(text).update(',');
  }
  return hash.digest('hex');
}

function isHash(text) {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
}

async function* readJsonLines(file) {
  let rest = '';
  let line = 0;
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const text of lines) {
      line += 1;
      if (text.trim() !== '') yield { line, row: parseLine(text, line) };
    }
  }
  if (rest.trim() !== '') yield { line: line + 1, row: parseLine(rest, line + 1) };
}

function parseLine(text, line) {
  try {
    const row = JSON.parse(text);
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row;
  } catch {
    // Told below.
  }
  throw new Error(`line ${line} is not a row of an export.`);
}

/** RFC 4180. An empty cell is no value, "" an empty text; an apostrophe in front keeps a spreadsheet from running it. */
async function* readCsv(file) {
  let names = null;
  for await (const { cells, line } of csvRecords(file)) {
    if (names === null) {
      names = cells.map((cell) => cell.text.replace(/^\uFEFF/, ''));
      continue;
    }
    const row = Object.fromEntries(names.map((name, at) => [name, cellValue(cells[at])]));
    yield { line, row: { ...row, sequence: row.sequence === null ? null : Number(row.sequence) } };
  }
}

function cellValue(cell) {
  if (cell === undefined || (cell.text === '' && !cell.isQuoted)) return null;
  return cell.text.startsWith("'") ? cell.text.slice(1) : cell.text;
}

async function* csvRecords(file) {
  let cells = [];
  let text = '';
  let isQuoted = false;
  let isOpen = false;
  let isAfterQuote = false;
  let line = 1;
  let begun = 1;
  const endCell = () => {
    cells.push({ text, isQuoted });
    text = '';
    isQuoted = false;
    isAfterQuote = false;
  };
  for await (const chunk of createReadStream(file, 'utf8')) {
    for (const sign of chunk) {
      if (sign === '\n') line += 1;
      if (isOpen) {
        if (sign === '"') {
          isOpen = false;
          isAfterQuote = true;
        } else text += sign;
      } else if (sign === '"') {
        // A quote right after a closing one stands for itself.
        if (isAfterQuote) text += sign;
        isOpen = true;
        isQuoted = true;
        isAfterQuote = false;
      } else if (sign === ',') endCell();
      else if (sign === '\n') {
        endCell();
        if (cells.length > 1 || cells[0].text !== '') yield { cells, line: begun };
        cells = [];
        begun = line;
      } else if (sign !== '\r') text += sign;
    }
  }
  if (text !== '' || cells.length > 0) {
    endCell();
    yield { cells, line: begun };
  }
}

function readArguments(given) {
  let file;
  let head;
  let isPart = false;
  for (let at = 0; at < given.length; at += 1) {
    if (given[at] === '--part') isPart = true;
    else if (given[at] === '--head') {
      at += 1;
      head = given[at]?.toLowerCase();
      if (!isHash(head)) return null;
    } else if (file === undefined && !given[at].startsWith('--')) file = given[at];
    else return null;
  }
  return file === undefined ? null : { file, head, isPart };
}
