// Makes a TypeScript client of an app, compiles it under strict, and runs it: node generate.mjs <app> <token> <folder>.
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const [app, token, folder] = process.argv.slice(2);
const run = (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  process.stdout.write(stdout + stderr);
  if (status !== 0) process.exit(status ?? 1);
};

await mkdir(folder, { recursive: true });
const document = await (await fetch(new URL('api/openapi.json', app))).json();
await writeFile(join(folder, 'schema.ts'), astToString(await openapiTS(document, { defaultNonNullable: false })));
console.log('ok: generated');

await copyFile(new URL('client.ts', import.meta.url), join(folder, 'client.ts'));
await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({
  compilerOptions: {
    strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noImplicitOverride: true, noUnusedLocals: true,
    target: 'es2022', module: 'nodenext', lib: ['es2022', 'dom', 'dom.iterable'], types: [], skipLibCheck: true,
  },
  files: ['client.ts', 'schema.ts'],
}));
run(createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-p', 'tsconfig.json');
console.log('ok: compiled');
run('client.js', app, token);
