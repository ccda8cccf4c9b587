export * from './nifti/index.ts';
export * from './volume/index.ts';
