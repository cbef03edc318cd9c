import { type Books, bearer } from './books.ts';
import { type Load, load, median } from './load.ts';
import { type ServerProcess, startBareServer } from './processes.ts';

export interface ListFigures {
  readonly rows: number;
  readonly finTrack: Load;
  readonly bare: Load;
  /** FinTrack's requests per second over the bare server's, the middle of the pairs. */
  readonly ratio: number;
}

const PAIRS = 5;
const SECONDS = 3;
/** Both are compiled and have their statements prepared by then. */
const WARM_UP_SECONDS = 5;

/** The newest 50 rows with names and exact total: FinTrack under row-level security against the bare server, in turn. */
export async function measureList(
  server: ServerProcess,
  books: Books,
  ownerUrl: string,
): Promise<ListFigures> {
  const bare = await startBareServer(books.tenantId, ownerUrl);
  try {
    const ours = `${server.baseUrl}/api/v1/transactions?limit=50`;
    const theirs = `${bare.baseUrl}/transactions`;
    await load(ours, bearer(books), WARM_UP_SECONDS);
    await load(theirs, {}, WARM_UP_SECONDS);
    const pairs: { ours: Load; theirs: Load }[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      pairs.push({ ours: await load(ours, bearer(books), SECONDS), theirs: await load(theirs, {}, SECONDS) });
    }
    const ratio = median(pairs.map((pair) => pair.ours.requestsPerSecond / pair.theirs.requestsPerSecond));
    return {
      rows: books.rows,
      ratio,
      finTrack: middle(pairs.map((pair) => pair.ours)),
      bare: middle(pairs.map((pair) => pair.theirs)),
    };
  } finally {
    await bare.stop();
  }
}

function middle(loads: readonly Load[]): Load {
  return {
    requestsPerSecond: median(loads.map((one) => one.requestsPerSecond)),
    p50Ms: median(loads.map((one) => one.p50Ms)),
    p99Ms: median(loads.map((one) => one.p99Ms)),
  };
}
