// The two documents that describe the app, and what is read out of them.
const methods = ['get', 'put', 'post', 'patch', 'delete'];
export const root = new URL('..', document.baseURI);
export let api;
export let events;
export let app;

const read = async address => {
  const response = await fetch(address, { headers: { accept: 'application/json' } });
  if (!response.ok) throw Object.assign(new Error(`${address} answered ${response.status}.`), { status: response.status, code: '' });
  return response.json();
};

export async function load() {
  [api, events, app] = await Promise.all([read(new URL('openapi.json', root)), read(new URL('asyncapi.json', root)), read('app.json')]);
}

/** Every operation: { id, method, path, tag, ...definition }. */
export const operations = () => Object.entries(api.paths).flatMap(([path, item]) => methods.filter(method => item[method])
  .map(method => ({ ...item[method], id: item[method].operationId, method: method.toUpperCase(), path, tag: item[method].tags?.[0] ?? 'other' })));

export const models = () => Object.entries(api.components?.schemas ?? {}).map(([name, schema]) => ({ name, schema }));

export const topics = () => Object.entries(events.channels ?? {}).map(([name, channel]) => ({ name, ...channel }));

/** What a reference leads to, in either document. */
export function resolve(node, within = api) {
  let found = node;
  while (found?.$ref) found = found.$ref.slice(2).split('/').reduce((at, step) => at?.[step.replace(/~1/g, '/').replace(/~0/g, '~')], within);
  return found ?? {};
}

export const nameOf = reference => reference?.$ref?.split('/').at(-1);

/** A value that fits a schema: its example, its default, or one made up. */
export function sample(schema, within = api, depth = 0) {
  const rules = resolve(schema, within);
  if (rules.examples?.length) return rules.examples[0];
  if (rules.example !== undefined) return rules.example;
  if (rules.default !== undefined) return rules.default;
  if (rules.enum) return rules.enum[0];
  const alternative = (rules.anyOf ?? rules.oneOf)?.find(each => each.type !== 'null');
  if (alternative) return sample(alternative, within, depth);
  const type = Array.isArray(rules.type) ? rules.type.find(each => each !== 'null') : rules.type;
  switch (type) {
    case 'string': return texts[rules.format] ?? 'text'.padEnd(rules.minLength ?? 0, 'x').slice(0, rules.maxLength);
    case 'integer': case 'number': return rules.minimum ?? 1;
    case 'boolean': return true;
    case 'array': return depth > 3 || !rules.items ? [] : [sample(rules.items, within, depth + 1)];
    default: return depth > 3 || !rules.properties ? {} : Object.fromEntries(Object.entries(rules.properties)
      .filter(([name, value]) => !resolve(value, within).readOnly && (rules.required?.includes(name) || depth < 1))
      .map(([name, value]) => [name, sample(value, within, depth + 1)]));
  }
}

const texts = { 'date-time': '2026-01-31T12:00:00Z', date: '2026-01-31', uuid: '00000000-0000-0000-0000-000000000001', uri: 'https://example.com/hook' };

/** The body an operation is shown with: its own example, or one made up. */
export function bodyOf(operation) {
  const content = resolve(operation.requestBody).content;
  if (!content) return undefined;
  const [type, media] = Object.entries(content)[0];
  return { type, types: Object.keys(content), schema: media.schema, value: Object.values(media.examples ?? {})[0]?.value ?? sample(media.schema) };
}
