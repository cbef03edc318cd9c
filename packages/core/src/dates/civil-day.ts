/**
 * Calendar arithmetic in whole numbers, for loops over many rows in which making texts would cost the most.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */

/** Days since 1970-01-01 of a year, month (1-12) and day (1-31). */
export function epochDayOf(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Months since year 0, and the day of the month (1-31), of days since 1970-01-01. */
export function monthAndDay(epochDay: number): { readonly month: number; readonly day: number } {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  // A year of this reckoning begins in March.
  return { month: (yearOfEra + era * 400) * 12 + shiftedMonth + 2, day };
}

/** Days since 1970-01-01 of a day in a month (months since year 0), or of its last day where it has no such day. */
export function dayInMonth(month: number, day: number): number {
  const year = Math.floor(month / 12);
  const first = epochDayOf(year, month - year * 12 + 1, 1);
  if (day <= 28) return first + day - 1;
  const next = Math.floor((month + 1) / 12);
  const length = epochDayOf(next, month + 1 - next * 12 + 1, 1) - first;
  return first + Math.min(day, length) - 1;
}
