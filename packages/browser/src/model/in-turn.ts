let last: Promise<unknown> = Promise.resolve();

/**
 * Does one thing after another: ONNX Runtime on WebGPU makes and runs one session at a time in a page, and refuses what
 * comes in between.
 */
export function inTurn<T>(todo: () => Promise<T>): Promise<T> {
  const own = last.then(todo);
  last = own.catch(() => {});
  return own;
}
