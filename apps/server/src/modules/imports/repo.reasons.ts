/** Why a row is new, which is also what every row says before it is compared. */
export const NEW_REASON = 'No row with this date, amount and text is here yet.';
