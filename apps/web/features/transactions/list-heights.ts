import type { ListItem } from './list-items.ts';

/** Pixels of the list's lines, as the style sheets draw them: a change here is a change there. */
const DAY = 40;
const ROW = 36;
const ROW_NARROW = 60;
/** About; a row that is open in its place is measured. */
const OPEN_ROW = 156;

/** Height of a line before it is measured. */
export function lineHeight(item: ListItem | undefined, isNarrow: boolean, openId: string | null): number {
  if (item === undefined || item.kind === 'day') return DAY;
  if (item.row.id === openId) return OPEN_ROW;
  return isNarrow ? ROW_NARROW : ROW;
}

/** A key that stays with a line; an open row has another, since it has another height. */
export function lineKey(item: ListItem | undefined, openId: string | null): string {
  if (item === undefined) return '';
  if (item.kind === 'day') return item.date;
  return item.row.id === openId ? `${item.row.id} open` : item.row.id;
}
