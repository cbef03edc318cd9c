// What linters cannot check. Each test lists the offenders, so that a failure says where to look.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const NOT_OURS = new Set([
  'node_modules',
  '.git',
  '.next',
  'data',
  'coverage',
  'test-results',
  'playwright-report',
]);
const TEXT = /\.(ts|tsx|cjs|mjs|css|sql|md|json|ya?ml)$/;
const GENERATED = new Set(['package-lock.json', 'packages/contract/openapi.json', 'LICENSE']);
const THIS_FILE = 'scripts/tidy.test.ts';

const files = listFiles('.');
const code = files.filter((file) => /\.(ts|tsx|cjs|mjs)$/.test(file) && file !== THIS_FILE);
const sources = code.filter((file) => /^(packages|apps)\//.test(file));
const tests = code.filter((file) => /\.(test|spec)\.tsx?$/.test(file));
const texts = files.filter((file) => TEXT.test(file) && !GENERATED.has(file) && file !== THIS_FILE);

describe('environment', () => {
  it('is read in platform/env.ts and by tools only', () => {
    const mayRead = [
      /^apps\/server\/src\/platform\/env\.ts$/,
      /^apps\/server\/src\/testing\//,
      /^apps\/web\/(next\.config\.ts|e2e\/)/,
      /^(vitest|playwright)\.config\.ts$/,
      /^(scripts|bench)\//,
    ];
    const candidates = code.filter((file) => !mayRead.some((pattern) => pattern.test(file)));
    // NODE_ENV in the web is a constant that Next puts in when it builds.
    const read = /\bprocess\s*(\.\s*env\b|\[\s*['"]env)|\benv\b[^=]*\}\s*=\s*process\b/;
    const found = linesMatching(candidates, read);
    expect(found.filter((line) => !/^apps\/web\/.*process\.env\.NODE_ENV\b/.test(line))).toEqual([]);
  });
});

describe('money', () => {
  it('never becomes a float', () => {
    // A chart turns amounts into pixels, and says so in its own folder. bench and scripts hold no books.
    const candidates = sources.filter((file) => !file.startsWith('apps/web/components/charts/'));
    const money = '(amount|minor|money|balance|debit|credit|netWorth|price)';
    const float = new RegExp(
      `\\b(Number|parseFloat|Math\\.\\w+)\\(\\s*[\\w.?]*${money}\\w*(\\.\\w+)?\\s*[,)]`,
      'i',
    );
    expect(linesMatching(candidates, float)).toEqual([]);
  });

  it('is not told to print itself as a float', () => {
    const candidates = sources.filter((file) => !file.startsWith('apps/web/components/charts/'));
    expect(linesMatching(candidates, /\bparseFloat\(|\.toFixed\(/)).toEqual([]);
  });
});

describe('names', () => {
  it('say what is inside', () => {
    const empty = /(^|\/)(utils?|helpers?|common|misc)(\/|\.[a-z.]+$)/i;
    expect(files.filter((file) => empty.test(file))).toEqual([]);
  });

  it('of source files are kebab-case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
    // Next's folders: [id], [...slug], (group), @slot, _private.
    const nextFolder = /^(\[{1,2}(\.{3})?[a-zA-Z]+\]{1,2}|\([a-z-]+\)|[@_][a-z-]+)$/;
    const wrong = files.filter((file) => {
      if (!/^(packages|apps|bench|scripts|examples|docs)\//.test(file)) return false;
      if (/^(README\.md|\d{4}_[a-z0-9_]+(\.down)?\.sql)$/.test(basename(file))) return false;
      const parts = file.split('/');
      return !parts.every(
        (part) => kebab.test(part) || (file.startsWith('apps/web/app/') && nextFolder.test(part)),
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe('migrations', () => {
  const folder = 'apps/server/migrations';
  const all = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  const ups = all.filter((name) => !name.endsWith('.down.sql'));

  it('are numbered from 0001 without a gap', () => {
    expect(ups.length).toBeGreaterThan(0);
    expect(ups.map((name) => name.slice(0, 5))).toEqual(
      ups.map((_, index) => `${String(index + 1).padStart(4, '0')}_`),
    );
  });

  it('each have a way back, and nothing else lies there', () => {
    const expected = ups.flatMap((name) => [name, name.replace(/\.sql$/, '.down.sql')]).toSorted();
    expect(all).toEqual(expected);
  });

  it('are those of checksums.txt, unchanged (a new one: npm run seal)', () => {
    const actual = all.map((name) => `${sha256(join(folder, name))}  ${name}`);
    expect(readFileSync(join(folder, 'checksums.txt'), 'utf8').trimEnd().split('\n')).toEqual(actual);
  });
});

describe('tests', () => {
  it('are neither singled out nor left out', () => {
    // Playwright's test.skip(condition, reason) is fine; a name as its first argument is not.
    expect(
      linesMatching(tests, /\b(it|test|describe)(\.\w+)*\.(only|todo|fixme)\b|\.skip\(\s*['"`]/),
    ).toEqual([]);
  });
});

describe('texts', () => {
  it('name no folder of the machine they were written on', () => {
    expect(
      linesMatching(texts, /(^|[\s"'`(=:])(\/work\/|\/tmp\/[a-z]|\/home\/[a-z]|\/root\/)|\.\.\/shared\//),
    ).toEqual([]);
  });

  it('leave nothing to be done later', () => {
    expect(linesMatching(texts, /\b(TODO|FIXME|HACK)\b|\bissue #?\d+\b/)).toEqual([]);
  });

  it('link to files and headings that exist', () => {
    const broken = texts.filter((file) => file.endsWith('.md')).flatMap(brokenLinks);
    expect(broken).toEqual([]);
  });
});

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name) || entry.name === 'next-env.d.ts' || entry.name.endsWith('.tsbuildinfo'))
      return [];
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

function linesMatching(candidates: readonly string[], pattern: RegExp): string[] {
  return candidates.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function brokenLinks(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/```.*?```/gs, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^(https?|mailto):/.test(target)) return [];
    const [path = '', heading] = target.split('#');
    const to = path === '' ? file : normalize(join(dirname(file), path));
    const found = existsSync(to) && (heading === undefined || headingsOf(to).includes(heading));
    return found ? [] : [`${file}: ${target}`];
  });
}

/** The anchors that GitHub gives to a file's headings. */
function headingsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}
