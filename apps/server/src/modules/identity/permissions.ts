import type { Role } from '@fintrack/contract';

/** What the caller may do here: `write` the books and `admin` the tenant by role, and what the membership grants. */
export function describePermissions(
  role: Role,
  granted: Readonly<Record<string, boolean>>,
): Record<string, boolean> {
  const admin = role === 'OWNER' || role === 'ADMIN';
  return { ...granted, write: admin || role === 'MEMBER', admin };
}
