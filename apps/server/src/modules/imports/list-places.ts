import { z } from 'zod';

/** Places in the lists of imports and of rows, inside of their cursors. */
export const idPlace = z.object({ id: z.uuid() });
export const rowPlace = z.object({ row: z.int().min(0) });
