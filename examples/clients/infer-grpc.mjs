// Asks a model over gRPC, with the public grpc-js: metadata, one inference, and one on a stream.
// usage: node infer-grpc.mjs HOST:PORT MODEL        e.g. node infer-grpc.mjs localhost:9000 ch_ppocr_mobile_v2.0_cls_infer
// needs: npm install @grpc/grpc-js @grpc/proto-loader; any inference.proto of the V2 protocol will do (PROTO=path).
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const [address, model] = process.argv.slice(2);
const proto = process.env.PROTO ?? fileURLToPath(new URL("../../runtime/Protocol/Protos/inference.proto", import.meta.url));
const { inference } = grpc.loadPackageDefinition(await loader.load(proto, { keepCase: true, longs: Number }));
const client = new inference.GRPCInferenceService(address, grpc.credentials.createInsecure());
const call = (method, message) => promisify(client[method].bind(client))(message);

const show = ({ outputs, raw_output_contents: raw }) => outputs.forEach((output, index) =>
  // A copy, because the bytes need not begin at a multiple of 4.
  console.log(output.name, JSON.stringify(output.shape), JSON.stringify([...new Float32Array(new Uint8Array(raw[index]).buffer)])));

const request = {
  model_name: model,
  inputs: [{ name: "x", datatype: "FP32", shape: [1, 3, 16, 16] }],
  raw_input_contents: [Buffer.alloc(4 * 3 * 16 * 16)],
};
const metadata = await call("ModelMetadata", { name: model });
console.log(metadata.name, metadata.platform, metadata.inputs.map((input) => `${input.name} ${input.datatype} ${JSON.stringify(input.shape)}`).join());
show(await call("ModelInfer", request));

const stream = client.ModelStreamInfer();
stream.on("data", (answer) => (answer.error_message ? console.error(answer.error_message) : show(answer.infer_response)));
stream.write({ ...request, id: "1" });
stream.end();
await new Promise((resolve, reject) => stream.on("end", resolve).on("error", reject));
await call("ModelInfer", { ...request, model_name: "unknown" }).catch((error) => console.log(grpc.status[error.code], error.details));
client.close();
