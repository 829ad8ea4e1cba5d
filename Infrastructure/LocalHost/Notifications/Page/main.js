import { h, fill, refusal } from './dom.js';
import * as api from './api.js';
import { messagesView } from './messages.js';
import { subscribersView } from './subscribers.js';
import { deadLettersView } from './letters.js';
import { publishView } from './publish.js';

const pause = 1500;
const views = {
  messages: ['Messages', messagesView],
  subscribers: ['Subscribers', subscribersView],
  'dead-letters': ['Dead letters', deadLettersView],
  publish: ['Publish', publishView],
};
const main = document.getElementById('main');
const state = document.getElementById('state');
const toggle = document.getElementById('pause');
let topics = [];
let shown = {};
let paused = false;
let timer;

/** #/topic/view?id=…; without a topic, all of them. */
function route() {
  const [path, search] = location.hash.replace(/^#\/?/, '').split('?');
  const [topic, view] = path.split('/').map(decodeURIComponent);
  return { topic: topic || undefined, view: view in views ? view : 'messages', search: new URLSearchParams(search) };
}

/** The address of a view of a topic; without a topic, of all. */
const link = (topic, view, search) =>
  `#/${topic ? encodeURIComponent(topic) : ''}/${view}${search ? `?${new URLSearchParams(search)}` : ''}`;

function drawTree() {
  const at = route();
  const entry = (topic, title, note) => h('li', {}, h('a', { href: link(topic, at.view), 'aria-current': topic === at.topic ? 'page' : null }, title, note));
  const known = JSON.stringify([topics.map(topic => topic.name), at.topic, at.view]);
  if (known === shown.tree) return;
  shown.tree = known;
  fill(document.getElementById('tree'), h('ul', {}, entry(undefined, 'All topics'), topics.map(topic => entry(topic.name, topic.name))));
}

async function show() {
  const at = route();
  const key = JSON.stringify([at.topic, at.view]);
  drawTree();
  if (key !== shown.key) {
    shown.view?.dispose?.();
    const page = h('div', { class: 'page' });
    document.title = `${at.topic ?? 'Notifications'} · Virga`;
    fill(main, heading(at), page);
    shown = { ...shown, key, view: views[at.view][1](at.topic, page, { link, topics: () => topics, refresh }) };
  }
  shown.view.at?.(at.search);
  await refresh();
}

function heading(at) {
  return h('header', { class: 'heading' },
    h('p', { class: 'crumb' }, at.topic ? 'topic' : 'the app'),
    h('h1', {}, at.topic ?? 'All topics'),
    h('nav', { class: 'tabs', 'aria-label': 'Views' }, Object.entries(views).map(([name, [title]]) =>
      h('a', { href: link(at.topic, name), 'aria-current': name === at.view ? 'page' : null }, title))));
}

/** Reads again what is shown, now and then after each pause; never two readings at a time. */
async function refresh() {
  clearTimeout(timer);
  const mine = shown.view;
  try {
    // A page that nobody looks at asks for nothing.
    if (!document.hidden) {
      topics = await api.topics();
      drawTree();
      await mine.update(topics);
      connected(true);
    }
  } catch (error) {
    connected(false, error);
  }
  clearTimeout(timer);
  if (!paused && mine === shown.view) timer = setTimeout(refresh, pause);
}

function connected(is, error) {
  state.className = is ? paused ? 'dot' : 'dot on' : 'dot off';
  state.title = is ? paused ? 'paused' : 'live' : 'not connected';
  const old = document.getElementById('lost');
  if (is) old?.remove();
  else if (old === null) main.querySelector('.page')?.before(h('div', { id: 'lost', class: 'lost' }, refusal(error)));
}

toggle.addEventListener('click', () => {
  paused = !paused;
  toggle.setAttribute('aria-pressed', String(paused));
  refresh();
});
document.addEventListener('visibilitychange', () => { if (!document.hidden && !paused) refresh(); });
document.getElementById('account').textContent = location.origin;
window.addEventListener('hashchange', show);
await show();
