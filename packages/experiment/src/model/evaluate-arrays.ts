import { taskSchema } from '@mimmx/data';
import { type EvaluationOptions, evaluateModel, type ModelEvaluation } from './evaluate-model.ts';
import { type Arrays, fromArrays } from './from-arrays.ts';
import type { Model } from './model.ts';

/** Images in memory with their labels; what is not known of the confounders may be left out. */
export type ArraysToJudge = Omit<Arrays, 'shape' | 'name' | 'yName'>;

/** Tests a model on arrays. @throws E_ARRAYS, E_CLASSES */
export async function evaluateArrays(
  model: Model,
  arrays: ArraysToJudge,
  options?: EvaluationOptions,
): Promise<ModelEvaluation> {
  const { create, task } = fromArrays({ ...arrays, shape: model.shape, yName: model.task.y.name });
  const dataset = await create({ root: '.', seed: 0 }, {});
  return evaluateModel(model, { dataset, task: taskSchema.parse(task) }, options);
}
