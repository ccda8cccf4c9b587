export { atThreshold } from './at-threshold.ts';
export { gap } from './gap.ts';
export { minMax } from './min-max.ts';
export { perClass, worstClass } from './per-class.ts';
export { perGroup } from './per-group.ts';
export { worstGroup } from './worst-group.ts';
