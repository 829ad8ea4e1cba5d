import { h, fill, refusal } from './dom.js';
import * as cosmos from './cosmos.js';
import { brief, coloured } from './json.js';

const pause = 1000;
const kept = 200;

/** The change feed as it comes in: the newest first, the last 200 kept. */
export function feedView(target, page) {
  const list = h('ol', { class: 'feed', 'aria-label': 'Changes, newest first' });
  const state = h('p', { class: 'status', role: 'status' });
  const faults = h('div', {});
  const start = h('select', { id: 'start', onchange: restart },
    h('option', { value: 'now' }, 'from now on'), h('option', { value: 'beginning' }, 'from the beginning'));
  const versions = h('select', { id: 'versions', onchange: restart },
    h('option', { value: 'latest' }, 'latest versions'), h('option', { value: 'all' }, 'all versions and deletes'));
  const toggle = h('button', { type: 'button', class: 'primary', onclick: () => { running = !running; draw(); if (running) poll(turn); } });
  let running = true;
  let seen = 0;
  let token;
  let turn = 0;
  let timer;

  function restart() {
    clearTimeout(timer);
    turn++;
    seen = 0;
    running = true;
    // The service keeps all versions only from the moment somebody reads them.
    start.disabled = versions.value === 'all';
    if (start.disabled) start.value = 'now';
    token = start.value === 'now' ? '*' : undefined;
    fill(list);
    fill(faults);
    draw();
    poll(turn);
  }

  async function poll(mine) {
    clearTimeout(timer);
    let again = pause;
    try {
      // A page that nobody looks at asks for nothing.
      if (!document.hidden) {
        const answer = await cosmos.changes(target, token, versions.value === 'all');
        if (mine !== turn) return;
        token = answer.header('etag') ?? token;
        if (answer.status === 200 && answer.body.Documents.length > 0) {
          add(answer.body.Documents);
          again = 0;
        }
        fill(faults);
      }
    } catch (error) {
      if (mine !== turn) return;
      fill(faults, refusal(error));
      if (error.status >= 400 && error.status < 500 && error.status !== 429) running = false;
      draw();
    }
    if (running && mine === turn) timer = setTimeout(() => poll(mine), again);
  }

  function add(changes) {
    seen += changes.length;
    list.prepend(...changes.map(entry).reverse());
    while (list.childElementCount > kept) list.lastElementChild.remove();
    draw();
  }

  function entry(change) {
    const deleted = change.metadata?.operationType === 'delete';
    const document = deleted ? change.previous ?? change.metadata.partitionKey ?? {} : change.current ?? change;
    const what = change.metadata?.timeToLiveExpired ? 'expired' : change.metadata?.operationType ?? 'write';
    const id = document.id ?? change.metadata?.id;
    const lsn = document._lsn ?? change.metadata?.lsn ?? '';
    return h('li', {}, h('details', {},
      h('summary', {},
        h('span', { class: `badge ${deleted ? 'gone' : what}` }, what),
        h('strong', {}, brief(id)),
        h('span', { class: 'quiet' }, cosmos.keyOf(target, document).map(brief).join(' · ')),
        h('code', { title: 'sequence number' }, String(lsn))),
      coloured(change)));
  }

  function draw() {
    fill(toggle, running ? 'Pause' : 'Go on');
    fill(state, h('span', { class: running ? 'dot on pulse' : 'dot' }), ` ${running ? 'Listening' : 'Paused'} · ${seen} seen${seen > kept ? `, the last ${kept} kept` : ''}`);
  }

  fill(page,
    h('div', { class: 'row' },
      toggle, state, h('span', { class: 'grow' }),
      h('label', { for: 'versions', class: 'visually-hidden' }, 'Versions'), versions,
      h('label', { for: 'start', class: 'visually-hidden' }, 'Start'), start),
    faults,
    h('div', { role: 'log', 'aria-label': 'Change feed' }, list));
  restart();
  return { dispose: () => { turn++; clearTimeout(timer); } };
}
