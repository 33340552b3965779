// What a team writes when it serves a model itself: fastify and onnxruntime-node, as many workers as there are processors.
// node server.mjs MODEL PORT WORKERS
import cluster from 'node:cluster';
import Fastify from 'fastify';
import * as ort from 'onnxruntime-node';

const [model, port, workers] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];

const Types = {
  FP32: { type: 'float32', array: Float32Array },
  INT64: { type: 'int64', array: BigInt64Array },
};
const Names = { float32: 'FP32', int64: 'INT64' };

function tensorOf(input, bytes) {
  const { type, array } = Types[input.datatype];
  const length = input.parameters.binary_data_size;
  // Views must be aligned, which bytes after a JSON header rarely are.
  const aligned = bytes.byteOffset % array.BYTES_PER_ELEMENT === 0
    ? bytes.buffer
    : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + length);
  const start = aligned === bytes.buffer ? bytes.byteOffset : 0;
  return new ort.Tensor(type, new array(aligned, start, length / array.BYTES_PER_ELEMENT), input.shape);
}

async function serve() {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1, graphOptimizationLevel: 'all' });
  const app = Fastify({ bodyLimit: 64 * 1024 * 1024 });
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, body, done) => done(null, body));
  app.get('/ready', async () => ({ ready: true }));
  app.post('/infer', async (request, reply) => {
    const length = Number(request.headers['inference-header-content-length']);
    const header = JSON.parse(request.body.toString('utf8', 0, length));
    const feeds = {};
    let start = length;
    for (const input of header.inputs) {
      const size = input.parameters.binary_data_size;
      feeds[input.name] = tensorOf(input, request.body.subarray(start, start + size));
      start += size;
    }

    const results = await session.run(feeds);
    const [outputs, parts] = [[], []];
    for (const [name, tensor] of Object.entries(results)) {
      const bytes = Buffer.from(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
      outputs.push({ name, datatype: Names[tensor.type], shape: tensor.dims, parameters: { binary_data_size: bytes.length } });
      parts.push(bytes);
    }

    const json = Buffer.from(JSON.stringify({ model_name: 'm', model_version: '1', outputs }));
    reply.header('Inference-Header-Content-Length', json.length).type('application/octet-stream');
    return reply.send(Buffer.concat([json, ...parts]));
  });
  await app.listen({ port, host: '127.0.0.1' });
}

if (cluster.isPrimary) {
  for (let index = 0; index < workers; index++) cluster.fork();
  process.on('SIGTERM', () => process.exit(0));
} else {
  process.on('disconnect', () => process.exit(0));
  await serve();
}
