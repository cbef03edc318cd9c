// `npm run check`: everything that can be said about the code without running its tests.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

interface Step {
  readonly name: string;
  /** What is wrong, or null when all is well. */
  readonly run: () => Promise<string | null>;
}

const OPENAPI = 'packages/contract/openapi.json';
const PARALLEL = 2;

/** Longest first, so that two cores end at about the same time. */
const steps: Step[] = [
  tool('lint', ['oxlint', '--deny-warnings']),
  ...typeScriptProjects().map((project) => tool(`types ${project}`, ['tsc', '--noEmit', '-p', project])),
  tool('imports', ['depcruise', '--output-type', 'err-long', ...sourceFolders()]),
  tool('dead code', ['knip', '--no-progress']),
  { name: 'generated files', run: checkGenerated },
  tool('format', ['biome', 'ci', '--colors=off', '--max-diagnostics=50', '.']),
];

const started = performance.now();
const failures: string[] = [];
const queue = [...steps];
await Promise.all(Array.from({ length: PARALLEL }, () => work()));
for (const failure of failures) console.log(`\n${failure.trimEnd()}`);
const summary =
  failures.length === 0 ? 'all checks passed' : `${failures.length} of ${steps.length} checks failed`;
console.log(`\n${summary} in ${seconds(started)}`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function work(): Promise<void> {
  for (let step = queue.shift(); step; step = queue.shift()) {
    const begun = performance.now();
    const problem = await step.run();
    console.log(`${problem === null ? 'ok    ' : 'FAILED'} ${step.name.padEnd(24)} ${seconds(begun)}`);
    if (problem !== null) failures.push(`--- ${step.name}\n${problem}`);
  }
}

function tool(name: string, command: readonly string[]): Step {
  return {
    name,
    run: async () => {
      const { code, output } = await runCommand(command, { env: { NO_COLOR: '1' } });
      return code === 0 ? null : output;
    },
  };
}

/** Generates in place, compares, and puts back what was there: a check changes nothing. */
async function checkGenerated(): Promise<string | null> {
  const before = existsSync(OPENAPI) ? readFileSync(OPENAPI, 'utf8') : null;
  const { code, output } = await runCommand(['node', 'apps/server/src/entry/openapi.ts']);
  if (code !== 0) return output;
  const after = readFileSync(OPENAPI, 'utf8');
  if (after === before) return null;
  if (before !== null) writeFileSync(OPENAPI, before);
  return `${OPENAPI} is not what the contract says. Run "npm run generate" and commit it.`;
}

function typeScriptProjects(): string[] {
  const workspaces = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(parent).map((name) => join(parent, name)),
  );
  return ['.', ...workspaces].filter((folder) => existsSync(join(folder, 'tsconfig.json')));
}

function sourceFolders(): string[] {
  return ['packages', 'apps', 'bench', 'examples', 'scripts'].filter((folder) => existsSync(folder));
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
