import { parentPort } from 'node:worker_threads';
import { findSeries } from './find-series.ts';
import type { SeriesMessage } from './find-series-aside.ts';
import type { TextGroup } from './repo.groups.ts';

// A thread of its own looks for series; find-series-aside.ts starts it.
const port = parentPort;
if (port === null) throw new Error('This is the program of a thread.');

const groups: TextGroup[] = [];
port.on('message', (message: SeriesMessage) => {
  if ('groups' in message) groups.push(...message.groups);
  else void findSeries(groups, message.today).then((findings) => port.postMessage(findings, []));
});
