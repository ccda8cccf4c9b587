import type { Attribute, ElementType, Node, Value } from '../graph/index.ts';
import { Writer } from './writer.ts';

// Numbers of fields and types are those of onnx.proto3, IR version 10.
const IR_VERSION = 10;
const OPSET = 21;
const TYPE_CODE: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
};
const GRAPH_CODE = 5;
/** What the axis of steps is called, whose length is free. */
const STEPS = 'steps';
const ATTRIBUTE_CODE = { float: 1, int: 2, string: 3, floats: 6, ints: 7 } as const;

/** A graph with names, ready to be written. */
export interface Model {
  readonly nodes: readonly Node[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  /** Leaves whose data go into the file. */
  readonly initializers: readonly Value[];
  readonly name: (value: Value) => string;
  /** Sizes of an input or output, with text where any size fits. */
  readonly dimensions?: (value: Value) => readonly (number | string)[];
}

/** The bytes of an ONNX file. */
export const encodeModel = (model: Model): Uint8Array<ArrayBuffer> => {
  const writer = new Writer(1 << 14);
  writer.integer(1, IR_VERSION).text(2, '@mimmx/backend-onnx');
  writer.message(7, (graph) => writeGraph(graph, model));
  writeDomains(writer, model.nodes);
  return writer.finish();
};

/** Nodes, and what goes in and out of them. */
const writeGraph = (graph: Writer, model: Model): void => {
  const { name } = model;
  for (const node of model.nodes) graph.message(1, (inner) => writeNode(inner, node, name));
  graph.text(2, 'step');
  for (const value of model.initializers) graph.message(5, (inner) => writeTensor(inner, value, name(value)));
  const dimensions = model.dimensions ?? ((value: Value) => value.shape);
  for (const value of model.inputs)
    graph.message(11, (w) => writeInfo(w, value, name(value), dimensions(value)));
  for (const value of model.outputs)
    graph.message(12, (w) => writeInfo(w, value, name(value), dimensions(value)));
};

const writeDomains = (writer: Writer, nodes: readonly Node[]): void => {
  writer.message(8, (opset) => opset.text(1, '').integer(2, OPSET));
  for (const domain of new Set(nodes.map((node) => node.domain)))
    if (domain !== '') writer.message(8, (opset) => opset.text(1, domain).integer(2, 1));
};

/** A graph that is run several times, each time with what the time before left. */
export interface Series extends Omit<Model, 'dimensions'> {
  /** Inputs that a step replaces by the first of its outputs, in their order. */
  readonly states: readonly Value[];
  /** Inputs that every step has of its own; there is at least one. The others are the same in every step. */
  readonly each: readonly Value[];
}

/** The name of a series' input or output, for what a step calls so: the two are different values. */
export const inSeries = (name: string): string => `all_${name}`;

/**
 * The bytes of an ONNX file that runs any number of steps (ONNX's `Scan`). What every step has of its own, inputs and
 * results, has one axis more, the first.
 */
export const encodeSeries = (series: Series): Uint8Array<ArrayBuffer> => {
  const { name, states, each, inputs, outputs } = series;
  const own = new Set([...states, ...each]);
  const same = inputs.filter((value) => !own.has(value));
  const writer = new Writer(1 << 14);
  writer.integer(1, IR_VERSION).text(2, '@mimmx/backend-onnx');
  writer.message(7, (graph) => {
    graph.message(1, (node) => {
      for (const value of own) node.text(1, inSeries(name(value)));
      for (const value of outputs) node.text(2, inSeries(name(value)));
      node.text(3, 'series').text(4, 'Scan');
      node.message(5, (attribute) =>
        writeAttribute(attribute, 'num_scan_inputs', { kind: 'int', value: each.length }),
      );
      node.message(5, (attribute) => {
        attribute.text(1, 'body').message(6, (body) => writeGraph(body, { ...series, inputs: [...own] }));
        attribute.integer(20, GRAPH_CODE);
      });
    });
    graph.text(2, 'series');
    const stacked = (value: Value) => [STEPS, ...value.shape];
    const write = (field: 11 | 12, value: Value, called: string, shape: readonly (number | string)[]) =>
      graph.message(field, (w) => writeInfo(w, value, called, shape));
    for (const value of states) write(11, value, inSeries(name(value)), value.shape);
    for (const value of each) write(11, value, inSeries(name(value)), stacked(value));
    for (const value of same) write(11, value, name(value), value.shape);
    for (const [i, value] of outputs.entries())
      write(12, value, inSeries(name(value)), i < states.length ? value.shape : stacked(value));
  });
  writeDomains(writer, series.nodes);
  return writer.finish();
};

const writeNode = (writer: Writer, node: Node, name: Model['name']): void => {
  let last = node.inputs.length;
  while (last > 0 && !node.inputs[last - 1]) last--;
  for (const input of node.inputs.slice(0, last)) writer.text(1, input ? name(input) : '');
  for (const output of node.outputs) writer.text(2, name(output));
  writer.text(3, name(node.outputs[0] as Value)).text(4, node.op);
  for (const [key, attribute] of Object.entries(node.attributes)) {
    writer.message(5, (inner) => writeAttribute(inner, key, attribute));
  }
  if (node.domain !== '') writer.text(7, node.domain);
};

const writeAttribute = (writer: Writer, key: string, attribute: Attribute): void => {
  writer.text(1, key);
  switch (attribute.kind) {
    case 'int':
      writer.integer(3, attribute.value);
      break;
    case 'float':
      writer.float(2, attribute.value);
      break;
    case 'string':
      writer.text(4, attribute.value);
      break;
    case 'ints':
      for (const n of attribute.value) writer.integer(8, n);
      break;
    case 'floats':
      for (const n of attribute.value) writer.float(7, n);
      break;
  }
  writer.integer(20, ATTRIBUTE_CODE[attribute.kind]);
};

const writeTensor = (writer: Writer, value: Value, name: string): void => {
  for (const n of value.shape) writer.integer(1, n);
  writer.integer(2, TYPE_CODE[value.type]).text(8, name);
  const data = value.data;
  if (data) writer.bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
};

const writeInfo = (writer: Writer, value: Value, name: string, shape: readonly (number | string)[]): void => {
  writer.text(1, name).message(2, (type) => {
    type.message(1, (tensor) => {
      tensor.integer(1, TYPE_CODE[value.type]).message(2, (dims) => {
        for (const n of shape) {
          dims.message(1, (dim) => (typeof n === 'number' ? dim.integer(1, n) : dim.text(2, n)));
        }
      });
    });
  });
};
