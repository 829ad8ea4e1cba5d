import { h, fill, refusal, table } from './dom.js';
import { coloured } from './json.js';
import { operations, root } from './api.js';
import { credentials, signed } from './credentials.js';

const mine = () => operations().find(each => each.method === 'GET' && each.path.endsWith('/me/keys'));

/** Whether the app has API keys to show. */
export const hasKeys = () => mine() !== undefined;

/** The reader's own keys and what is used of them. */
export function keysView() {
  const box = h('div', { class: 'group', 'aria-live': 'polite' }, h('p', { class: 'quiet' }, 'Asking…'));
  if (credentials().token === '' && credentials().key === '') return fill(box, h('p', {}, 'Sign in with a token or a key to see yours.'));
  ask(box);
  return box;
}

async function ask(box) {
  try {
    const response = await fetch(new URL(mine().path, root), { headers: { accept: 'application/json', ...signed() }, cache: 'no-store' });
    const answer = await response.json();
    if (!response.ok) throw Object.assign(new Error(answer.detail ?? response.statusText), { status: response.status, code: answer.code ?? '' });
    const items = answer.items ?? answer.keys ?? [answer];
    fill(box, items.length === 0 ? h('p', { class: 'quiet' }, 'You have no keys.') : items.map(show));
  } catch (error) {
    fill(box, refusal(error));
  }
}

function show({ key, plan, usage }) {
  const now = usage?.[0];
  return h('section', { class: 'key' },
    h('h2', {}, key.name ?? key.id),
    h('ul', { class: 'facts', 'aria-label': 'Facts' }, Object.entries(key).filter(([, value]) => value !== null && typeof value !== 'object')
      .map(([name, value]) => h('li', {}, h('span', {}, `${name} `), String(value)))),
    plan && now?.limit ? meter(now) : null,
    usage?.length > 0 ? table('Usage', Object.keys(now), usage.map(period => h('tr', {}, Object.values(period).map(value => h('td', {}, String(value ?? '–')))))) : h('p', { class: 'quiet' }, 'Not used yet.'),
    plan ? h('details', {}, h('summary', {}, `Plan ${plan.name}`), coloured(plan)) : null);
}

const meter = ({ used, limit }) => h('p', { class: 'row' }, h('meter', { min: '0', max: String(limit), value: String(Math.min(used, limit)), 'aria-label': 'Used of the quota' }), h('span', { class: 'status' }, `${used} of ${limit}`));
