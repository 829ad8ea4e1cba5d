// The Cosmos DB protocol, as this page speaks it: the server signs what this page sends, so no key ever comes here.
const base = new URL('api/', document.baseURI);
const patience = 60_000;

/** JSON with every number kept as it is written: what JavaScript's numbers cannot hold, or would write otherwise, stays as it came. */
export function exact(text) {
  return JSON.rawJSON === undefined ? JSON.parse(text) : JSON.parse(text, (_, value, { source }) =>
    typeof value === 'number' && String(value) !== source ? JSON.rawJSON(source) : value);
}

/** An answer that is not what was hoped for. */
export class Refusal extends Error {
  constructor(status, substatus, body) {
    const fault = queryFault(body?.message);
    super(fault ? `${fault.message} (${fault.code})` : body?.message ?? `The endpoint answered ${status}.`);
    Object.assign(this, { status, substatus, code: body?.code ?? '', location: fault?.location });
  }
}

/** What is wrong with a query: the service puts JSON into the message, with the place from start to end. */
function queryFault(message) {
  try {
    return JSON.parse(message.slice(message.indexOf('{'))).errors[0];
  } catch {
    return undefined;
  }
}

/** Sends one request. Only 2xx and 304 return; everything else is thrown as a Refusal. */
export async function send(method, path, headers = {}, body = undefined) {
  const started = performance.now();
  const response = await fetch(new URL(path, base), {
    method,
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'x-virga-explorer': '1', accept: 'application/json', ...headers },
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
  });
  const text = await response.text();
  const elapsed = performance.now() - started;
  const json = text && response.headers.get('content-type')?.includes('json') ? exact(text) : undefined;
  if (!response.ok && response.status !== 304) throw new Refusal(response.status, response.headers.get('x-ms-substatus'), json);
  return { status: response.status, body: json, elapsed, header: name => response.headers.get(name), charge: Number(response.headers.get('x-ms-request-charge') ?? 0) };
}

const name = encodeURIComponent;
export const pathOf = (database, container) => `dbs/${name(database)}/colls/${name(container)}`;

/** Every database with its containers, by name. */
export async function databases() {
  const { body } = await send('GET', 'dbs');
  return Promise.all(body.Databases.map(each => each.id).sort().map(async id => {
    const list = (await send('GET', `dbs/${name(id)}/colls`)).body.DocumentCollections;
    return { id, containers: list.sort((a, b) => a.id < b.id ? -1 : 1) };
  }));
}

/** A container's definition, with the number of its documents. */
export async function container(database, id) {
  const answer = await send('GET', pathOf(database, id));
  const count = /documentsCount=(\d+)/.exec(answer.header('x-ms-resource-usage') ?? '');
  return { database, id, definition: answer.body, count: count ? Number(count[1]) : undefined, paths: answer.body.partitionKey.paths, path: pathOf(database, id) };
}

export async function createContainer(database, definition) {
  try {
    await send('POST', 'dbs', {}, { id: database });
  } catch (error) {
    if (error.status !== 409) throw error;
  }
  await send('POST', `dbs/${name(database)}/colls`, {}, definition);
}

export const deleteContainer = target => send('DELETE', target.path);

/** One page of a query over all partitions. Parameters are { name, value }. */
export function query(target, text, { size = 50, continuation = undefined, parameters = [] } = {}) {
  return send('POST', `${target.path}/docs`, {
    'content-type': 'application/query+json',
    'x-ms-documentdb-isquery': 'True',
    'x-ms-documentdb-query-enablecrosspartition': 'True',
    'x-ms-max-item-count': String(size),
    ...(continuation ? { 'x-ms-continuation': continuation } : {}),
  }, { query: text, parameters });
}

/** One page of the change feed; 304 when nothing is new. Goes on at the answer's etag. */
export function changes(target, from, allVersions) {
  return send('GET', `${target.path}/docs`, {
    'a-im': allVersions ? 'Full-Fidelity Feed' : 'Incremental Feed',
    ...(allVersions ? { 'x-ms-cosmos-changefeed-wire-format-version': '2021-09-15' } : {}),
    'x-ms-max-item-count': '100',
    ...(from ? { 'if-none-match': from } : {}),
  });
}

const keyHeader = key => ({ 'x-ms-documentdb-partitionkey': JSON.stringify(key).replace(/[\u0080-\uffff]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) });
const documentPath = (target, id) => `${target.path}/docs/${name(id)}`;

export const read = (target, id, key) => send('GET', documentPath(target, id), keyHeader(key));
export const create = (target, document, text) => send('POST', `${target.path}/docs`, keyHeader(keyOf(target, document)), text);
export const replace = (target, id, key, text, etag) => send('PUT', documentPath(target, id), { ...keyHeader(key), ...(etag ? { 'if-match': etag } : {}) }, text);
export const remove = (target, id, key, etag) => send('DELETE', documentPath(target, id), { ...keyHeader(key), ...(etag ? { 'if-match': etag } : {}) });

/** A document's partition key: one value a path; {} stands for a value that is not there. */
export function keyOf(target, document) {
  return target.paths.map(path => {
    let value = document;
    for (const part of path.match(/"[^"]*"|[^/]+/g) ?? []) value = value?.[part.replace(/^"|"$/g, '')];
    return value === undefined ? {} : value;
  });
}

const stamps = ['_rid', '_self', '_etag', '_attachments', '_ts', '_lsn'];

/** A document without what the service adds to it. */
export function own(document) {
  return Object.fromEntries(Object.entries(document).filter(([key]) => !stamps.includes(key)));
}
