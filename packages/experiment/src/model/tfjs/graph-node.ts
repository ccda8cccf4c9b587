/** An attribute of a node, as GraphDef's JSON writes it. */
export type Attribute =
  | { readonly type: string }
  | { readonly s: string }
  | { readonly i: string }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly list: { readonly i: readonly string[] } }
  | { readonly shape: { readonly dim: readonly { readonly size: string }[] } }
  | { readonly tensor: { readonly dtype: string; readonly tensorShape: unknown } };

/** A node of TensorFlow's graph. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

const TYPES: Readonly<Record<string, string>> = { float32: 'DT_FLOAT', int32: 'DT_INT32', bool: 'DT_BOOL' };

/** TensorFlow's name of a type. */
export const typeName = (dtype: string): string => TYPES[dtype] ?? 'DT_FLOAT';

export const attribute = {
  type: (dtype: string) => ({ type: typeName(dtype) }),
  /** Texts are base64 in this JSON. */
  text: (value: string) => ({ s: btoa(value) }),
  integer: (value: number) => ({ i: String(value) }),
  number: (value: number) => ({ f: value }),
  flag: (value: boolean) => ({ b: value }),
  integers: (values: readonly number[]) => ({ list: { i: values.map(String) } }),
  shape: (shape: readonly number[]) => ({ shape: { dim: shape.map((size) => ({ size: String(size) })) } }),
} as const;
