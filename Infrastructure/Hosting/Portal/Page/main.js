import { h, fill, refusal } from './dom.js';
import { coloured } from './json.js';
import { api, app, load, models, operations, root, topics } from './api.js';
import { askForCredentials, credentials } from './credentials.js';
import { keysView, hasKeys } from './keys.js';
import { operationView } from './operation.js';
import { members, prose } from './schema.js';
import { topicView } from './topics.js';

const main = document.getElementById('main');
const tree = document.getElementById('tree');
const search = document.getElementById('search');
const link = (kind, name) => `#/${kind}/${encodeURIComponent(name)}`;

/** #/kind/name */
function route() {
  const [kind, name] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  return { kind: kind || 'overview', name };
}

function entry(kind, name, ...content) {
  const at = route();
  return h('li', {}, h('a', { href: link(kind, name), 'aria-current': at.kind === kind && at.name === name ? 'page' : null }, content.length > 0 ? content : name));
}

function drawTree() {
  const wanted = search.value.trim().toLowerCase();
  const found = (...texts) => wanted === '' || texts.some(text => text?.toLowerCase().includes(wanted));
  const groups = Object.entries(Object.groupBy(operations().filter(each => found(each.id, each.path, each.summary, each.tag)), each => each.tag))
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([tag, some]) => [tag, some.map(each => entry('operations', each.id, method(each.method), h('span', {}, each.summary ?? each.id)))]);
  groups.push(['Models', models().filter(each => found(each.name)).map(each => entry('models', each.name))]);
  groups.push(['Topics', topics().filter(each => found(each.name)).map(each => entry('topics', each.name))]);
  if (hasKeys()) groups.push(['You', [entry('keys', 'mine', 'Keys and usage')]]);
  const shown = groups.filter(([, entries]) => entries.length > 0);
  const isShort = shown.reduce((count, [, entries]) => count + entries.length, 0) <= few;
  fill(tree, shown.length === 0 ? h('p', { class: 'quiet' }, 'Nothing of that name.')
    : shown.map(([title, entries]) => group(title, entries, wanted !== '' || isShort)));
}

/** More entries than these are shown group by group: the one with the open page, those the reader opens, and whatever is looked for. */
const few = 30;
const opened = new Map();

function group(title, entries, isOpen) {
  const has = entries.some(each => each.querySelector('[aria-current]'));
  const element = h('details', { open: isOpen || (opened.get(title) ?? has) }, h('summary', {}, title, ' ', h('span', { class: 'count' }, `${entries.length}`)), h('ul', {}, entries));
  element.querySelector('summary').addEventListener('click', () => opened.set(title, !element.open));
  return element;
}

const method = name => h('span', { class: `method ${name.toLowerCase()}` }, name);

const views = {
  overview: () => ({ title: api.info.title, crumb: `version ${api.info.version}`, content: overview() }),
  operations: name => {
    const operation = operations().find(each => each.id === name);
    return operation && { title: operation.summary ?? operation.id, crumb: [method(operation.method), ' ', h('code', {}, operation.path)], content: operationView(operation) };
  },
  models: name => {
    const model = models().find(each => each.name === name);
    return model && { title: name, crumb: 'model', content: [model.schema.description ? prose(model.schema.description) : null, members(model.schema), h('details', {}, h('summary', {}, 'JSON Schema'), coloured(model.schema))] };
  },
  topics: name => {
    const topic = topics().find(each => each.name === name);
    return topic && { title: name, crumb: 'topic', content: topicView(topic) };
  },
  keys: () => hasKeys() && { title: 'Keys and usage', crumb: 'you', content: keysView() },
};

function overview() {
  const card = (href, title, note) => h('a', { href }, h('strong', {}, title), h('code', {}, note));
  return [
    api.info.description ? api.info.description.split(/\n\n+/).map(prose) : null,
    h('div', { class: 'cards' },
      card(link('operations', operations()[0].id), `${operations().length} endpoints`, 'to read and to try'),
      card(link('models', models()[0]?.name ?? ''), `${models().length} models`, 'what goes in and out'),
      topics().length > 0 ? card(link('topics', topics()[0].name), `${topics().length} topics`, 'what the app tells') : null,
      card(new URL('openapi.json', root).pathname, 'OpenAPI 3.1', 'openapi.json'),
      card(new URL('asyncapi.json', root).pathname, 'AsyncAPI 3.0', 'asyncapi.json')),
    h('section', {}, h('h2', {}, 'A typed client'),
      h('pre', { class: 'json', tabindex: '0', 'aria-label': 'Command' }, `npx openapi-typescript ${new URL('openapi.json', root)} --default-non-nullable=false -o schema.ts`)),
  ];
}

function show() {
  const { kind, name } = route();
  const view = views[kind]?.(name) || { title: 'There is no such page', crumb: 'the API', content: h('p', {}, h('a', { href: '#/' }, 'To the overview')) };
  document.title = `${view.title} · ${app.title}`;
  fill(main, h('header', { class: 'heading' }, h('p', { class: 'crumb' }, view.crumb), h('h1', {}, view.title)), h('div', { class: 'page' }, view.content));
  main.scrollTop = 0;
  drawTree();
}

function drawSignIn() {
  const { token, key } = credentials();
  const button = document.getElementById('sign-in');
  button.disabled = false;
  fill(button, token || key ? `Signed in with ${[token && 'a token', key && 'a key'].filter(Boolean).join(' and ')}` : 'Sign in…');
}

try {
  await load();
  document.getElementById('title').textContent = app.title;
  document.getElementById('sign-in').addEventListener('click', () => askForCredentials(() => { drawSignIn(); show(); }));
  search.addEventListener('input', drawTree);
  window.addEventListener('hashchange', () => { show(); main.focus({ preventScroll: true }); });
  document.addEventListener('keydown', event => {
    if (event.key === '/' && !event.target.closest('input, textarea, select, dialog')) {
      event.preventDefault();
      search.focus();
    }
  });
  drawSignIn();
  show();
} catch (error) {
  fill(main, h('div', { class: 'page' }, h('h1', {}, 'The API could not be read'), refusal(error)));
}
