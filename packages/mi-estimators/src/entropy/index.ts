export { type DoeOptions, doe } from './doe.ts';
