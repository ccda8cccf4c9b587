export { type ImageModelCheckSettings, imageModelChecks } from './image-model.ts';
export { type MechanismCheckSettings, mechanismChecks } from './mechanism.ts';
