/** Gradients of our own, which replace TensorFlow.js's where those are slow in a graph. */
export const registerGradients = (): void => {};
