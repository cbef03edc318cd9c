import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startCluster } from '../platform/database/cluster.ts';
import { migrateUp } from '../platform/database/migrate.ts';
import { ensureRoles } from '../platform/database/roles.ts';
import { migrateQueue } from '../platform/queue/index.ts';

/** A test database may be lost in a crash of the machine: nothing waits for the disk. */
const UNSAFE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '300',
};

interface Running {
  users: number;
  readonly templateUrl: string;
  readonly stop: () => Promise<void>;
}

/** Several projects of one run share one PostgreSQL; each loads this file anew, so it is kept outside. */
const shared = globalThis as { fintrackTestCluster?: Promise<Running> | undefined };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.fintrackTestCluster ??= start();
  const running = await shared.fintrackTestCluster;
  running.users += 1;
  project.provide('templateUrl', running.templateUrl);
  return async () => {
    running.users -= 1;
    if (running.users > 0) return;
    shared.fintrackTestCluster = undefined;
    await running.stop();
  };
}

async function start(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'fintrack-test-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  // mkdtemp keeps others out; PostgreSQL runs as another user when root runs the tests.
  await chmod(folder, 0o755);
  try {
    const cluster = await startCluster({ dataFolder: folder, settings: UNSAFE });
    const stop = async (): Promise<void> => {
      try {
        await cluster.stop();
      } finally {
        await remove();
      }
    };
    try {
      await ensureRoles(cluster.ownerUrl, '');
      await migrateQueue(cluster.ownerUrl);
      await migrateUp(cluster.ownerUrl);
    } catch (error) {
      await stop();
      throw error;
    }
    return { users: 0, templateUrl: cluster.ownerUrl, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}
