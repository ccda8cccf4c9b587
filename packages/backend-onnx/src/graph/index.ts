export * from './attribute.ts';
export * from './build.ts';
export * from './bytes.ts';
export * from './constant.ts';
export * from './order.ts';
export * from './shape.ts';
export * from './value.ts';
