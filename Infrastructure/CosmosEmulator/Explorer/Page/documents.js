import { h, fill, refusal } from './dom.js';
import * as cosmos from './cosmos.js';
import { ago, brief } from './json.js';
import { editor } from './editor.js';

const filters = new Map();

/** The documents of a container: a list with a filter, and the one that is open. */
export function documentsView(target, page, app) {
  const rows = h('tbody', {});
  const status = h('p', { class: 'status', role: 'status' });
  const faults = h('div', {});
  const more = h('button', { type: 'button', class: 'wide', hidden: true, onclick: () => load(false) }, 'Load more');
  const side = h('section', { class: 'detail', 'aria-label': 'Document' });
  const filter = h('input', {
    id: 'filter', class: 'mono', autocomplete: 'off', spellcheck: 'false', value: filters.get(target.path) ?? '',
    placeholder: 'c.age > 3 AND STARTSWITH(c.name, "M") ORDER BY c.name',
  });
  let continuation;
  let text;
  let found = 0;
  let turn = 0;
  let open;
  let editing;

  async function load(fresh) {
    const mine = fresh ? ++turn : turn;
    if (fresh) {
      const condition = filter.value.trim();
      filters.set(target.path, condition);
      text = `SELECT * FROM c${condition === '' ? '' : /^(order|where|offset)\b/i.test(condition) ? ` ${condition}` : ` WHERE ${condition}`}`;
      continuation = undefined;
      found = 0;
    }

    more.disabled = true;
    try {
      const answer = await cosmos.query(target, text, { continuation });
      if (mine !== turn) return;
      if (fresh) fill(rows);
      fill(faults);
      continuation = answer.header('x-ms-continuation');
      found += answer.body.Documents.length;
      rows.append(...answer.body.Documents.map(row));
      more.hidden = !continuation;
      fill(status, found === 0 ? 'No document matches.' : `${found} ${continuation ? 'so far' : 'in all'} · ${answer.charge} RU · ${answer.elapsed.toFixed(0)} ms`);
      mark();
    } catch (error) {
      if (mine !== turn) return;
      fill(faults, refusal(error, text));
      fill(status);
    } finally {
      more.disabled = false;
    }
  }

  const address = (id, key) => `${app.link(target.database, target.id, 'documents')}?${new URLSearchParams({ id, key: JSON.stringify(key) })}`;

  function row(document) {
    const key = cosmos.keyOf(target, document);
    const href = address(document.id, key);
    return h('tr', { 'data-href': href, onclick: () => { location.hash = href; } },
      h('th', { scope: 'row' }, h('a', { href, onkeydown: step }, document.id)),
      key.map(value => h('td', {}, brief(value))),
      h('td', { class: 'preview' }, preview(target, document)),
      h('td', { class: 'when' }, ago(document._ts)));
  }

  function step(event) {
    const by = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
    if (!by) return;
    event.preventDefault();
    event.target.closest('tr')[by]?.querySelector('a').focus();
  }

  function mark() {
    for (const each of rows.children) {
      const current = open !== undefined && each.dataset.href === address(open.id, open.key);
      each.toggleAttribute('data-open', current);
      const anchor = each.querySelector('a');
      if (current) anchor.setAttribute('aria-current', 'true');
      else anchor.removeAttribute('aria-current');
    }
  }

  function close() {
    location.hash = app.link(target.database, target.id, 'documents');
  }

  /** Opens what the address names: a document, a new one, or nothing. */
  async function update(search) {
    open = search.has('id') ? { id: search.get('id'), key: JSON.parse(search.get('key') ?? '[]') } : undefined;
    mark();
    editing = undefined;
    page.classList.toggle('split', open !== undefined || search.has('new'));
    const changed = async where => {
      await load(true);
      app.refresh();
      if (where) location.hash = address(where.id, where.key);
      else close();
    };
    const edit = document => {
      editing = editor(target, document, { changed, close });
      fill(side, editing.element);
    };
    if (search.has('new')) {
      edit(undefined);
    } else if (open) {
      const wanted = open;
      try {
        const { body } = await cosmos.read(target, open.id, open.key);
        if (open === wanted) edit(body);
      } catch (error) {
        if (open === wanted) fill(side, refusal(error), h('button', { type: 'button', onclick: close }, 'Close'));
      }
    } else {
      fill(side);
    }
  }

  const create = `${app.link(target.database, target.id, 'documents')}?new`;
  fill(page,
    h('section', { class: 'list', 'aria-label': 'Documents' },
      h('form', { class: 'filter', role: 'search', onsubmit: event => { event.preventDefault(); load(true); } },
        h('label', { for: 'filter' }, 'WHERE'),
        filter,
        h('button', { type: 'submit' }, 'Filter'),
        h('a', { class: 'button primary', href: create }, 'New document')),
      faults,
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'List of documents' },
        h('table', {},
          h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'id'), target.paths.map(path => h('th', { scope: 'col' }, path)), h('th', { scope: 'col', class: 'preview' }, 'content'), h('th', { scope: 'col' }, 'written'))),
          rows),
        more),
      status),
    side);
  load(true);
  return { update, isChanged: () => editing?.isChanged() ?? false };
}

/** What a document holds beside its id and its key, as far as it fits into a line. */
function preview(target, document) {
  const hidden = ['id', ...target.paths.map(path => path.slice(1))];
  return Object.entries(cosmos.own(document)).filter(([name]) => !hidden.includes(name)).slice(0, 8)
    .map(([name, value]) => [h('span', {}, `${name} `), `${brief(value)}  `]).flat();
}
