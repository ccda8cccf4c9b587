import * as tf from '@mimmx/core/tf';

interface Attributes {
  readonly dilations?: number | number[];
  readonly strides: number | number[];
  readonly pad: tf.Conv2DAttrs['pad'];
  readonly dataFormat?: string;
}

const dilated = ({ dilations = 1 }: Attributes): boolean =>
  (typeof dilations === 'number' ? [dilations] : dilations).some((n) => n > 1);

/**
 * Gradients of dilated convolutions, which TensorFlow.js refuses. Those without dilation, and those of other backends,
 * go to the original.
 */
const register = (
  kernelName: string,
  inputKernel: string,
  filterKernel: string,
  engineName: string,
): void => {
  const original = tf.getGradient(kernelName);
  if (!original || original.gradFunc.name === 'onnxConvolutionGradient') return;
  const onnxConvolutionGradient: tf.GradFunc = (dy, saved, attributes) => {
    const a = attributes as unknown as Attributes;
    if (tf.getBackend() !== engineName || !dilated(a)) return original.gradFunc(dy, saved, attributes);
    const [x, filter] = saved as [tf.Tensor, tf.Tensor];
    const run = (name: string, inputs: tf.NamedTensorMap, more: object) =>
      tf.engine().runKernel(name, inputs, { ...attributes, ...more }) as tf.Tensor;
    return {
      x: () => run(inputKernel, { dy: dy as tf.Tensor, filter }, { inputShape: x.shape }),
      filter: () => run(filterKernel, { x, dy: dy as tf.Tensor }, { filterShape: filter.shape }),
    };
  };
  tf.unregisterGradient(kernelName);
  tf.registerGradient({ ...original, gradFunc: onnxConvolutionGradient });
};

export const registerDilatedGradients = (engineName: string): void => {
  register('Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter', engineName);
  register('Conv3D', 'Conv3DBackpropInputV2', 'Conv3DBackpropFilterV2', engineName);
  register(
    'DepthwiseConv2dNative',
    'DepthwiseConv2dNativeBackpropInput',
    'DepthwiseConv2dNativeBackpropFilter',
    engineName,
  );
};
