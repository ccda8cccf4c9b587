import type { ModelDescription } from '@mimmx/experiment';

/** Lines of Python that run an exported model with onnxruntime. */
export function pythonSnippet(file: string, { input, outputs }: ModelDescription): string {
  const [answer] = outputs;
  const names = outputs.map(({ name }) => name.replace(/\W/g, '_'));
  const shape = ['len(images)', ...input.shape.slice(1)].join(', ');
  const classes = answer?.classes
    ? [
        `classes = ${JSON.stringify(answer.classes)}`,
        `print([classes[i] for i in ${names[0]}.argmax(axis=1)])`,
      ]
    : [`print(${names[0]}[:, 0])${answer?.unit ? `  # ${answer.unit}` : ''}`];
  return [
    'import numpy as np, onnxruntime as ort',
    `session = ort.InferenceSession(${JSON.stringify(file)})`,
    `# images: float32, [${input.axes.join(', ')}], prepared as ${JSON.stringify('preparation')} in the JSON says`,
    `images = np.asarray(images, dtype=np.float32).reshape(${shape})`,
    `${names.join(', ')} = session.run(${JSON.stringify(outputs.map(({ name }) => name))}, {${JSON.stringify(input.name)}: images})`,
    ...classes,
  ].join('\n');
}
