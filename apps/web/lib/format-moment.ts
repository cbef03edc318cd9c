/** A function that writes instants (ISO 8601) as date and time of a zone: "12 Mar 2026, 14:05". */
export function momentFormatter(settings: { locale: string; timezone: string }): (instant: string) => string {
  const format = new Intl.DateTimeFormat(settings.locale, {
    timeZone: settings.timezone,
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (instant) => format.format(new Date(instant));
}
