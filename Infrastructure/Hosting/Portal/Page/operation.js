import { h, fill, refusal, table } from './dom.js';
import { coloured } from './json.js';
import { bodyOf, resolve, root } from './api.js';
import { signed } from './credentials.js';
import { samplesView } from './samples.js';
import { members, prose, rulesOf, typeOf } from './schema.js';

const patience = 30_000;

/** One operation: what it takes and answers, code that asks, and a form to ask with. */
export function operationView(operation) {
  const samples = samplesView();
  const attempt = form(operation, samples);
  return h('div', { class: 'operation' },
    h('div', { class: 'what' },
      operation.description ? prose(operation.description) : null,
      operation.deprecated ? h('p', { class: 'fault' }, 'This is deprecated: use something else.') : null,
      ways(operation),
      parameters(operation),
      body(operation),
      answers(operation)),
    h('div', { class: 'try' }, samples.element, attempt));
}

function ways(operation) {
  const ways = (operation.security ?? []).map(way => Object.entries(way).map(([scheme, scopes]) => `${scheme}${scopes.length > 0 ? ` with ${scopes.join(' and ')}` : ''}`).join(' and '));
  return h('ul', { class: 'facts', 'aria-label': 'Who may ask' }, ways.length === 0 ? h('li', {}, 'anyone may ask') : ways.map(way => h('li', {}, h('span', {}, 'needs '), way)));
}

function parameters(operation) {
  const all = operation.parameters ?? [];
  if (all.length === 0) return null;
  return section('Parameters', table('Parameters', ['Name', 'In', 'Type', 'Meaning'], all.map(resolve1).map(parameter => h('tr', {},
    h('th', { scope: 'row' }, h('code', {}, parameter.name), parameter.required ? h('span', { class: 'needed' }, ' required') : null),
    h('td', {}, parameter.in),
    h('td', {}, typeOf(parameter.schema)),
    h('td', { class: 'meaning' }, [parameter.description, rulesOf(resolve(parameter.schema))].filter(Boolean).map(prose))))));
}

function body(operation) {
  const content = bodyOf(operation);
  return content === undefined ? null : section('Body',
    h('p', { class: 'quiet' }, content.types.join(' or '), content.schema.$ref ? [', a ', typeOf(content.schema)] : ''),
    members(content.schema, undefined, 'Members of the body'));
}

function answers(operation) {
  return section('Answers', table('Answers', ['Status', 'Body', 'Meaning'], Object.entries(operation.responses).map(([status, reference]) => {
    const response = resolve(reference);
    const [type, media] = Object.entries(response.content ?? {})[0] ?? [];
    const headers = Object.keys(response.headers ?? {});
    return h('tr', {},
      h('th', { scope: 'row' }, h('span', { class: `badge ${kind(status)}` }, status)),
      h('td', {}, type === undefined ? '–' : type.endsWith('json') ? typeOf(media.schema) : type),
      h('td', { class: 'meaning' }, prose(response.description), headers.length > 0 ? h('p', { class: 'quiet' }, 'Headers: ', headers.join(', ')) : null));
  })));
}

/** The form. What is filled in shows at once in the code beside it. */
function form(operation, samples) {
  const content = bodyOf(operation);
  const inputs = (operation.parameters ?? []).map(resolve1).map(parameter => ({ parameter, input: inputOf(parameter) }));
  const text = content && h('textarea', { id: 'body', class: 'mono', rows: '9', spellcheck: 'false', value: JSON.stringify(content.value, null, 2) });
  const type = content && content.types.length > 1 ? h('select', { id: 'type' }, content.types.map(each => h('option', {}, each))) : undefined;
  const answer = h('div', { class: 'answer', 'aria-live': 'polite' });
  const button = h('button', { class: 'primary' }, 'Send');

  function request() {
    const values = { path: {}, query: {}, header: {} };
    for (const { parameter, input } of inputs) values[parameter.in][parameter.name] = input.value;
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => values.path[name] ? encodeURIComponent(values.path[name]) : `{${name}}`);
    const query = new URLSearchParams(Object.entries(values.query).filter(([, value]) => value !== ''));
    const headers = [
      ...(operation.security?.length ? [['authorization', '']] : []),
      ...Object.entries(values.header).filter(([, value]) => value !== ''),
      ...(content ? [['content-type', type?.value ?? content.type]] : []),
    ];
    return { operation, values, method: operation.method, url: `${root.origin}${path}${query.size > 0 ? `?${query}` : ''}`, headers, body: text?.value };
  }

  async function send(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      const { url, method, headers, body: sent } = request();
      const start = performance.now();
      const response = await fetch(url, {
        method, body: sent, cache: 'no-store', signal: AbortSignal.timeout(patience),
        headers: { ...Object.fromEntries(headers.filter(([name]) => name !== 'authorization')), ...signed() },
      });
      await show(response, performance.now() - start);
    } catch (error) {
      fill(answer, refusal(error));
    } finally {
      button.disabled = false;
    }
  }

  async function show(response, milliseconds) {
    const received = await response.text();
    let value = received;
    if (response.headers.get('content-type')?.includes('json')) value = JSON.parse(received);
    fill(answer,
      h('p', { class: 'row' }, h('span', { class: `badge ${kind(String(response.status))}` }, `${response.status} ${response.statusText}`.trim()), h('span', { class: 'status' }, `${Math.round(milliseconds)} ms`)),
      h('details', {}, h('summary', {}, 'Headers'), h('pre', { class: 'json', tabindex: '0', 'aria-label': 'Headers' }, [...response.headers].map(([name, content]) => `${name}: ${content}`).join('\n'))),
      received === '' ? h('p', { class: 'quiet' }, 'No body.') : typeof value === 'string' ? h('pre', { class: 'json', tabindex: '0', 'aria-label': 'Body' }, value) : coloured(value));
  }

  const update = () => samples.show(request());
  update();
  return h('form', { class: 'editor', 'aria-label': 'Try it', oninput: update, onsubmit: send },
    h('h2', {}, 'Try it'),
    inputs.map(({ parameter, input }) => h('div', { class: 'field' }, h('label', { for: input.id }, parameter.name, parameter.required ? h('span', { class: 'needed' }, ' required') : null), input)),
    type ? h('div', { class: 'field' }, h('label', { for: 'type' }, 'Content type'), type) : null,
    text ? h('div', { class: 'field' }, h('label', { for: 'body' }, 'Body'), text) : null,
    h('div', { class: 'actions' }, button),
    answer);
}

function inputOf(parameter) {
  const id = `${parameter.in}-${parameter.name}`;
  const schema = resolve(parameter.schema);
  if (schema.enum) return h('select', { id }, parameter.required ? null : h('option', { value: '' }, '–'), schema.enum.map(value => h('option', {}, String(value))));
  return h('input', { id, class: 'mono', autocomplete: 'off', spellcheck: 'false', required: parameter.required && parameter.in === 'path', placeholder: schema.default === undefined ? '' : String(schema.default) });
}

const resolve1 = parameter => resolve(parameter);
const kind = status => status.startsWith('2') || status.startsWith('3') ? 'create' : 'gone';
const section = (title, ...content) => h('section', {}, h('h2', {}, title), content);
