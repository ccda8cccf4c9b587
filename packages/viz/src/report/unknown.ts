/** The fields of what may be an object: configurations and settings are read without knowing who wrote them. */
export const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
