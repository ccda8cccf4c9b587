export { type MechanismCheckSettings, mechanismChecks } from './mechanism.ts';
