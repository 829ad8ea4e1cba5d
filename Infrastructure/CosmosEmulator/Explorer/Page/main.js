import { h, fill, refusal, confirm } from './dom.js';
import * as cosmos from './cosmos.js';
import { askForContainer } from './creating.js';
import { documentsView } from './documents.js';
import { queryView } from './query.js';
import { feedView } from './feed.js';
import { settingsView } from './settings.js';
import { welcome } from './welcome.js';

const views = {
  documents: ['Documents', documentsView],
  query: ['Query', queryView],
  changes: ['Change feed', feedView],
  settings: ['Settings', settingsView],
};
const main = document.getElementById('main');
const tree = document.getElementById('tree');
let databases = [];
let shown = { key: undefined, view: undefined };
let turn = 0;
let settled = location.hash;

/** #/database/container/view?id=…&key=… */
function route() {
  const [path, search] = location.hash.replace(/^#\/?/, '').split('?');
  const [database, container, view] = path.split('/').map(decodeURIComponent);
  return { database, container, view: view in views ? view : 'documents', search: new URLSearchParams(search) };
}

const link = (database, container, view) => `#/${[database, container, view].map(encodeURIComponent).join('/')}`;

async function loadTree() {
  const state = document.getElementById('state');
  try {
    databases = await cosmos.databases();
    state.className = 'dot on';
    state.title = 'connected';
    drawTree();
    if (!route().container) drawWelcome();
  } catch (error) {
    state.className = 'dot off';
    state.title = 'not connected';
    fill(tree, refusal(error));
  }
}

function drawTree() {
  const at = route();
  fill(tree, databases.map(database => h('section', {},
    h('h3', {}, database.id),
    h('ul', {}, database.containers.length === 0
      ? h('li', { class: 'quiet' }, 'no containers')
      : database.containers.map(container => h('li', {}, h('a', {
        href: link(database.id, container.id, at.container ? at.view : 'documents'),
        'aria-current': database.id === at.database && container.id === at.container ? 'page' : null,
      }, container.id)))))));
  if (databases.length === 0) fill(tree, h('p', { class: 'quiet' }, 'Nothing here yet.'));
}

const drawWelcome = () => fill(main, welcome(databases, link));

/** Whether what is shown may be left: changes that are not saved are lost only when told so. */
async function mayLeave() {
  return !shown.view?.isChanged?.() || await confirm('Leave without saving?', 'What you changed in this document is not saved.', 'Leave');
}

async function show() {
  if (!await mayLeave()) {
    history.replaceState(null, '', settled || location.pathname);
    return;
  }

  settled = location.hash;
  drawTree();
  const at = route();
  const key = JSON.stringify([at.database, at.container, at.view]);
  if (key === shown.key) {
    shown.view?.update?.(at.search);
    return;
  }

  shown.view?.dispose?.();
  shown = { key, view: undefined };
  const mine = ++turn;
  document.title = at.container ? `${at.container} · Virga` : 'Explorer · Virga';
  if (!at.container) {
    drawWelcome();
    return;
  }

  try {
    const target = await cosmos.container(at.database, at.container);
    if (mine !== turn) return;
    const page = h('div', { class: 'page' });
    fill(main, heading(target, at.view), page);
    shown.view = views[at.view][1](target, page, { link, reload: loadTree, refresh: () => count(target) });
    shown.view.update?.(at.search);
  } catch (error) {
    if (mine === turn) fill(main, h('div', { class: 'page' }, h('h1', {}, at.container), refusal(error)));
  }
}

function heading(target, view) {
  const ttl = target.definition.defaultTtl;
  return h('header', { class: 'heading' },
    h('p', { class: 'crumb' }, target.database),
    h('h1', {}, target.id),
    h('ul', { class: 'facts', 'aria-label': 'Facts' },
      h('li', {}, h('span', {}, 'key '), h('code', {}, target.paths.join(' '))),
      h('li', {}, h('span', {}, 'time to live '), ttl === undefined || ttl === null ? 'off' : ttl === -1 ? 'per document' : `${ttl} s`),
      h('li', {}, h('span', {}, 'indexing '), target.definition.indexingPolicy?.indexingMode ?? 'consistent'),
      h('li', { id: 'count' }, countText(target.count))),
    h('nav', { class: 'tabs', 'aria-label': 'Views' }, Object.entries(views).map(([name, [title]]) =>
      h('a', { href: link(target.database, target.id, name), 'aria-current': name === view ? 'page' : null }, title))));
}

const countText = count => `${(count ?? 0).toLocaleString('en')} ${count === 1 ? 'document' : 'documents'}`;

async function count(target) {
  const now = await cosmos.container(target.database, target.id);
  document.getElementById('count')?.replaceChildren(countText(now.count));
}

document.getElementById('account').textContent = location.origin;
document.getElementById('reload').addEventListener('click', loadTree);
document.getElementById('create').addEventListener('click', () => askForContainer(async (database, container) => {
  await loadTree();
  location.hash = link(database, container, 'documents');
}));
await loadTree();
await show();
window.addEventListener('hashchange', show);
window.addEventListener('beforeunload', event => { if (shown.view?.isChanged?.()) event.preventDefault(); });
