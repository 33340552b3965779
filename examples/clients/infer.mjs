// Sends a tensor as raw bytes and reads one back, with node's own fetch.
// usage: node infer.mjs URL MODEL        e.g. node infer.mjs http://localhost:8080 ch_ppocr_mobile_v2.0_cls_infer
const [url, model] = process.argv.slice(2);
const tensor = Buffer.from(new Float32Array(3 * 16 * 16).buffer);
const header = Buffer.from(JSON.stringify({
  inputs: [{ name: "x", datatype: "FP32", shape: [1, 3, 16, 16], parameters: { binary_data_size: tensor.length } }],
  parameters: { binary_data_output: true },
}));
const response = await fetch(`${url}/v2/models/${model}/infer`, {
  method: "POST",
  headers: { "Content-Type": "application/octet-stream", "Inference-Header-Content-Length": String(header.length) },
  body: Buffer.concat([header, tensor]),
});
if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
const body = Buffer.from(await response.arrayBuffer());
let place = Number(response.headers.get("Inference-Header-Content-Length"));
for (const output of JSON.parse(body.subarray(0, place)).outputs) {
  const size = output.parameters.binary_data_size;
  // A copy, because the bytes need not begin at a multiple of 4.
  const values = new Float32Array(new Uint8Array(body.subarray(place, place + size)).buffer);
  place += size;
  console.log(output.name, JSON.stringify(output.shape), JSON.stringify([...values]));
}
