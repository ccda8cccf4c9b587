/**
 * The packages that come with the command. Exported for their types alone: whoever imports this package knows the names
 * and options of their plugins. (An `import type {}` says the same, and is lost when declarations are bundled.)
 */
export interface IncludedTypes {
  readonly '@mimmx/backend-onnx': typeof import('@mimmx/backend-onnx');
  readonly '@mimmx/baselines': typeof import('@mimmx/baselines');
  readonly '@mimmx/datasets-digits': typeof import('@mimmx/datasets-digits');
  readonly '@mimmx/mi-estimators': typeof import('@mimmx/mi-estimators');
  readonly '@mimmx/runners': typeof import('@mimmx/runners');
  readonly '@mimmx/weighter': typeof import('@mimmx/weighter');
}
