import { taskSchema } from '@mimmx/data';
import {
  type EvaluationOptions,
  evaluateModel,
  type ModelEvaluation,
  type TestedModel,
} from './evaluate-model.ts';
import { type ArraysToJudge, fromArrays } from './from-arrays.ts';

/** Tests a model on arrays. @throws E_ARRAYS, E_CLASSES */
export async function evaluateArrays(
  model: TestedModel,
  arrays: ArraysToJudge,
  options?: EvaluationOptions,
): Promise<ModelEvaluation> {
  const { create, task } = fromArrays({ ...arrays, shape: model.shape, yName: model.task.y.name });
  const dataset = await create({ root: '.', seed: 0 }, {});
  return evaluateModel(model, { dataset, task: taskSchema.parse(task) }, options);
}
