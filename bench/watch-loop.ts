// Loaded into the server's process before it starts (node --import): says how long its event loop has stood still at
// most since it was asked last.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const RESOLUTION_MS = 5;
const NANOSECONDS = 1e6;

if (isMainThread && process.send) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  process.on('message', () => {
    process.send?.({ maxMs: delay.max / NANOSECONDS, p99Ms: delay.percentile(99) / NANOSECONDS });
    delay.reset();
  });
  process.channel?.unref();
}
