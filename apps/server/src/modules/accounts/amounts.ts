import { AmountFormatError, type Currency, parseAmount } from '@fintrack/core/money';
import { refuse } from '../../platform/errors.ts';

/**
 * Reads an amount of a request in minor units.
 * @param path of the field, for the answer. @throws {AppError} AMOUNT_INVALID
 */
export function readAmount(path: string, text: string, currency: Currency): bigint {
  try {
    return parseAmount(text, currency).minor;
  } catch (error) {
    if (!(error instanceof AmountFormatError)) throw error;
    return refuse('AMOUNT_INVALID', error.message, [{ path, message: error.message }]);
  }
}
