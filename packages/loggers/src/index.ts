import { definePlugin } from '@mimmx/core';
import { csv } from './csv.ts';
import { mlflow } from './mlflow.ts';
import { tensorboard } from './tensorboard/tensorboard.ts';
import { wandb } from './wandb.ts';

export { csv, mlflow, tensorboard, wandb };

/** Where the numbers of trainings go besides the run: CSV, TensorBoard, Weights & Biases, MLflow. */
export const plugin = definePlugin({ name: '@mimmx/loggers', provides: [csv, tensorboard, wandb, mlflow] });
