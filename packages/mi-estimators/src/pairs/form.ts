import type { VariableForm } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** Width of a variable as a network sees it: its own, or one column for each class. */
export const widthOf = (form: VariableForm): number =>
  form.kind === 'continuous' ? form.width : form.classes;

/** Real vectors as they are, [..., batch, width]; classes [..., batch] as one-hot codes, [..., batch, classes]. */
export const encode = (form: VariableForm, values: tf.Tensor): tf.Tensor =>
  form.kind === 'continuous' ? values : tf.cast(tf.oneHot(tf.cast(values, 'int32'), form.classes), 'float32');
