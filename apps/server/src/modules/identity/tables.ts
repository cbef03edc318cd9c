import {
  boolean,
  customType,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

const tenantType = pgEnum('tenant_type', ['PERSONAL', 'HOUSEHOLD', 'BUSINESS']);
const membershipRole = pgEnum('membership_role', ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'ADVISOR']);

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const users = pgTable('users', {
  id: uuid('id').primaryKey(),
  /** As the user wrote it; unique without regard to case. */
  email: text('email').notNull(),
  name: text('name').notNull().default(''),
  passwordHash: text('password_hash').notNull(),
  emailVerified: boolean('email_verified').notNull().default(false),
  isActive: boolean('is_active').notNull().default(true),
  lastLoginAt: timestamp('last_login_at', { withTimezone: true }),
  version: integer('version').notNull().default(1),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});

export const tenants = pgTable('tenants', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  type: tenantType('type').notNull().default('PERSONAL'),
  timezone: text('timezone').notNull().default('UTC'),
  locale: text('locale').notNull().default('en-US'),
  /** The base currency of summaries; it never changes what a row holds. */
  currency: text('currency').notNull().default('USD'),
  /** MM-DD. */
  fiscalYearStart: text('fiscal_year_start').notNull().default('01-01'),
  /** ISO weekday: Monday 1 to Sunday 7. */
  weekStart: smallint('week_start').notNull().default(1),
  isActive: boolean('is_active').notNull().default(true),
  version: integer('version').notNull().default(1),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});

export const memberships = pgTable(
  'memberships',
  {
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id').notNull(),
    role: membershipRole('role').notNull().default('MEMBER'),
    permissions: jsonb('permissions').$type<Record<string, boolean>>().notNull().default({}),
    isActive: boolean('is_active').notNull().default(true),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.userId] })],
);

/** One row a device: the family of refresh tokens that a reused token ends. */
export const userSessions = pgTable('user_sessions', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  /** The tenant that the next access token names. */
  currentTenantId: uuid('current_tenant_id'),
  /** SHA-256 of the newest refresh token. */
  refreshTokenHash: bytes('refresh_token_hash').notNull(),
  /** SHA-256 of the one before it, honoured for a short grace after `rotatedAt`. */
  previousRefreshTokenHash: bytes('previous_refresh_token_hash'),
  rotatedAt: timestamp('rotated_at', { withTimezone: true }).notNull().defaultNow(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  lastAccessedAt: timestamp('last_accessed_at', { withTimezone: true }).notNull().defaultNow(),
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
  revokedReason: text('revoked_reason'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
