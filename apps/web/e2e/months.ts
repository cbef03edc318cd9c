/** The same day of so many months in a row, the last of them a few days ago; ISO dates by the calendar of UTC. */
export function lastMonths(count: number): string[] {
  const lately = new Date(Date.now() - 3 * 86_400_000);
  const day = Math.min(28, lately.getUTCDate());
  return Array.from({ length: count }, (_, index) => {
    const month = lately.getUTCMonth() - (count - 1 - index);
    return new Date(Date.UTC(lately.getUTCFullYear(), month, day)).toISOString().slice(0, 10);
  });
}
