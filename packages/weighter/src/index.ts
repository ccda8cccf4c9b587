import './names.ts';

export * from './balancers/index.ts';
export { plugin } from './plugin.ts';
export * from './weighters/index.ts';
