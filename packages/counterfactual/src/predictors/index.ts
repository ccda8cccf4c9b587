export { attributeLoss } from './attribute-loss.ts';
export { calibrate } from './calibrate.ts';
export { type CnnPredictorSettings, createCnnPredictor } from './cnn.ts';
export { fitLinearPredictor, type LinearPredictorSettings } from './linear.ts';
export { type Predictions, type Predictor, predictAll, probabilitiesOf, readAll } from './predictor.ts';
export { type PrincipalSubspace, principalSubspace, project } from './principal-components.ts';
export { type PredictorTrainingContext, predictorTrainingSchema, trainPredictor } from './train.ts';
