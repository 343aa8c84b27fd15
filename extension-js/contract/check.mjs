// Checks what the extension asks of the server and expects in return against the server's own description:
//   npm run contract -- FILE or URL of openapi/v1.json
// It reads the addresses, methods, parameters and types off src/alnApi.ts, so that a new endpoint needs no line here.
import { readFile, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { callsOf } from './calls.mjs';
import { operationFor } from './operations.mjs';
import { schemaTypes, typeOf } from './schemaTypes.mjs';

const here = new URL('.', import.meta.url);
const source = process.argv[2] ?? 'http://127.0.0.1:5280/openapi/v1.json';
const document = JSON.parse(/^https?:/.test(source) ? await (await fetch(source)).text() : await readFile(source, 'utf8'));
const client = await readFile(new URL('../src/alnApi.ts', here), 'utf8');

const faults = [];
const assertions = [];
for (const call of callsOf(client)) {
  const operation = operationFor(document, call);
  if (typeof operation === 'string') {
    faults.push(operation);
    continue;
  }

  for (const name of call.query) {
    if (!(operation.parameters ?? []).some(each => each.in === 'query' && each.name.toLowerCase() === name.toLowerCase())) faults.push(`${call.method} ${call.path}: the server knows no parameter '${name}'.`);
  }

  const body = operation.requestBody?.content?.['application/json']?.schema;
  const properties = body?.$ref ? document.components.schemas[body.$ref.split('/').at(-1)].properties : body?.properties;
  for (const name of call.keys) {
    if (properties && !(name in properties)) faults.push(`${call.method} ${call.path}: the request has no '${name}' at the server.`);
  }

  if (call.type) {
    const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))
      .map(([, answer]) => answer.content?.['application/json']?.schema).filter(Boolean).map(schema => typeOf(schema));
    if (answers.length === 0) faults.push(`${call.method} ${call.path}: the server answers no JSON, but the extension expects ${call.type}.`);
    else assertions.push(`/** ${call.method} ${call.path} */\nexport const _${assertions.length}: Agrees<[${[...new Set(answers)].join(', ')}], ${call.type}> = 'agrees';`);
  }
}

// The imports of the client, seen from this folder.
const imports = [...client.matchAll(/^import type \{[^}]*\} from '\.\/[^']*';/gms)].map(([text]) => text.replace("from './", "from '../src/"));
await writeFile(new URL('schema.ts', here), schemaTypes(document));
await writeFile(new URL('assertions.ts', here), [`import type * as server from './schema';`, `import type { Agrees } from './agrees';`, ...imports, ...assertions, ''].join('\n'));
const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'contract'], { cwd: new URL('..', here), encoding: 'utf8' });
if (types.status !== 0) faults.push(types.stdout + types.stderr);

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}

console.log(`${assertions.length} answers and all addresses that the extension uses agree with the server's description.`);
