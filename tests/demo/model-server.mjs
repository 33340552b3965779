// Serves the files named on the command line over HTTP, with ranges: node model-server.mjs ADDRESS PORT FILE...
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename } from 'node:path';

const [address, port, ...files] = process.argv.slice(2);
const served = new Map(files.map((file) => [`/${basename(file)}`, file]));

createServer((request, response) => {
  const file = served.get(new URL(request.url, 'http://host').pathname);
  if (!file) return response.writeHead(404).end();

  const { size, mtimeMs } = statSync(file);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = range ? Number(range[1]) : 0;
  const end = range?.[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
  if (start > end) return response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end();

  const headers = { ETag: `"${size}-${Math.round(mtimeMs)}"`, 'Accept-Ranges': 'bytes', 'Content-Length': end - start + 1 };
  if (range) headers['Content-Range'] = `bytes ${start}-${end}/${size}`;
  response.writeHead(range ? 206 : 200, headers);
  if (request.method === 'HEAD') return response.end();
  createReadStream(file, { start, end }).on('error', () => response.destroy()).pipe(response);
}).listen(Number(port), address);
