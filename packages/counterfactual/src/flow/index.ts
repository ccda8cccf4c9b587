export { assign } from './assignment.ts';
export { type FlowCounterfactual, flowCounterfactual, integrate } from './counterfactual.ts';
export { couple, groupByParents } from './coupling.ts';
export { createFlow, type Flow, type FlowSettings } from './flow.ts';
export { guidedVelocity, presence } from './guidance.ts';
export { type FlowModelOptions, flow } from './model.ts';
export { type FlowTrainingContext, flowTrainingSchema, trainFlow } from './train.ts';
