import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const health = endpoint({
  id: 'health',
  method: 'get',
  path: '/health',
  tag: 'System',
  summary: 'The process answers',
  access: 'public',
  data: z.object({ status: z.literal('ok'), version: z.string(), uptimeSeconds: z.number() }),
  status: 200,
});

export const ready = endpoint({
  id: 'ready',
  method: 'get',
  path: '/health/ready',
  tag: 'System',
  summary: 'Database reachable, migrations applied, worker running where it should',
  access: 'public',
  data: z.object({ status: z.literal('ready'), checks: z.record(z.string(), z.string()) }),
  status: 200,
});
