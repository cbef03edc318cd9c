export {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  dateInZone,
  dateParts,
  daysBetween,
  daysInMonth,
  endOfMonth,
  fromEpochDay,
  isCalendarDate,
  isoWeekday,
  parseCalendarDate,
  startOfMonth,
  toEpochDay,
} from './calendar-date.ts';
export { type DateOrder, parseShorthand, type ShorthandContext } from './parse-shorthand.ts';
