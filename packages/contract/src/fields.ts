import { isCalendarDate } from '@fintrack/core/dates';
import { isCurrency } from '@fintrack/core/money';
import { z } from 'zod';

/** A UUIDv7. */
export const id = z.uuid({ error: 'This is not an id.' });

/** A calendar date that exists, ISO 8601. */
export const date = z
  .string()
  .refine(isCalendarDate, { error: 'Write a date that exists, like 2026-01-31.' })
  .meta({ id: 'Date', description: 'Calendar date, ISO 8601.', example: '2026-01-31', format: 'date' });

/** A moment, ISO 8601 in UTC. */
export const instant = z
  .string()
  .meta({ id: 'Instant', format: 'date-time', example: '2026-01-31T12:00:00.000Z' });

/** An exact amount in answers: exactly the currency's digits. */
export const amount = z
  .string()
  .meta({ id: 'Amount', description: "Decimal with exactly the currency's digits.", example: '-12.50' });

/** An exact amount in requests: text or JSON number; more digits than the currency has are refused later. */
export const amountInput = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(
    z
      .string()
      .trim()
      .regex(/^[+-]?\d{1,18}(\.\d{1,18})?$/, { error: 'Write an amount like 12.50 or -12.50.' }),
  )
  .meta({
    id: 'AmountInput',
    description: "Decimal text (or number) with at most the currency's digits.",
    example: '-12.50',
  });

/** An ISO 4217 code. */
export const currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code): boolean => isCurrency(code), {
    error: 'This is not an ISO 4217 currency code, like EUR.',
  })
  .meta({ id: 'Currency', description: 'ISO 4217 code.', example: 'EUR' });

/** A name that people give: trimmed, 1 to 255 characters. */
export const name = z
  .string()
  .trim()
  .min(1, { error: 'Give it a name.' })
  .max(255, { error: 'Keep it to 255 characters.' });

/** #rrggbb. */
export const color = z.string().regex(/^#[0-9a-fA-F]{6}$/, { error: 'Write a colour like #1f5fe0.' });

/** The row's version, in bodies that cannot carry If-Match. */
export const version = z.coerce.number().int().positive();

/** A flag in a query string. */
export const flag = z
  .enum(['true', 'false', '1', '0'])
  .transform((text) => text === 'true' || text === '1')
  .meta({ description: 'true or false.' });

/** Query of every list. */
export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
  page: z.coerce.number().int().min(1).optional(),
});

/** Ids in a query string, separated by commas. */
export function idList() {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(id).min(1).max(100));
}
