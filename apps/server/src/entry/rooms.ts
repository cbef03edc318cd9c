/** The rooms of Socket.IO: one a tenant, one an account. Both names carry the tenant, so that nothing crosses. */
export const tenantRoom = (tenantId: string): string => `tenant:${tenantId}`;
export const accountRoom = (tenantId: string, accountId: string): string =>
  `account:${tenantId}:${accountId}`;

/** Where what concerns an account is told. */
export const accountRooms = (tenantId: string, accountId: string): string[] => [
  tenantRoom(tenantId),
  accountRoom(tenantId, accountId),
];
