export * from './scm/index.ts';
