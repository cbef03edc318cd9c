// `npm run seal`: writes down the checksum of each new migration. One that is written down never changes; before it
// has shipped, delete its two lines by hand and seal again.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'apps/server/migrations';
const LIST = join(FOLDER, 'checksums.txt');

const sealed = new Map(existsSync(LIST) ? readFileSync(LIST, 'utf8').trim().split('\n').map(readLine) : []);
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'));
for (const name of names.toSorted()) {
  const checksum = createHash('sha256')
    .update(readFileSync(join(FOLDER, name)))
    .digest('hex');
  const before = sealed.get(name);
  if (before === undefined) console.log(`sealed ${name}`);
  else if (before !== checksum) {
    console.error(`${name} was changed after it was sealed. Write a new migration instead.`);
    process.exitCode = 1;
  }
  sealed.set(name, before ?? checksum);
}
const lines = [...sealed].toSorted(([left], [right]) => (left < right ? -1 : 1));
writeFileSync(LIST, `${lines.map(([name, checksum]) => `${checksum}  ${name}`).join('\n')}\n`);

function readLine(line: string): [name: string, checksum: string] {
  const [checksum = '', name = ''] = line.split(/\s+/);
  return [name, checksum];
}
