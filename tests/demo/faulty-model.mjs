// Writes an ONNX model that loads and warms up, takes and gives what the direction classifier does, and fails on every real picture:
// node faulty-model.mjs FILE. (It looks up a table by the picture's brightness, and the table ends at black.)
import { writeFileSync } from 'node:fs';

const [FLOAT, INT64] = [1, 7];

// The few parts of protocol buffers and of onnx.proto that it takes.
const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))]);
const number = (field, value) => [...varint(field << 3), ...varint(value)];
const bytes = (field, value) => [...varint((field << 3) | 2), ...varint(value.length), ...value];
const text = (field, value) => bytes(field, Buffer.from(value));

const dimension = (value) => bytes(1, typeof value === 'number' ? number(1, value) : text(2, value));
const tensorType = (shape) => bytes(2, bytes(1, [...number(1, FLOAT), ...bytes(2, shape.flatMap(dimension))]));
const valueInfo = (name, shape) => [...text(1, name), ...tensorType(shape)];
const tensor = (name, shape, type, data) => [...shape.flatMap((size) => number(1, size)), ...number(2, type), ...text(8, name), ...bytes(9, Buffer.from(data.buffer))];
const integer = (name, value) => bytes(5, [...text(1, name), ...number(3, value), ...number(20, 2)]);
const integers = (name, values) => bytes(5, [...text(1, name), ...values.flatMap((value) => number(8, value)), ...number(20, 7)]);
const node = (operator, inputs, output, ...attributes) =>
  bytes(1, [...inputs.flatMap((input) => text(1, input)), ...text(2, output), ...text(4, operator), ...attributes.flat()]);

const graph = [
  ...node('ReduceMean', ['x'], 'mean', integers('axes', [1, 2, 3]), integer('keepdims', 0)),
  ...node('Unsqueeze', ['mean', 'one'], 'column'),
  ...node('Concat', ['column', 'column'], 'pair', integer('axis', 1)),
  ...node('ReduceMax', ['x'], 'brightest', integer('keepdims', 0)),
  ...node('Mul', ['brightest', 'levels'], 'scaled'),
  ...node('Cast', ['scaled'], 'level', integer('to', INT64)),
  ...node('Gather', ['table', 'level'], 'found', integer('axis', 0)),
  ...node('Add', ['pair', 'found'], 'softmax_0.tmp_0'),
  ...text(2, 'faulty'),
  ...bytes(5, tensor('one', [1], INT64, new BigInt64Array([1n]))),
  ...bytes(5, tensor('levels', [], FLOAT, new Float32Array([1000]))),
  ...bytes(5, tensor('table', [1], FLOAT, new Float32Array([0.5]))),
  ...bytes(11, valueInfo('x', ['batch', 3, 'height', 'width'])),
  ...bytes(12, valueInfo('softmax_0.tmp_0', ['batch', 2])),
];
const model = [...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 13))];
writeFileSync(process.argv[2], Buffer.from(model));
