// Sends one made-up picture to a model: node ask.mjs ADDRESS MODEL [STOP-FILE]. Prints the answer; with a stop file, asks until
// that exists and prints a line per answer: the version that gave it, or "failed".
import { existsSync } from 'node:fs';

const [address, model, stopFile] = process.argv.slice(2);
const data = Array.from({ length: 3 * 48 * 192 }, (_, index) => (index % 7) / 7);
const body = JSON.stringify({ inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 3, 48, 192], data }] });

async function ask() {
  const answer = await fetch(`${address}/default/${model}/v2/models/${model}/infer`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer.json();
}

if (!stopFile) {
  console.log(JSON.stringify(await ask()));
} else {
  while (!existsSync(stopFile)) {
    try {
      console.log(`version ${(await ask()).model_version}`);
    } catch (error) {
      console.log(`failed: ${error.message}`);
    }
  }
}
