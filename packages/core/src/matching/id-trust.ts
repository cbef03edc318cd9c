/** How often a source's ids said the same as the content of its lines, and how often not. */
export interface IdCounts {
  readonly agreed: number;
  readonly differed: number;
}

/** What the ids of a source are worth. */
export type IdTrust = 'stable' | 'unknown' | 'renumbered';

const PROVEN = 3;
/** One line that came under another id among so many that kept theirs may be the bank's own correction. */
const FORGIVEN_IN = 20;

/** A source whose lines come again under other ids renumbers them; one that has kept some, and changed none, keeps them. */
export function trustIds({ agreed, differed }: IdCounts): IdTrust {
  if (differed > 0 && differed * FORGIVEN_IN >= agreed) return 'renumbered';
  return agreed >= PROVEN ? 'stable' : 'unknown';
}
