export { type AuditRow, type AuditSettings, audit, type Classify } from './audit.ts';
export { auditWarnings, type Validity, validityOf } from './validity.ts';
