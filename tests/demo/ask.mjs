// Sends a made-up picture to a model: node ask.mjs ADDRESS MODEL [STOP-FILE WORKERS PAUSE]. Prints the answer; with a stop file, asks
// until that exists, from WORKERS askers with a PAUSE (milliseconds) each, and prints a line per answer: the version that gave it,
// or "failed".
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const [address, model, stopFile, workers, pause] = process.argv.slice(2);
const data = Array.from({ length: 3 * 48 * 96 }, (_, index) => (index % 10) / 10);
const body = JSON.stringify({ inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 3, 48, 96], data }] });

async function ask() {
  const answer = await fetch(`${address}/default/${model}/v2/models/${model}/infer`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function goOn() {
  while (!existsSync(stopFile)) {
    try {
      console.log(`version ${(await ask()).model_version}`);
    } catch (error) {
      console.log(`failed: ${error.message}`);
    }
    await setTimeout(Number(pause));
  }
}

if (stopFile) {
  await Promise.all(Array.from({ length: Number(workers) }, goOn));
} else {
  console.log(JSON.stringify(await ask()));
}
