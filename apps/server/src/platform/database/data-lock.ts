import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { ClusterError } from './postgres-binaries.ts';

/**
 * Takes a data folder for this process. The lock names its holder, and a holder that is gone has left a stale one:
 * as process numbers are given out again (in a container always the same ones), it also says when the holder began.
 * @returns how to give the folder back.
 * @throws {ClusterError} naming the process that has it.
 */
export async function lockDataFolder(dataFolder: string): Promise<() => Promise<void>> {
  const file = join(dataFolder, 'fintrack.pid');
  const mine = `${process.pid} ${describeStart(process.pid)}\n`;
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, mine, { mode: 0o644 });
  try {
    while (!(await isCreated(draft, file))) await removeStale(file, dataFolder);
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await readFile(file, 'utf8').catch(() => '')) === mine) await rm(file, { force: true });
  };
}

/** A link appears with its content or not at all, and never in place of another. */
async function isCreated(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function removeStale(file: string, dataFolder: string): Promise<void> {
  const seen = await readFile(file, 'utf8').catch(() => '');
  const [holder = '', ...start] = seen.trim().split(' ');
  if (isSameProcess(Number(holder), start.join(' '))) {
    throw new ClusterError(
      `FinTrack already runs on ${dataFolder} (process ${holder}). Stop it first, or set FINTRACK_DATA to another folder.`,
    );
  }
  // Moved aside before it is looked at again: of two that start at once, the second would remove the first one's.
  const aside = `${file}.stale.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  if ((await readFile(aside, 'utf8').catch(() => seen)) !== seen)
    await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

function isSameProcess(pid: number, start: string): boolean {
  return Number.isInteger(pid) && pid > 0 && isRunning(pid) && describeStart(pid) === start;
}

/** True while a process of this number exists, whoever's it is. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process began, in whatever words the system has for it; empty where it has none. */
function describeStart(pid: number): string {
  try {
    if (platform() === 'linux') {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      // The fields after the command, which is in parentheses and may itself hold spaces.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return `${boot} ${fields[19] ?? ''}`;
    }
    if (platform() === 'win32') return '';
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** The command line of a process; empty where it cannot be known. */
export function describeCommand(pid: number): string {
  try {
    if (platform() === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    if (platform() === 'win32') return '';
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
