import { parentPort, workerData } from 'node:worker_threads';
import { chooseWeighed, type WeighedPair } from '@fintrack/core/matching';
import { HANDED_PAIRS, isTrust, type WeighAnswer, type WeighOrder } from './weigh-in-thread.ts';
import { weighPairs } from './weigh-pairs.ts';
import { yieldToRequests } from './yield-to-requests.ts';

// A thread of its own weighs the pairs of one comparison; weigh-in-thread.ts starts it.
const port = parentPort;
if (port === null) throw new Error('This is the program of a thread.');
const trust: unknown = workerData;
if (!isTrust(trust)) throw new Error('The thread is told how far ids are believed.');
yieldToRequests();

const weighed: WeighedPair[] = [];
const say = (answer: WeighAnswer): void => port.postMessage(answer, []);
port.on('message', (order: WeighOrder) => {
  if (order.kind === 'pairs') weighed.push(...weighPairs(order.pairs, trust));
  else {
    const chosen = chooseWeighed(weighed);
    for (let at = 0; at < chosen.length; at += HANDED_PAIRS) {
      say({ kind: 'chosen', chosen: chosen.slice(at, at + HANDED_PAIRS) });
    }
    say({ kind: 'done' });
    port.close();
  }
});
